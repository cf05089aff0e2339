import Testing

@Suite("A sheet and a key for each student") struct RosterTests {
  private let text = """
    ---
    title: T
    params:
      delta: {choose: [4, 5, 6], by: student}
      dimension: 20
    ---

    Your $\\delta$ is `{param} delta` and your $d$ `{param} dimension`.

    ::: {.exercise}
    Why?

    ::: {.solution}
    Because of the scarp.
    :::
    :::
    """

  @Test("sheets hold no solution, keys do, and both have the student's parameters")
  func sheets() throws {
    let folder = try Folder()
    try folder.write(text, to: "t.md")
    try folder.write("student,dimension\nana,\nbo,30\n", to: "class.csv")
    let ending = try scarp("render", "t.md", "--for-each", "class.csv", in: folder)
    #expect(ending.code == 0, "\(ending.messages)")
    #expect(folder.names("reports").sorted() == ["t_keys", "t_sheets"])
    #expect(
      folder.names("reports/t_sheets").filter { $0.hasSuffix(".html") }.sorted()
        == ["ana.html", "bo.html"])
    #expect(
      folder.names("reports/t_keys").filter { $0.hasSuffix(".html") }.sorted()
        == ["ana.html", "bo.html"])
    for student in ["ana", "bo"] {
      let sheet = try folder.text("reports/t_sheets/\(student).html")
      let key = try folder.text("reports/t_keys/\(student).html")
      #expect(!sheet.contains("scarp.</p>") && key.contains("Because of the scarp.</p>"))
      #expect(sheet.contains(student == "bo" ? "30.</p>" : "20.</p>"))
    }
    let alone = try scarp(
      "render", "t.md", "-P", "student:ana", "--output-dir", "alone", in: folder)
    #expect(alone.code == 0, "\(alone.messages)")
    #expect(folder.bytes("alone/t.html") == folder.bytes("reports/t_sheets/ana.html"))
  }

  @Test(
    "a faulty roster is told in full before anything is written",
    arguments: [
      (
        "name\nana\n",
        """
        class.csv:1:1: error: no column of this roster is called 'student'
        """
      ),
      ("student\n../x\n", "class.csv:2:1: error: '../x' cannot name a file"),
      ("student\nana\nAna\n", "class.csv:3:1: error: 'Ana' is on the roster twice"),
      ("student\n", "class.csv:1:1: error: there is nobody on this roster"),
      ("student,dimension\nana,many\n", "class.csv:2:5: error: "),
    ])
  func faulty(roster: String, message: String) throws {
    let folder = try Folder()
    try folder.write(text, to: "t.md")
    try folder.write(roster, to: "class.csv")
    let ending = try scarp("render", "t.md", "--for-each", "class.csv", in: folder)
    #expect(ending.code == 1)
    #expect(ending.messages.contains(message), "\(ending.messages)")
    #expect(!folder.has("reports"))
  }

  @Test("a column that is no parameter is a warning, once; solutions for all are refused")
  func warnings() throws {
    let folder = try Folder()
    try folder.write(text, to: "t.md")
    try folder.write("student,dimensoin\nana,1\nbo,2\n", to: "class.csv")
    let ending = try scarp("render", "t.md", "--for-each", "class.csv", "--check", in: folder)
    #expect(ending.code == 0)
    #expect(
      ending.messages.ranges(of: "no parameter is called 'dimensoin'").count == 1,
      "\(ending.messages)")
    #expect(ending.messages.contains("class.csv:1:9: warning"), "\(ending.messages)")
    let revealing = try scarp(
      "render", "t.md", "--for-each", "class.csv", "--profile", "solutions", in: folder)
    #expect(revealing.code == 1)
    #expect(revealing.messages.contains("would give every student the solutions"))
    #expect(!folder.has("reports"))
  }
}

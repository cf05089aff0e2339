import Testing

@Suite("Profiles on the command line") struct ProfileCommandTests {
  private let text = """
    ---
    title: T
    profiles:
      quick: {seeds: 2}
    ---

    ```{experiment #a}
    run: threshold-sweep
    d: 20
    delta: [2, 3]
    seeds: 4
    steps: 2
    theory: false
    ```

    ::: {.solution}
    Because of the scarp.
    :::
    """

  @Test("the report of a profile says so, and the one without it does not")
  func quick() throws {
    let folder = try Folder()
    try folder.write(text, to: "t.md")
    let quick = try scarp(
      "render", "t.md", "--profile", "quick", "--output-dir", "quick", in: folder)
    #expect(quick.code == 0, "\(quick.messages)")
    #expect(try folder.text("quick/t.html").contains("Made with profile quick"))
    let plain = try scarp("render", "t.md", "--output-dir", "plain", in: folder)
    #expect(plain.code == 0, "\(plain.messages)")
    let page = try folder.text("plain/t.html")
    #expect(!page.contains("Made with") && !page.contains("quick"))
    #expect(!page.contains("Because of the scarp"))
    let key = try scarp(
      "render", "t.md", "--profile", "solutions", "--output-dir", "key", in: folder)
    #expect(key.code == 0, "\(key.messages)")
    #expect(try folder.text("key/t.html").contains("Because of the scarp"))
  }

  @Test("a profile that is used nowhere ends with 1 and a suggestion, before anything is computed")
  func unknown() throws {
    let folder = try Folder()
    try folder.write(text, to: "t.md")
    let ending = try scarp("render", "t.md", "--profile", "quik", in: folder)
    #expect(ending.code == 1)
    #expect(
      ending.messages == """
        error: --profile quik: no profile is called 'quik'
          help: did you mean 'quick'? profiles: quick, solutions

        """)
    #expect(!folder.has("reports"))
  }
}

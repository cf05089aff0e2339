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
    let folder = try WorkFolder()
    try folder.write(text, to: "t.md")
    let quick = try folder.scarp("render", "t.md", "--profile", "quick", "--output-dir", "quick")
    #expect(quick.status == 0, "\(quick.messages)")
    #expect(try folder.read("quick/t.html").contains("Made with profile quick"))
    let plain = try folder.scarp("render", "t.md", "--output-dir", "plain")
    #expect(plain.status == 0, "\(plain.messages)")
    let page = try folder.read("plain/t.html")
    #expect(!page.contains("Made with") && !page.contains("quick"))
    #expect(!page.contains("Because of the scarp"))
    let key = try folder.scarp("render", "t.md", "--profile", "solutions", "--output-dir", "key")
    #expect(key.status == 0, "\(key.messages)")
    #expect(try folder.read("key/t.html").contains("Because of the scarp"))
  }

  @Test("a profile that is used nowhere ends with 1 and a suggestion, before anything is computed")
  func unknown() throws {
    let folder = try WorkFolder()
    try folder.write(text, to: "t.md")
    let ending = try folder.scarp("render", "t.md", "--profile", "quik")
    #expect(ending.status == 1)
    #expect(
      ending.messages == """
        error: --profile quik: no profile is called 'quik'
          help: did you mean 'quick'? profiles: quick, solutions

        """)
    #expect(!folder.contains("reports"))
  }
}

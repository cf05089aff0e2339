import Diagnostics
import Templates
import Testing
import Weaving

/// The caption begins on line 9.
private func places(_ caption: String) -> [String] {
  let text = """
    ```{experiment #a}
    run: gradient-descent
    d: 20
    ```

    ```{figure #fig-a}
    show: training
    of: a
    \(caption)
    ```
    """
  do throws(Diagnostics) {
    _ = try TemplateChecker(catalog: catalog, memoryLimit: 1 << 30)
      .check(SourceText(name: "t.md", text: text))
    return []
  } catch {
    return error.all.compactMap(\.location?.description)
  }
}

@Suite("Mistakes in the Markdown of options")
struct ScalarMistakeTests {
  @Test(
    "stand where they are written, however YAML has the text",
    arguments: [
      ("caption: As @fig-b says", "t.md:9:13"),
      ("caption: 'As @fig-b says'", "t.md:9:14"),
      ("caption: >-\n  First words\n  and @fig-b.", "t.md:11:7"),
      ("caption: |\n  First words\n\n  @fig-b", "t.md:12:3"),
      ("caption: First words\n  and @fig-b.", "t.md:10:7"),
    ])
  func placing(_ caption: String, _ expected: String) {
    #expect(places(caption) == [expected])
  }
}

import Publishing
import Templates
import Testing
import Weaving

@Suite("A report is one well-formed file that needs nothing else")
struct HTMLPageTests {
  static let rich = """
    # Model {#sec-model}

    A formula $x_1$, a note[^a], again[^a], @eq-gd and @sec-model.

    $$ \\sqrt{\\frac{1}{2}} $$ {#eq-gd}

    ## Part

    > quote

    1. one
    2. two $y$.

    - [x] done

    | a | b |
    |--|--:|
    | $z$ | 1 |

    ```swift
    let a = "<b>"
    ```

    ---

    # Model

    End[^b].

    [^a]: First *note* $n$.
    [^b]: Second.
    """

  private func richReport() throws -> WovenReport {
    try sampleReport(
      Self.rich,
      metadata: .init(
        title: "A & B", authors: ["Ada", "Paul"], date: "3 March 2026", lang: "de",
        numberSections: true),
      then: [
        .figure(figure()),
        .table(
          table(
            columns: [.init(title: "name", isNumeric: false), .init(title: "v", isNumeric: true)],
            rows: [[.init("a"), .init("-1.5", interval: "[-2, -1]")]])),
      ], provenance: [.init("version", "1")])
  }

  @Test("every element is closed, every attribute quoted, every id unique")
  func wellFormed() throws {
    let scan = HTMLScan(page(try richReport()))
    #expect(scan.problems == [])
    let ids = scan.attributes("id")
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids).isSuperset(of: ["sec-model", "part", "model", "eq-gd", "fig-a", "tbl-a"]))
  }

  @Test("every anchor that is linked to exists")
  func anchors() throws {
    let scan = HTMLScan(page(try richReport()))
    let ids = Set(scan.attributes("id"))
    let targets = scan.attributes("href").filter { $0.hasPrefix("#") }.map {
      String($0.dropFirst())
    }
    #expect(targets.count > 10)
    #expect(Set(targets).isSubset(of: ids))
    #expect(Set(scan.attributes("for")).isSubset(of: ids))
  }

  @Test("nothing is fetched and nothing is run")
  func selfContained() throws {
    let html = page(try richReport())
    let scan = HTMLScan(html)
    #expect(scan.attributes("src").allSatisfy { $0.hasPrefix("data:") })
    #expect(!scan.tags.contains { ["script", "link", "iframe"].contains($0.name) })
    #expect(!html.contains("@import"))
    let references = html.split(separator: "url(").dropFirst()
    #expect(!references.isEmpty)
    #expect(references.allSatisfy { $0.hasPrefix("data:") })
    let policy = scan.tags.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
    #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none';") == true)
  }

  @Test("equal reports give equal bytes")
  func determinism() throws {
    #expect(page(try richReport()) == page(try richReport()))
  }

  @Test("a page without formulas carries no fonts")
  func withoutMath() throws {
    #expect(!page(try sampleReport("text")).contains("@font-face"))
    #expect(page(try sampleReport("$x$")).contains("@font-face"))
  }

  @Test("language, title, landmarks and heading order are there for screen readers")
  func accessibility() throws {
    let html = page(try richReport())
    let scan = HTMLScan(html)
    #expect(scan.tags.first?.attributes["lang"] == "de")
    #expect(html.contains("<title>A &amp; B</title>"))
    let names = scan.tags.map(\.name)
    for landmark in ["header", "nav", "main", "footer"] {
      #expect(names.count { $0 == landmark } == 1, "\(landmark)")
    }
    let levels = names.filter { $0.count == 2 && $0.first == "h" && $0 != "hr" && $0 != "ht" }
    #expect(levels == ["h1", "h2", "h3", "h2"])
    #expect(scan.tags.filter { $0.name == "img" }.allSatisfy { $0.attributes["alt"] != nil })
    #expect(scan.tags.filter { $0.name == "th" }.allSatisfy { $0.attributes["scope"] != nil })
  }

  @Test("sections and equations are numbered, and references say their numbers")
  func numbering() throws {
    let report = try richReport()
    let main = mainText(report)
    #expect(main.contains("<span class=\"number\">1.1</span> Part"))
    #expect(main.contains("<a class=\"reference\" href=\"#eq-gd\">Equation\u{A0}1</a>"))
    #expect(main.contains("<a class=\"reference\" href=\"#sec-model\">Section\u{A0}1</a>"))
    #expect(main.contains("aria-label=\"Equation 1\">(1)</a>"))
    let unnumbered = try sampleReport("# A *b* {#sec-a}\n\nsee @sec-a")
    #expect(mainText(unnumbered).contains("href=\"#sec-a\">A <em>b</em></a>"))
  }

  @Test("the list of contents can be left out, and is where nothing would be listed")
  func contents() throws {
    let two = "# A\n\n# B"
    #expect(page(try sampleReport(two)).contains("<nav"))
    #expect(!page(try sampleReport(two, metadata: .init(title: "T", toc: false))).contains("<nav"))
    #expect(!page(try sampleReport("# A")).contains("<nav"))
  }

  @Test("a note hangs beside its first mark only, and stands below the text as well")
  func footnotes() throws {
    let html = page(try richReport())
    #expect(html.split(separator: "class=\"sidenote\"").count == 3)
    #expect(html.split(separator: "href=\"#fn:1\"").count == 3)
    #expect(html.contains("class=\"footnotes beside\""))
    let list = try sampleReport("a[^a]\n\n[^a]: b\n\n    - c")
    #expect(!page(list).contains("class=\"sidenote\""))
    #expect(page(list).contains("class=\"footnotes\""))
  }

  @Test("short formulas keep the punctuation that follows them")
  func punctuation() throws {
    let main = mainText(try sampleReport("(a $x$), ($y$)."))
    #expect(main.contains("</span>),</span> "))
    #expect(main.contains("<span class=\"unbroken\">(<span class=\"katex\">"))
    #expect(main.hasSuffix("</span>).</span></p>"))
  }
}

import Plotting
import Publishing
import Templates
import Testing
import Weaving

@Suite("A report becomes Typst source")
struct TypstSourceTests {
  private func source(
    _ markdown: String, metadata: WovenReport.Metadata = .init(title: "T"),
    then others: [WovenBlock] = []
  ) throws -> String {
    PDFDocument(
      report: try sampleReport(markdown, metadata: metadata, then: others), drawing: { _ in "" }
    ).source
  }

  /// What an author could write to leave the string it stands in, with a word to look for.
  static let hostile = [
    #"#panic("EVIL")"#, ##"\#EVIL"##, #"\u{22}EVIL"#, #"" EVIL "#, #"\" EVIL "#, #"\\" EVIL"#,
    "]EVIL[", "$EVIL$", "*EVIL*", "`EVIL`", "<EVIL>", "@EVIL", "// EVIL", "/* EVIL */", "= EVIL",
    #"{EVIL}"#, "));EVIL((", #"#"EVIL"#,
  ]

  @Test("words never become code, wherever they stand", arguments: hostile)
  func escaping(_ words: String) throws {
    // Backslashes in the Markdown keep the marks as text.
    let text = words.map { $0.isPunctuation || $0.isSymbol ? "\\\($0)" : String($0) }.joined()
    let markdown = """
      # \(text)

      \(text) *\(text)* **\(text)** ~~\(text)~~ ` \(words) ` [\(text)](https://a.org/?\(words.filter(\.isLetter)))

      - \(text)

      > \(text)

          \(words)

      ```\(words.filter(\.isLetter))
      \(words)
      ```

      | \(text) |
      |---|
      | \(text) |

      <div title="\(words)">

      Formula $\\text{\(words.filter(\.isLetter))}$ and a note[^n].

      [^n]: \(text)
      """
    let metadata = WovenReport.Metadata(
      title: words, subtitle: words, authors: [words], date: words,
      abstract: [Block(.paragraph([.text(words)]), at: .init(file: "t", line: 1, column: 1))],
      lang: words)
    let others: [WovenBlock] = [
      .note(words),
      .figure(figure(label: words, caption: [.text(words)], notes: [words], alt: words)),
      .table(
        table(
          columns: [.init(title: words, unit: words, isNumeric: true)],
          rows: [[.init(words, interval: words)]], notes: [words])),
    ]
    let report = try sampleReport(
      markdown, metadata: metadata, then: others, provenance: [.init(words, words)])
    let source = PDFDocument(report: report, drawing: { _ in "" }).source
    #expect(source.contains("EVIL"))
    let code = codeOutsideStrings(source)
    #expect(!code.contains("EVIL"))
  }

  @Test("a string ends where it should: control characters are replaced")
  func controls() throws {
    let source = try source("a", metadata: .init(title: "x\u{0}\u{1B}y\u{85}"))
    #expect(source.contains("\"x\u{FFFD}\u{FFFD}y\u{FFFD}\""))
  }

  static let pieces: [(String, String)] = [
    ("one *two*", "#\"one \";#emph[#\"two\";];"),
    ("a\nb", "#\"a\";\n#\"b\";"),
    ("## A {#sec-a}\n\nSee @sec-a.", "#heading(level: 1)[#\"A\";]#label(\"sec-a\")"),
    ("## A {#sec-a}\n\nSee @sec-a.", "#link(label(\"sec-a\"))[#\"A\";];"),
    ("[x](https://a.org)", "#external(\"https://a.org\")[#\"x\";];"),
    ("3. c\n4. d", "#enum(tight: true, start: 3,"),
    ("- [x] c", "#list(tight: true, marker: none, body-indent: 0pt,\n  [#task(true)[#\"c\";]],"),
    ("$x$", #"#math.equation(alt: "x", $\u{78}$.body);"#),
    ("$$ x $$ {#eq-a}", #"numbering: _ => [#"(1)";], $\u{78}$.body)#label("eq-a")"#),
    ("a[^n] b[^n]\n\n[^n]: Note.", "#footnote(label(\"fn:1\"));"),
  ]

  @Test("each element has its Typst form", arguments: pieces)
  func form(_ markdown: String, _ piece: String) throws {
    #expect(try source(markdown).contains(piece))
  }

  @Test("a link that HTML would not make is not made here")
  func unsafeLinks() throws {
    let link = Inline.Link(url: "javascript:alert(1)", content: [.text("x")])
    let paragraph = Block(
      .paragraph([Inline(.link(link))]), at: .init(file: "t", line: 1, column: 1))
    let source = try source("[y](#nothing)", then: [.markdown(paragraph)])
    #expect(!source.contains("javascript"))
    #expect(!source.contains("#external(\"#nothing"))
  }

  @Test("headings begin at level 1 and go down one level at a time")
  func levels() throws {
    let source = try source("### A\n\n##### B\n\n# C")
    let levels = source.split(separator: "#heading(level: ").dropFirst().compactMap(\.first)
    #expect(levels == ["1", "2", "1"])
  }

  @Test("numbers align at the point by what is hidden behind the shorter ones")
  func decimals() throws {
    let source = try source(
      "a",
      then: [
        .table(
          table(
            columns: [.init(title: "x", isNumeric: true)],
            rows: [[.init("1.25")], [.init("-3")]]))
      ])
    #expect(source.contains("[#\"1.25\";],"))
    #expect(source.contains("[#\"−3\";#hide[#\".00\";];],"))
  }

  @Test("paper follows the language where it is not given")
  func paper() throws {
    #expect(PaperSize(usualFor: "en") == .a4)
    #expect(PaperSize(usualFor: "en-US") == .letter)
    #expect(PaperSize(usualFor: "de-CH") == .a4)
    let source = try source("a", metadata: .init(title: "T", lang: "de-CH", paperSize: .letter))
    #expect(source.contains("#set text(lang: \"de\", region: \"CH\")"))
    #expect(source.contains("paper: \"us-letter\""))
  }

  @Test("equal drawings are one file, and what is embedded is kept as it is")
  func files() throws {
    let image = "data:image/png;base64,iVBORw0KGgo="
    let report = try sampleReport(
      "![a](\(image))", then: [.figure(figure()), .figure(figure(label: "fig-b"))])
    let document = PDFDocument(report: report, drawing: { _ in sampleSVG })
    #expect(document.files.map(\.name) == ["file-1.png", "file-2.svg"])
    #expect(document.files[0].bytes == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(document.files[1].bytes == Array(sampleSVG.utf8))
  }

  @Test("the words of a figure are text in its drawing, the same bytes each time")
  func lettered() {
    let drawing = letteredSVG(sampleScene)
    #expect(drawing.contains("<text "))
    #expect(drawing == letteredSVG(sampleScene))
  }
}

/// The source with its string literals left out.
private func codeOutsideStrings(_ source: String) -> String {
  var code = ""
  var isInside = false
  var isEscaped = false
  for character in source.unicodeScalars {
    switch (isInside, isEscaped, character) {
    case (true, true, _): isEscaped = false
    case (true, false, "\\"): isEscaped = true
    case (true, false, "\""): isInside = false
    case (false, _, "\""): isInside = true
    case (false, _, _): code.unicodeScalars.append(character)
    default: break
    }
  }
  return code
}

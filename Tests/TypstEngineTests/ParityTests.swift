import Foundation
import Plotting
import Publishing
import Results
import Templates
import Testing
import TypstEngine
import Weaving

/// Whether the words of a PDF can be read here.
private let canRead = hasTypst && (try? words(of: [])) != nil

@Suite(
  "HTML and PDF say the same",
  .enabled(if: canRead, "this needs Typst (make pdf-engine) and pdftotext (poppler-utils)"))
struct ParityTests {
  private struct Forms {
    let html: String
    let pdf: String
    let bytes: [UInt8]
    /// Words in drawings, which the page holds as outlines.
    let drawn: Set<String>
  }

  /// A document that uses every feature.
  private static let document = Task {
    let report = try await featureReport()
    let (bytes, _) = try TypstEngine().pdf(
      of: PDFDocument(report: report, drawing: letteredSVG))
    let drawn = report.blocks.flatMap { block -> [String] in
      guard case .figure(let figure) = block else { return [] }
      return letteredSVG(figure.scene).split { !$0.isLetter || !$0.isASCII }.map(String.init)
    }
    return Forms(
      html: HTMLPage(report: report, drawing: svg).html,
      pdf: text(ofPages: try #require(try words(of: bytes)), title: "Every feature"), bytes: bytes,
      drawn: Set(drawn))
  }

  @Test("every run of text of the page stands in the PDF")
  func fromPage() async throws {
    let forms = try await Self.document.value
    let (html, pdf) = (forms.html, forms.pdf)
    let letters = lettersAndDigits(pdf)
    // Line by line: between the lines of a long source a page may end, with its footnotes.
    let runs = PageText(html).runs.flatMap { $0.split(whereSeparator: \.isNewline) }
      .filter { $0.contains { $0.isLetter || $0.isNumber } }.map(String.init)
    #expect(runs.count > 100)
    // The link to the report's record is an attachment on paper.
    let exempt = ["Words for screens alone.", "The same for programs (JSON)"]
    for run in runs where !letters.contains(lettersAndDigits(run)) && !exempt.contains(run) {
      Issue.record(Comment(rawValue: "not in the PDF: \(run)"))
    }
  }

  @Test("every word of the PDF stands in the page")
  func fromPDF() async throws {
    let forms = try await Self.document.value
    let pdf = forms.pdf
    let page = PageText(forms.html)
    let letters = lettersAndDigits((page.runs + page.mathRuns).joined(separator: " "))
    let words = pdf.split { !$0.isLetter || !$0.isASCII }.filter { $0.count > 2 }
    #expect(words.count > 200)
    let exempt: Set<String> = forms.drawn.union(["Words", "for", "paper", "alone"])
    for word in words where !letters.contains(word) && !exempt.contains(String(word)) {
      Issue.record(Comment(rawValue: "not in the page: \(word)"))
    }
  }

  @Test("what is for one format alone stands in that one")
  func conditions() async throws {
    let forms = try await Self.document.value
    let (html, pdf) = (forms.html, forms.pdf)
    #expect(pdf.contains("Words for paper alone"))
    #expect(!html.contains("Words for paper alone"))
    #expect(html.contains("Words for screens alone"))
    #expect(!pdf.contains("Words for screens alone"))
  }

  @Test("the list of works says the same by authors and year")
  func worksByYear() async throws {
    let report = try await featureReport(.authorYear)
    let (bytes, _) = try TypstEngine().pdf(of: PDFDocument(report: report, drawing: letteredSVG))
    let pdf = lettersAndDigits(try #require(try words(of: bytes)))
    let html = lettersAndDigits(PageText(HTMLPage(report: report, drawing: svg).html).all)
    for sentence in [
      "foreseen (see Saad, 1995, chapter two; Noether and Erdős, 2026)",
      "Noether, E. and P. Erdős (2026)", "Annals of Cliffs, 3:1–20. doi:10.1000/cliff.2026",
      "Saad, D. (1995). On-line Learning. A Press. https://example.org/on_line",
    ] {
      #expect(html.contains(lettersAndDigits(sentence)), "\(sentence)")
      #expect(pdf.contains(lettersAndDigits(sentence)), "\(sentence)")
    }
  }

  @Test("bookmarks are the headings with their numbers, without their notes")
  func outline() async throws {
    let outline = try #require(
      try bookmarks(of: try await Self.document.value.bytes))
    #expect(
      outline == [
        "1 Everything a text can hold", "1.1 Lists and quotes", "1.1.1 Notes and references",
        "1.2 What was computed", "1.3 From another file", "1.4 Spectra", "1.5 Works cited here",
      ])
  }

  @Test("captions, numbers and references are the same")
  func numbers() async throws {
    let forms = try await Self.document.value
    let (html, pdf) = (forms.html, forms.pdf)
    for words in [
      "Figure 1", "Figure 2", "Figure 3", "Table 1", "Table 2", "Equation 1", "Exercise 1",
      "Claim 1", "(1)", "(Q)", "Prices of $5 and $7 stay text", "Inputs have 20 dimensions",
    ] {
      #expect(lettersAndDigits(pdf).contains(lettersAndDigits(words)), "\(words)")
      #expect(
        lettersAndDigits(PageText(html).all).contains(lettersAndDigits(words)), "\(words)")
    }
  }
}

/// Without running titles and page numbers, which come between the lines of a text.
private func text(ofPages words: String, title: String) -> String {
  words.split { $0.isNewline || $0 == "\u{C}" }.filter { line in
    let number = line.hasPrefix(title) ? line.dropFirst(title.count) : line
    let digits = number.filter { $0 != " " }
    return digits.isEmpty || digits.count > 2 || !digits.allSatisfy(\.isNumber)
  }.joined(separator: "\n")
}

private func lettersAndDigits(_ text: some StringProtocol) -> String {
  String(text.precomposedStringWithCompatibilityMapping.filter { $0.isLetter || $0.isNumber })
}

/// The text of a page as a reader sees it: without style, formulas apart, without what only a
/// screen can do.
private struct PageText {
  private(set) var runs: [String] = []
  private(set) var mathRuns: [String] = []
  var all: String { (runs + mathRuns).joined(separator: " ") }

  init(_ html: String) {
    var depthOfMath = 0
    var hidden = 0
    var open: [(name: String, isMath: Bool, isHidden: Bool)] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      let text = Self.decoded(rest[..<start])
      if hidden == 0, text.contains(where: { $0.isLetter || $0.isNumber }) {
        if depthOfMath > 0 { mathRuns.append(text) } else { runs.append(text) }
      }
      guard let end = rest[start...].firstIndex(of: ">") else { break }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[end...].dropFirst()
      let name = String(tag.prefix { $0.isLetter || $0.isNumber || $0 == "/" })
      if name.first == "/" {
        guard let closed = open.popLast() else { continue }
        if closed.isMath { depthOfMath -= 1 }
        if closed.isHidden { hidden -= 1 }
      } else if !["meta", "br", "hr", "img", "input", "!"].contains(name), !tag.hasPrefix("!"),
        !tag.hasSuffix("/")
      {
        let isMath = tag.contains("class=\"katex")
        // Sidenotes repeat the footnotes; tools, skip links and anchors are for screens.
        let isHidden =
          ["style", "title", "annotation"].contains(name)
          || ["tools", "skip", "anchor", "sidenote", "back"].contains {
            tag.contains("class=\"\($0)\"")
          }
        open.append((name, isMath, isHidden))
        if isMath { depthOfMath += 1 }
        if isHidden { hidden += 1 }
      }
    }
  }

  private static func decoded(_ text: Substring) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&").description
  }
}

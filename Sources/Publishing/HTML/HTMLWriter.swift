import Plotting
import Weaving

/// Writes the parts of a page in reading order, keeping count of the notes it has passed.
struct HTMLWriter {
  let report: WovenReport
  let numbering: Numbering
  let drawing: (Scene) -> String

  /// Footnotes whose mark was written; only the first mark is an anchor.
  var markedFootnotes: Set<Int> = []
  /// Footnotes that were written into the margin.
  var besideText: Set<Int> = []
  var mayHaveSidenotes = true

  init(report: WovenReport, drawing: @escaping (Scene) -> String) {
    self.report = report.shown(in: .html)
    self.drawing = drawing
    numbering = Numbering(self.report)
  }

  /// Title, authors, date, abstract.
  mutating func header() -> String {
    let metadata = report.metadata
    var lines: [String] = []
    if !metadata.title.isEmpty { lines.append(element("h1", [:], escaped(metadata.title))) }
    if !metadata.subtitle.isEmpty {
      lines.append(element("p", ["class": "subtitle"], escaped(metadata.subtitle)))
    }
    let names = escaped(metadata.authors.joined(separator: ", "))
    let authors = names.isEmpty ? [] : [element("span", ["class": "author"], names)]
    let date =
      metadata.date.isEmpty ? [] : [element("span", ["class": "date"], escaped(metadata.date))]
    if !(authors + date).isEmpty {
      lines.append(element("p", ["class": "byline"], (authors + date).joined(separator: "\n")))
    }
    if !metadata.profile.isEmpty {
      lines.append(element("p", ["class": "profile"], escaped(metadata.profile)))
    }
    if !metadata.abstract.isEmpty {
      let text = withoutSidenotes { $0.blocks(metadata.abstract) }
      lines.append(element("section", ["class": "abstract", "aria-label": "Abstract"], text))
    }
    return lines.isEmpty ? "" : element("header", [:], lines.joined(separator: "\n"))
  }

  /// The two highest levels of headings as links.
  mutating func contents() -> String {
    let sections = numbering.sections.filter { $0.depth <= 2 }
    guard report.metadata.toc, sections.count > 1 else { return "" }
    let items = sections.map { section in
      let number =
        section.number.isEmpty ? "" : element("span", ["class": "number"], section.number) + " "
      var words = HTMLWriter(report: report, drawing: drawing)
      words.mayHaveSidenotes = false
      let title = words.inlines(section.content.filter { !$0.isFootnote }, inLink: true)
      return element(
        "li", ["class": "depth-\(section.depth)"],
        element("a", ["href": "#" + section.id], number + title))
    }
    return element(
      "nav", ["class": "contents", "aria-label": "Contents"],
      element("ol", [:], "\n" + items.joined(separator: "\n") + "\n"))
  }

  mutating func body() -> String {
    var parts = report.blocks.map { self.woven($0) }
    parts.append(footnoteSection())
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  mutating func woven(_ block: WovenBlock) -> String {
    switch block {
    case .markdown(let block): self.block(block)
    case .figure(let figure): self.figure(figure)
    case .table(let table): self.table(table)
    case .claim(let claim): self.claim(claim)
    case .div(let div):
      self.div(
        div.kind, id: div.label, number: div.number, title: div.title,
        content: { writer in div.blocks.map { writer.woven($0) } })
    case .references(let list): references(list)
    case .note(let text): element("p", ["class": "notice"], escaped(text))
    }
  }

  func provenance() -> String {
    guard !report.provenance.isEmpty else { return "" }
    let record =
      report.record.map { record in
        element(
          "p", [:],
          element(
            "a", ["download": ReportNumbers.recordName, "href": DataURI.json(record.json)],
            "The same for programs (JSON)"))
      } ?? ""
    let lines = report.provenance.map {
      element("dt", [:], escaped($0.name)) + element("dd", [:], escaped($0.value))
    }
    return element(
      "footer", [:],
      element(
        "details", [:],
        element("summary", [:], "How this report was made")
          + element("dl", [:], "\n" + lines.joined(separator: "\n") + "\n") + record))
  }
}

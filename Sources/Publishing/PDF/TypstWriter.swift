import Plotting
import Templates
import Typesetting
import Weaving

/// Writes the parts of a report as Typst source, in reading order.
struct TypstWriter {
  let report: WovenReport
  let numbering: Numbering
  let drawing: (Scene) -> String
  /// Numbers of the figures that stand where they are named; the others float.
  let lastFigures: Set<Int>

  /// What the source refers to by name.
  private(set) var files: [PDFDocument.File] = []
  /// Footnotes whose text was written; later marks point at it.
  var writtenFootnotes: Set<Int> = []
  /// Labels that stand in the source; Typst allows each once.
  private var placedLabels: Set<String> = []
  /// Whether a heading is being written.
  var isInHeading = false
  /// Level of the heading before this one: none may go down by more than one.
  var headingLevel = 0

  /// - Parameter drawing: a scene as SVG whose words are text.
  init(report: WovenReport, drawing: @escaping (Scene) -> String) {
    self.report = report.shown(in: .pdf)
    self.drawing = drawing
    numbering = Numbering(self.report)
    lastFigures = self.report.blocks.lastFigures
  }

  /// Title, authors, date, abstract, verdicts, contents.
  mutating func header() -> String {
    let metadata = report.metadata
    var parts: [String] = []
    if !metadata.title.isEmpty { parts.append("#title()") }
    if !metadata.subtitle.isEmpty { parts.append("#subtitle[\(typstText(metadata.subtitle))]") }
    let authors = metadata.authors.joined(separator: ", ")
    if !authors.isEmpty || !metadata.date.isEmpty {
      let words = [authors, metadata.date].map { $0.isEmpty ? "none" : "[\(typstText($0))]" }
      parts.append("#byline(\(words.joined(separator: ", ")))")
    }
    if !metadata.profile.isEmpty { parts.append("#profile[\(typstText(metadata.profile))]") }
    if !metadata.abstract.isEmpty {
      parts.append("#abstract[\n\(blocks(metadata.abstract))\n]")
    }
    let (contents, lines) = contents()
    let verdicts = verdicts()
    if verdicts.isEmpty, lines > 0 { parts.append(contents) }
    let head = parts.joined(separator: "\n\n")
    // A figure that floats to the top of the first page comes below; what may fill a page flows.
    let words = metadata.abstract.reduce(0) { count, block in
      var count = count
      block.forEachInlines { count += plainText($0).count }
      return count
    }
    let isLong = words + 80 * lines > Self.longestHead
    let shown = head.isEmpty || isLong ? head : "#head[\n\(head)\n]"
    guard !verdicts.isEmpty else { return shown }
    return [shown, verdicts, contents].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// Characters of abstract and contents that surely leave room on the first page.
  private static let longestHead = 2000

  /// The list of the two highest levels of headings, and how many lines it has.
  private func contents() -> (source: String, lines: Int) {
    let sections = numbering.sections.filter { $0.depth <= 2 }
    let isListed = report.metadata.toc && sections.count > 1
    return isListed ? ("#contents()", sections.count) : ("", 0)
  }

  mutating func body() -> String {
    let list = report.blocks.firstIndex(where: \.holdsReferences)
    // Figures that still float belong to the text, which ends where the references begin.
    let end = list.map { $0 > 0 && report.blocks[$0 - 1].isHeading ? $0 - 1 : $0 }
    return report.blocks.enumerated().flatMap { index, block in
      (index == end ? ["#place.flush()"] : []) + [woven(block)]
    }.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  mutating func woven(_ block: WovenBlock) -> String {
    switch block {
    case .markdown(let block): self.block(block)
    case .figure(let figure): self.figure(figure)
    case .table(let table): self.table(table)
    case .claim(let claim): self.claim(claim)
    case .div(let div):
      self.div(
        div.kind, label: div.label, number: div.number, title: div.title, space: div.space,
        question: div.kind == .exercise ? div.blocks.prefix(while: \.isProse).count : 0,
        content: { writer in div.blocks.map { writer.woven($0) } })
    case .references(let list): references(list)
    case .note(let text): "#notice[\(typstText(text))]"
    }
  }

  func provenance() -> String {
    guard !report.provenance.isEmpty else { return "" }
    let lines = report.provenance.map {
      "  (\(typstString($0.name)), \(typstString($0.value))),"
    }
    let record =
      report.record.map { record in
        "\n#pdf.attach(\(typstString(ReportNumbers.recordName)), bytes(\(typstString(record.json))), "
          + "mime-type: \"application/json\", relationship: \"supplement\", "
          + "description: \"How this report was made\")"
      } ?? ""
    return "#provenance((\n\(lines.joined(separator: "\n"))\n))" + record
  }

  /// The name under which the source finds some bytes; equal bytes are one file.
  mutating func file(_ bytes: [UInt8], ending: String) -> String {
    if let known = files.first(where: { $0.bytes == bytes }) { return known.name }
    let name = "file-\(files.count + 1).\(ending)"
    files.append(PDFDocument.File(name: name, bytes: bytes))
    return name
  }

  /// The label after an element, so that references find it; nothing where it already stands.
  mutating func place(_ label: String?) -> String {
    guard let label, placedLabels.insert(label).inserted else { return "" }
    return "#\(typstLabel(label))"
  }
}

extension WovenBlock {
  fileprivate var holdsReferences: Bool {
    switch self {
    case .references: true
    case .div(let div): div.blocks.contains(where: \.holdsReferences)
    case .markdown, .figure, .table, .claim, .note: false
    }
  }

  fileprivate var isProse: Bool { if case .markdown = self { true } else { false } }

  fileprivate var isHeading: Bool {
    guard case .markdown(let block) = self, case .heading = block.content else { return false }
    return true
  }
}

import Templates

extension HTMLWriter {
  /// The raised number, and on its first use the note itself for the margin of a wide screen.
  mutating func footnoteMark(_ number: Int, inLink: Bool) -> String {
    let isFirst = markedFootnotes.insert(number).inserted
    let sup = element("sup", [:], String(number))
    guard !inLink else { return sup }
    let mark = element(
      "a",
      [
        "class": "footnote", "href": "#fn:\(number)", "id": isFirst ? "fnref:\(number)" : nil,
        "role": "doc-noteref", "aria-label": "Footnote \(number)",
      ], sup)
    guard isFirst, mayHaveSidenotes, let note = sidenote(number) else { return mark }
    return mark + note
  }

  private mutating func sidenote(_ number: Int) -> String? {
    guard report.footnotes.indices.contains(number - 1) else { return nil }
    var paragraphs: [[Inline]] = []
    for block in report.footnotes[number - 1] {
      guard case .paragraph(let content) = block.content else { return nil }
      paragraphs.append(content)
    }
    besideText.insert(number)
    let text = withoutSidenotes { writer in
      paragraphs.map { writer.inlines($0.filter { !$0.isFootnote }) }.joined(separator: "<br>")
    }
    let mark = element("span", ["class": "number"], String(number))
    return element("span", ["class": "sidenote", "role": "note"], mark + " " + text)
  }

  /// Text of a heading, a cell or a note, where no note can hang in the margin.
  mutating func withoutSidenotes(_ body: (inout HTMLWriter) -> String) -> String {
    var writer = self
    writer.mayHaveSidenotes = false
    let html = body(&writer)
    writer.mayHaveSidenotes = mayHaveSidenotes
    self = writer
    return html
  }

  /// The notes below the text; hidden on wide screens if all of them stand in the margin.
  mutating func footnoteSection() -> String {
    guard !report.footnotes.isEmpty else { return "" }
    let items = report.footnotes.enumerated().map { index, note in
      let back = element(
        "a",
        [
          "class": "back", "href": "#fnref:\(index + 1)", "role": "doc-backlink",
          "aria-label": "Back to the text",
        ], "↩")
      let text = withoutSidenotes { $0.blocks(note) }
      return element("li", ["id": "fn:\(index + 1)"], text + back)
    }
    let isBeside = besideText.count == report.footnotes.count
    return element(
      "section",
      [
        "class": isBeside ? "footnotes beside" : "footnotes", "role": "doc-endnotes",
        "aria-label": "Footnotes",
      ],
      element("ol", [:], "\n" + items.joined(separator: "\n") + "\n"))
  }
}

extension Inline {
  var isFootnote: Bool { if case .footnote = content { true } else { false } }
}

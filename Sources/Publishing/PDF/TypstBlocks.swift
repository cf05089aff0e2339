import Templates
import Weaving

extension TypstWriter {
  mutating func blocks(_ blocks: [Block]) -> String {
    blocks.map { block($0) }.joined(separator: "\n\n")
  }

  mutating func block(_ block: Block) -> String {
    switch block.content {
    case .heading(let heading): self.heading(heading)
    case .paragraph(let content): inlines(content)
    case .list(let list): self.list(list)
    case .quote(let inner): "#quote(block: true)[\n\(blocks(inner))\n]"
    case .code(let code):
      "\(code.isFolded ? "#source" : "#raw")(block: true, \(typstString(code.text.withoutLastNewline)))"
    case .table(let table): self.table(table)
    case .equation(let equation):
      self.equation(
        equation.tex.text, number: equation.label.flatMap { numbering.equations[$0] },
        label: equation.label)
    case .thematicBreak: "#separator()"
    case .rawHTML(let text): "#verbatim(\(typstString(text.withoutLastNewline)))"
    case .html(let node): html(node)
    case .div(let div):
      self.div(
        div.kind, label: div.label, number: nil, title: div.title,
        content: { writer in div.blocks.map { writer.block($0) } })
    case .directive(let directive):
      preconditionFailure("the directive '\(directive.kind)' reached the page unwoven")
    }
  }

  private mutating func heading(_ heading: Block.Heading) -> String {
    // A tagged document begins at level 1 and goes down a level at a time.
    headingLevel = min(numbering.depth(of: heading), headingLevel + 1)
    let number = numbering.number(of: heading)
    let mark = number.isEmpty ? "" : "#number[\(typstText(number))];"
    isInHeading = true
    defer { isInHeading = false }
    return "#heading(level: \(headingLevel))[\(mark)\(inlines(heading.content))]"
      + place(heading.id)
  }

  private mutating func list(_ list: Block.List) -> String {
    let items = list.items.map { item -> String in
      let content = blocks(item.blocks)
      guard let done = item.done else { return "  [\(content)]," }
      return "  [#task(\(done))[\(content)]],"
    }
    var options = ["tight: \(list.tight)"]
    if let start = list.start {
      options.append("start: \(start)")
    } else if list.items.allSatisfy({ $0.done != nil }) {
      options.append("marker: none, body-indent: 0pt")
    }
    let kind = list.start == nil ? "list" : "enum"
    return "#\(kind)(\(options.joined(separator: ", ")),\n\(items.joined(separator: "\n"))\n)"
  }

  private mutating func table(_ table: Block.Table) -> String {
    let alignments = table.head.indices.map { column -> String in
      guard table.alignments.indices.contains(column) else { return "left" }
      return switch table.alignments[column] {
      case .natural, .left: "left"
      case .center: "center"
      case .right: "right"
      }
    }
    let head = table.head.map { "[#strong[\(inlines($0))]]" }
    let rows = table.rows.map { row in
      "    " + row.map { "[\(inlines($0))]," }.joined(separator: " ")
    }
    return """
      #block(spacing: 1.6em, width: 100%, text(size: 9pt, table(
          columns: \(table.head.count), align: (\(alignments.joined(separator: ", ")),),
          top-rule, table.header(\(head.joined(separator: ", "))), mid-rule,
      \(rows.joined(separator: "\n"))
          top-rule)))
      """
  }

  /// Blocks set apart, under a word that does not rest on colour.
  ///
  /// - Parameter question: so many of the first blocks stay on one page.
  mutating func div(
    _ kind: Block.Div.Kind, label: String?, number: Int?, title: [Inline], space: Double? = nil,
    question: Int = 0, content: (inout TypstWriter) -> [String]
  ) -> String {
    guard let name = kind.name else {
      return content(&self).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
    let mark = typstText(number.map { "\(name)\u{A0}\($0)" } ?? name)
    let words = title.isEmpty ? "" : "#h(0.5em)\(inlines(title))"
    let heading = "[#strong[\(mark)]\(words)]"
    let blocks = content(&self)
    func joined(_ blocks: some Sequence<String>) -> String {
      blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
    let asked = joined(blocks.prefix(question))
    let body = joined(blocks.dropFirst(question))
    let color = kind == .warning ? "ink" : kind == .exercise ? "link-color" : "rule"
    let answer = space.map { "\n#writing-space(\($0)cm)" } ?? ""
    let kept = asked.isEmpty ? "" : ", question: [\n\(asked)\n]"
    return "#set-apart(\(heading), \(color)\(kept))[\n\(body)\(answer)\n]\(place(label))"
  }
}

extension String {
  fileprivate var withoutLastNewline: String { last == "\n" ? String(dropLast()) : self }
}

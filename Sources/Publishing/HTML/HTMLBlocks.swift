import Templates

extension HTMLWriter {
  mutating func blocks(_ blocks: [Block]) -> String {
    blocks.map { block($0) }.joined(separator: "\n")
  }

  mutating func block(_ block: Block) -> String {
    switch block.content {
    case .heading(let heading): self.heading(heading)
    case .paragraph(let content): element("p", [:], inlines(content))
    case .list(let list): self.list(list)
    case .quote(let inner): element("blockquote", [:], blocks(inner))
    case .code(let code): self.code(code)
    case .table(let table): self.table(table)
    case .equation(let equation): self.equation(equation)
    case .thematicBreak: "<hr>"
    case .rawHTML(let text): element("p", ["class": "raw"], escaped(text))
    case .html(let node): withoutSidenotes { $0.html(node) }
    case .div(let div):
      self.div(
        div.kind, id: div.label, number: nil, title: div.title,
        content: { writer in div.blocks.map { writer.block($0) } })
    case .directive(let directive):
      preconditionFailure("the directive '\(directive.kind)' reached the page unwoven")
    }
  }

  private mutating func heading(_ heading: Block.Heading) -> String {
    let top = report.metadata.title.isEmpty ? 1 : 2
    let level = min(6, numbering.depth(of: heading) + top - 1)
    let number = numbering.number(of: heading)
    let mark = number.isEmpty ? "" : element("span", ["class": "number"], number) + " "
    let anchor = element(
      "a", ["class": "anchor", "href": "#" + heading.id, "aria-label": "Link to this section"], "#")
    let words = withoutSidenotes { $0.inlines(heading.content) }
    return element("h\(level)", ["id": heading.id], mark + words + anchor)
  }

  private mutating func list(_ list: Block.List) -> String {
    let items = list.items.map { item in
      var content = item.blocks.map { inner in
        // In a tight list a paragraph is only its text.
        if list.tight, case .paragraph(let text) = inner.content { return inlines(text) }
        return block(inner)
      }.joined(separator: "\n")
      if let done = item.done {
        let mark = openTag(
          "input",
          [
            "type": "checkbox", "disabled": "", "checked": done ? "" : nil,
            "aria-label": done ? "done" : "to do",
          ])
        content = mark + " " + content
      }
      return element("li", ["class": item.done == nil ? nil : "task"], content)
    }
    let content = "\n" + items.joined(separator: "\n") + "\n"
    guard let start = list.start else { return element("ul", [:], content) }
    return element("ol", ["start": start == 1 ? nil : String(start)], content)
  }

  private func code(_ code: Block.Code) -> String {
    let language = code.language.isEmpty ? nil : "language-" + code.language
    let text = element(
      "pre", ["tabindex": "0"], element("code", ["class": language], escaped(code.text)))
    guard code.isFolded else { return text }
    return element(
      "details", ["class": "source"], element("summary", [:], "Source") + "\n" + text)
  }

  private mutating func table(_ table: Block.Table) -> String {
    func alignment(_ column: Int) -> String? {
      guard table.alignments.indices.contains(column) else { return nil }
      return switch table.alignments[column] {
      case .natural: nil
      case .left: "left"
      case .center: "center"
      case .right: "right"
      }
    }
    return withoutSidenotes { writer in
      let head = table.head.enumerated().map { column, cell in
        element("th", ["scope": "col", "class": alignment(column)], writer.inlines(cell))
      }
      let rows = table.rows.map { row in
        let cells = row.enumerated().map { column, cell in
          element("td", ["class": alignment(column)], writer.inlines(cell))
        }
        return element("tr", [:], cells.joined())
      }
      let content =
        element("thead", [:], element("tr", [:], head.joined()))
        + element("tbody", [:], "\n" + rows.joined(separator: "\n") + "\n")
      return writer.scrolling("Table", element("table", [:], content))
    }
  }

  /// A box that scrolls by itself where its content is wider than the page.
  func scrolling(_ name: String, _ content: String) -> String {
    element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": name], content)
  }

  private func equation(_ equation: Block.Equation) -> String {
    let body = element("div", ["class": "formula"], formula(equation.tex.text, display: true))
    guard let label = equation.label, let number = numbering.equations[label] else {
      return element("div", ["class": "equation"], body)
    }
    let mark = element(
      "a",
      ["class": "number", "href": "#" + label, "aria-label": "Equation \(number)"],
      "(\(number))")
    return element("div", ["class": "equation", "id": label], body + mark)
  }
}

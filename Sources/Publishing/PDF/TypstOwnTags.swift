import Templates
import Weaving

/// The author's own elements on paper: those that have a form there keep it, of the others the words
/// stand.
extension TypstWriter {
  mutating func html(_ node: HTMLNode<Block>, inLink: Bool = false) -> String {
    switch node {
    case .text(let text): return typstText(collapsed(text))
    case .piece(let block): return "\n\n" + self.block(block) + "\n\n"
    case .element(let tag, let nodes):
      func inner(_ nodes: [HTMLNode<Block>]) -> String {
        nodes.map { html($0, inLink: inLink || tag.name == "a") }.joined()
      }
      switch tag.name {
      case "p", "div", "dd", "details": return "\n\n\(inner(nodes))\n\n"
      case "summary", "dt", "caption": return "\n\n#strong[\(inner(nodes))]\n\n"
      case "hr": return "\n\n#separator()\n\n"
      case "blockquote": return "\n\n#quote(block: true)[\(inner(nodes))]\n\n"
      case "pre":
        let text = nodes.map(\.plainText).joined()
        return "\n\n#raw(block: true, \(typstString(text)))\n\n"
      case "ul", "ol":
        let items = nodes.compactMap { node -> String? in
          guard case .element(_, let content) = node else { return nil }
          return "[\(inner(content))]"
        }
        return items.isEmpty
          ? "" : "\n\n#\(list(tag))\(items.joined(separator: ", ")))\n\n"
      case "table":
        return nodes.filter { $0.name == "caption" }.map { html($0) }.joined() + grid(nodes)
      default: return phrase(tag, inner(nodes), plain: node.plainText, inLink: inLink)
      }
    }
  }

  mutating func html(_ tag: HTMLTag, _ content: [Inline], inLink: Bool) -> String {
    phrase(
      tag, inlines(content, inLink: inLink || tag.name == "a"), plain: plainText(content),
      inLink: inLink)
  }

  private func phrase(
    _ tag: HTMLTag, _ content: String, plain: String, inLink: Bool
  ) -> String {
    switch tag.name {
    case "b", "strong": "#strong[\(content)];"
    case "i", "em", "cite", "dfn", "var": "#emph[\(content)];"
    case "s", "del": "#strike[\(content)];"
    case "u", "ins": "#underline[\(content)];"
    case "mark": "#highlight[\(content)];"
    case "sub": "#sub[\(content)];"
    case "sup": "#super[\(content)];"
    case "small": "#text(size: 0.85em)[\(content)];"
    case "code", "kbd", "samp": "#raw(\(typstString(plain)));"
    case "q": typstText("“") + content + typstText("”")
    case "rt": typstText(" (") + content + typstText(")")
    case "rp", "wbr": ""
    case "br": "#linebreak();"
    case "a":
      if let url = tag["href"], !inLink, isSafeLink(url), !url.isEmpty, !url.hasPrefix("#"),
        !content.isEmpty
      {
        "#external(\(typstString(url)))[\(content)];"
      } else {
        content
      }
    default: content
    }
  }

  /// The call that takes the items.
  private func list(_ tag: HTMLTag) -> String {
    guard tag.name == "ol" else { return "list(" }
    let start = tag["start"].flatMap(Int.init).flatMap { $0 >= 0 ? "start: \($0), " : nil } ?? ""
    return "enum(" + start + (tag["reversed"] == nil ? "" : "reversed: true, ")
  }

  /// The rows of a table, each cell at a place of its own.
  private mutating func grid(_ nodes: [HTMLNode<Block>]) -> String {
    let grid = OwnGrid(rows: nodes.flatMap(\.rows))
    guard grid.columns > 0 else { return "" }
    let cells = grid.cells.map { cell in
      let content = cell.content.map { html($0) }.joined()
      let words = cell.isHead ? "#strong[\(content)]" : content
      return "table.cell(x: \(cell.x), y: \(cell.y), colspan: \(cell.width), "
        + "rowspan: \(cell.height))[\(words)],"
    }
    return """


      #block(spacing: 1.6em, width: 100%, text(size: 9pt, table(
          columns: \(grid.columns), align: left, top-rule,
          \(cells.joined(separator: "\n    "))
          table.hline(y: \(grid.rows), stroke: 0.9pt + ink))))


      """
  }
}

/// As HTML does outside `pre`: any white space is one space.
private func collapsed(_ text: String) -> String {
  var result = ""
  for character in text {
    if !character.isWhitespace || character == "\u{A0}" {
      result.append(character)
    } else if result.last != " " {
      result.append(" ")
    }
  }
  return result
}

/// The cells of a table of HTML at columns and rows that no other cell covers.
private struct OwnGrid {
  struct Cell {
    let x, y, width, height: Int
    let isHead: Bool
    let content: [HTMLNode<Block>]
  }

  private(set) var cells: [Cell] = []
  private(set) var columns = 0
  let rows: Int

  init(rows: [[HTMLNode<Block>]]) {
    self.rows = rows.count
    /// Rows of a million columns, one behind the other.
    var taken: Set<Int> = []
    for (y, row) in rows.enumerated() {
      var x = 0
      for case .element(let tag, let content) in row {
        let width = tag["colspan"].flatMap(Int.init) ?? 1
        let height = min(tag["rowspan"].flatMap(Int.init) ?? 1, rows.count - y)
        while (x..<x + width).contains(where: { taken.contains(y << 20 + $0) }) { x += 1 }
        for column in x..<x + width {
          for line in y..<y + height { taken.insert(line << 20 + column) }
        }
        cells.append(
          Cell(
            x: x, y: y, width: width, height: height, isHead: tag.name == "th", content: content))
        x += width
        columns = max(columns, x)
      }
    }
  }
}

extension HTMLNode<Block> {
  fileprivate var name: String? { if case .element(let tag, _) = self { tag.name } else { nil } }

  /// The cells of each row in it.
  fileprivate var rows: [[HTMLNode<Block>]] {
    guard case .element(let tag, let nodes) = self else { return [] }
    return tag.name == "tr" ? [nodes] : nodes.flatMap(\.rows)
  }
}

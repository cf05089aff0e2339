import CCmarkGFM
import Diagnostics

/// Reads cmark's tree into blocks, with places and with what is wrong.
struct BlockReader {
  enum Role {
    /// A whole template.
    case template
    /// An abstract: no headings, no directives.
    case blocks
    /// A caption: one run of text.
    case inlines
  }

  /// Blocks and inlines nested beyond this are refused.
  static let maximumDepth = 64

  let scan: LineScan
  let page: PagePositions
  let role: Role
  private(set) var blocks: [Block] = []
  private(set) var footnotes: [[Block]] = []
  var diagnostics: [Diagnostic] = []
  /// Lines of the scanned text whose fence of a div stood where a block can.
  var metDivs: Set<Int> = []
  var commentLines: [ClosedRange<Int>] = []
  private var told: Set<String> = []

  init(source: SourceText, scan: LineScan, role: Role, fragment: PositionedText? = nil) {
    self.scan = scan
    self.role = role
    page = PagePositions(source: source, fileLines: scan.fileLines, fragment: fragment)
  }

  mutating func read() {
    let start = self
    self = withMarkdownTree(of: scan.text) { root in
      var reader = start
      reader.read(root)
      return reader
    }
  }

  private mutating func read(_ root: MarkdownNode) {
    blocks = grouped(children(of: root).filter { !isFootnote($0) }, Nesting())
    var usedLines: Set<Int> = []
    for node in children(of: root) where isFootnote(node) {
      usedLines.insert(page.fileLine(Int(cmark_node_get_start_line(node))))
      footnotes.append(nested(node, Nesting(depth: 1, isEnclosed: true)))
    }
    for (line, label) in scan.footnoteLines.sorted(by: { $0.key < $1.key })
    where !usedLines.contains(line) {
      let place = SourceLocation(file: page.source.name, line: line, column: 1)
      diagnostics.append(
        Diagnostic(
          .warning, at: place, "footnote '\(label)' is not used",
          help: "refer to it with '[^\(label)]' or remove it"))
    }
    checkDivsWereMet()
  }

  /// Where a block stands: how deep, inside how many quotes, and whether inside a list, a quote or a
  /// footnote.
  struct Nesting {
    var depth = 0
    var quotes = 0
    var isEnclosed = false

    func deeper(quote: Bool = false) -> Nesting {
      Nesting(depth: depth + 1, quotes: quotes + (quote ? 1 : 0), isEnclosed: true)
    }
  }

  private func isFootnote(_ node: MarkdownNode) -> Bool {
    cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION
  }

  private mutating func nested(_ node: MarkdownNode, _ nesting: Nesting) -> [Block] {
    guard nesting.depth <= Self.maximumDepth else {
      reportDepth(at: page.place(of: node))
      return []
    }
    return grouped(children(of: node), nesting)
  }

  mutating func block(_ node: MarkdownNode, _ nesting: Nesting) -> [Block] {
    let place = page.place(of: node)
    guard let content = content(of: node, at: place, nesting) else { return [] }
    return [Block(content, at: place)]
  }

  private mutating func content(
    of node: MarkdownNode, at place: SourceLocation, _ nesting: Nesting
  ) -> Block.Content? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH:
      return .paragraph(inlines(of: node, quotes: nesting.quotes))
    case CMARK_NODE_HEADING:
      return heading(node, at: place, nesting)
    case CMARK_NODE_BLOCK_QUOTE:
      return .quote(nested(node, nesting.deeper(quote: true)))
    case CMARK_NODE_LIST:
      return .list(list(node, nesting))
    case CMARK_NODE_CODE_BLOCK:
      return fencedOrIndented(node, at: place, nesting)
    case CMARK_NODE_THEMATIC_BREAK:
      return .thematicBreak
    case CMARK_NODE_HTML_BLOCK:
      guard let text = rawHTML(string(cmark_node_get_literal(node)), at: place) else {
        let start = Int(cmark_node_get_start_line(node))
        commentLines.append(start...max(start, Int(cmark_node_get_end_line(node))))
        return nil
      }
      return .rawHTML(text)
    default:
      guard string(cmark_node_get_type_string(node)) == "table" else { return nil }
      return .table(table(node, nesting))
    }
  }

  private mutating func list(_ node: MarkdownNode, _ nesting: Nesting) -> Block.List {
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    var list = Block.List(
      start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
      tight: cmark_node_get_list_tight(node) != 0, items: [])
    for item in children(of: node) {
      let isTask = string(cmark_node_get_type_string(item)) == "tasklist"
      let done = isTask ? cmark_gfm_extensions_get_tasklist_item_checked(item) : nil
      list.items.append(.init(done: done, blocks: nested(item, nesting.deeper())))
    }
    return list
  }

  private mutating func table(_ node: MarkdownNode, _ nesting: Nesting) -> Block.Table {
    let columns = Int(cmark_gfm_extensions_get_table_columns(node))
    let marks = cmark_gfm_extensions_get_table_alignments(node)
    let alignments = (0..<columns).map { column -> Block.Table.Alignment in
      switch marks?[column] {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .natural
      }
    }
    var table = Block.Table(alignments: alignments, head: [], rows: [])
    for row in children(of: node) {
      var cells: [[Inline]] = []
      for cell in children(of: row) { cells.append(inlines(of: cell, quotes: nesting.quotes)) }
      if cmark_gfm_extensions_get_table_row_is_header(row) != 0 {
        table.head = cells
      } else {
        table.rows.append(cells)
      }
    }
    return table
  }

  /// A tag as it was written; nil for a comment, which is not shown.
  ///
  /// In a template it waits for the front matter to say what it is; elsewhere it is text.
  mutating func rawHTML(_ text: String, at place: SourceLocation?) -> String? {
    let bare = text.trimmed
    if bare.hasPrefix("<!--") && bare.hasSuffix("-->") { return nil }
    if role != .template { diagnostics.append(tagAsText(at: place)) }
    return text
  }

  /// Of the first block that is too deep only: those inside it are no mistakes of their own.
  mutating func reportDepth(at place: SourceLocation) {
    reportOnce(
      "blocks are nested more than \(Self.maximumDepth) deep", at: place,
      help: "take quotes, lists or divs out of each other")
  }

  mutating func reportOnce(_ message: String, at place: SourceLocation, help: String) {
    guard told.insert(message).inserted else { return }
    report(message, at: place, help: help)
  }

  mutating func report(_ message: String, at place: SourceLocation?, help: String? = nil) {
    diagnostics.append(Diagnostic(at: place, message, help: help))
  }
}

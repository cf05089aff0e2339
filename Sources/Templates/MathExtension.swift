import CCmarkGFM

/// A cmark extension that reads `$…$` and `$$…$$` in running text.
///
/// A dollar opens a formula only if no space follows; the closing dollar has no space before it
/// and no digit after it, so that prices stay text. `\$` is a dollar, and a code span is never
/// broken open. The node is inline HTML, because table cells admit no custom nodes; its text is
/// `line:column:dollars:TeX` as cmark counts them, where a tag would begin with `<`.
func newMathExtension() -> OpaquePointer {
  let memory = cmark_get_default_mem_allocator()
  guard let math = cmark_syntax_extension_new("math") else {
    preconditionFailure("cmark could not allocate an extension")
  }
  let dollar = UnsafeMutableRawPointer(bitPattern: UInt(UInt8(ascii: "$")))
  cmark_syntax_extension_set_special_inline_chars(math, cmark_llist_append(memory, nil, dollar))
  let budget = UnsafeMutablePointer<Int>.allocate(capacity: 1)
  budget.initialize(to: searchLimit)
  cmark_syntax_extension_set_private(math, budget) { _, budget in budget?.deallocate() }
  cmark_syntax_extension_set_match_inline_func(math) { math, _, _, character, parser in
    guard character == UInt8(ascii: "$"), let parser,
      let budget = cmark_syntax_extension_get_private(math)?.assumingMemoryBound(to: Int.self)
    else { return nil }
    guard budget.pointee > 0 else {
      let offset = cmark_inline_parser_get_offset(parser)
      return formula(parser, offset + 1..<offset + 1, 0, { _ in 0 })
    }
    return readFormula(parser, &budget.pointee)
  }
  return math
}

/// Bytes that all searches for a closing dollar may pass: after an opening one without a partner each
/// goes to the end of its paragraph. Beyond them a dollar is a formula of no dollars.
private let searchLimit = 100_000_000

private func readFormula(_ parser: OpaquePointer, _ budget: inout Int) -> MarkdownNode? {
  let start = cmark_inline_parser_get_offset(parser)
  func byte(_ index: Int32) -> UInt8 { cmark_inline_parser_peek_at(parser, index) }
  let dollar = UInt8(ascii: "$")
  let dollars: Int32 = byte(start + 1) == dollar ? 2 : 1
  let first = start + dollars
  guard byte(first) != 0, byte(first) != dollar, dollars == 2 || !isSpace(byte(first)) else {
    return nil
  }
  var index = first
  defer { budget -= Int(index - first) }
  while true {
    switch byte(index) {
    case 0: return nil
    case UInt8(ascii: "\\"): index += byte(index + 1) == 0 ? 1 : 2
    case UInt8(ascii: "`"): index = pastCodeSpan(from: index, byte)
    case dollar where dollars == 2:
      if byte(index + 1) == dollar { return formula(parser, first..<index, dollars, byte) }
      index += 1
    case dollar:
      let isDigitNext = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte(index + 1))
      if !isSpace(byte(index - 1)) && !isDigitNext {
        return formula(parser, first..<index, dollars, byte)
      }
      index += 1
    default: index += 1
    }
  }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

/// The index after the code span that opens at `start`, or after its backticks if it never closes.
private func pastCodeSpan(from start: Int32, _ byte: (Int32) -> UInt8) -> Int32 {
  let backtick = UInt8(ascii: "`")
  func run(_ index: Int32) -> Int32 {
    var end = index
    while byte(end) == backtick { end += 1 }
    return end - index
  }
  let length = run(start)
  var index = start + length
  while byte(index) != 0 {
    let found = run(index)
    if found == length { return index + found }
    index += max(1, found)
  }
  return start + length
}

private func formula(
  _ parser: OpaquePointer, _ range: Range<Int32>, _ dollars: Int32, _ byte: (Int32) -> UInt8
) -> MarkdownNode? {
  let tex = String(decoding: range.map(byte), as: UTF8.self)
  let line = cmark_inline_parser_get_line(parser)
  let column = cmark_inline_parser_get_column(parser)
  let node = cmark_node_new(CMARK_NODE_HTML_INLINE)
  cmark_node_set_literal(node, "\(line):\(column):\(dollars):\(tex)")
  cmark_inline_parser_set_offset(parser, range.upperBound + dollars)
  return node
}

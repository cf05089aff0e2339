import CCmarkGFM
import Diagnostics

extension BlockReader {
  /// A code block, a formula or a directive.
  mutating func fencedOrIndented(
    _ node: MarkdownNode, at place: SourceLocation, _ nesting: Nesting
  ) -> Block.Content {
    let line = Int(cmark_node_get_start_line(node))
    if let equation = scan.equations[line] { return .equation(equation) }
    let text = string(cmark_node_get_literal(node))
    var length: Int32 = 0
    var offset: Int32 = 0
    var mark: CChar = 0
    guard cmark_node_get_fenced(node, &length, &offset, &mark) != 0 else {
      return .code(.init(language: "", text: text))
    }
    let fence = String(repeating: Character(UnicodeScalar(UInt8(mark))), count: Int(length))
    guard isClosed(node, by: fence) else {
      report(
        "the fence '\(fence)' is not closed", at: place,
        help: "end it with a line '\(fence)'; all that follows is taken for its content")
      if let (info, start) = directiveInfo(of: node) {
        _ = DirectiveHeader(info, at: start, &diagnostics)
      }
      return .code(.init(language: "", text: text))
    }
    let body = self.body(of: node, text: text)
    if let info = directiveInfo(of: node) {
      return .directive(directive(info, body: body, fence: fence, at: place, nesting))
    }
    let info = string(cmark_node_get_fence_info(node))
    let language = info.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    if language == "math" { return .equation(.init(tex: body)) }
    return .code(.init(language: language, text: text))
  }

  /// The info string of a fence if it begins with `{`, and where it begins.
  func directiveInfo(of node: MarkdownNode) -> (text: Substring, place: SourceLocation)? {
    var length: Int32 = 0
    var offset: Int32 = 0
    var mark: CChar = 0
    guard cmark_node_get_fenced(node, &length, &offset, &mark) != 0 else { return nil }
    let place = page.place(of: node)
    let line = page.line(Int(cmark_node_get_start_line(node)))
    let isMark = { (character: Character) in character.asciiValue == UInt8(mark) }
    let fence = line.drop { !isMark($0) }
    let info = fence.drop(while: isMark).drop(while: \.isWhitespace)
    guard info.first == "{" else { return nil }
    let column = place.column + fence.count - info.count
    return (info, SourceLocation(file: place.file, line: place.line, column: column))
  }

  private mutating func directive(
    _ info: (text: Substring, place: SourceLocation), body: PositionedText,
    fence: String, at place: SourceLocation, _ nesting: Nesting
  ) -> DirectiveBlock {
    let header = DirectiveHeader(info.text, at: info.place, &diagnostics)
    if role != .template {
      report("a directive has no place here", at: place, help: "put it into the text")
    } else if nesting.isEnclosed {
      report(
        "a directive stands by itself, outside lists, quotes and footnotes", at: place,
        help: "move the fence to the left margin, after a blank line")
    }
    return DirectiveBlock(
      kind: header.kind, label: header.label, classes: header.classes, body: body,
      source: "\(fence)\(info.text)\n\(body.text)\(fence)", location: place)
  }

  private func body(of node: MarkdownNode, text: String) -> PositionedText {
    let line = Int(cmark_node_get_start_line(node)) + 1
    let first = text.prefix { !$0.isNewline }
    let column = max(0, page.line(line).count - first.count) + 1
    let start = page.place(line: line, byteColumn: 1)
    return PositionedText(
      text, file: start.file, line: start.line, column: column, continuationColumn: column)
  }

  /// cmark closes a fence silently where its container ends.
  private func isClosed(_ node: MarkdownNode, by fence: String) -> Bool {
    let end = Int(cmark_node_get_end_line(node))
    guard end > Int(cmark_node_get_start_line(node)) else { return false }
    let last = page.line(end).drop { $0.isWhitespace || $0 == ">" }
    guard last.hasPrefix(fence), let mark = fence.first else { return false }
    return last.drop { $0 == mark }.allSatisfy(\.isWhitespace)
  }
}

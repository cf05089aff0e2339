import CCmarkGFM
import Diagnostics

extension BlockReader {
  /// The running text of a paragraph, heading or cell.
  mutating func inlines(of block: MarkdownNode, quotes: Int) -> [Inline] {
    var positions = InlinePositions(page: page, block: block, quotes: quotes)
    return inlines(of: block, &positions, depth: 0)
  }

  private mutating func inlines(
    of parent: MarkdownNode, _ positions: inout InlinePositions, depth: Int
  ) -> [Inline] {
    guard depth <= Self.maximumDepth else {
      report(
        "marks of text are nested more than \(Self.maximumDepth) deep", at: page.place(of: parent),
        help: "take emphasis and links out of each other")
      return []
    }
    var result: [Inline] = []
    for node in children(of: parent) {
      let line = Int(cmark_node_get_start_line(node))
      let column = Int(cmark_node_get_start_column(node))
      var place = positions.place(line: line, column: column)
      let content: Inline.Content?
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT:
        // Where an address became a link, cmark forgets the place of what follows it.
        append(text: node, at: place ?? result.last?.location ?? page.place(of: parent), &result)
        continue
      case CMARK_NODE_SOFTBREAK: content = .softBreak
      case CMARK_NODE_LINEBREAK: content = .lineBreak
      case CMARK_NODE_CODE: content = code(string(cmark_node_get_literal(node)), at: place)
      case CMARK_NODE_EMPH:
        content = .emphasis(inlines(of: node, &positions, depth: depth + 1))
      case CMARK_NODE_STRONG:
        content = .strong(inlines(of: node, &positions, depth: depth + 1))
      case CMARK_NODE_LINK:
        content = link(node, inlines(of: node, &positions, depth: depth + 1), at: place)
      case CMARK_NODE_IMAGE:
        content = image(node, inlines(of: node, &positions, depth: depth + 1), at: place)
      case CMARK_NODE_FOOTNOTE_REFERENCE:
        content = Int(string(cmark_node_get_literal(node))).map { .footnote(number: $0) }
      case CMARK_NODE_HTML_INLINE:
        let text = string(cmark_node_get_literal(node))
        if text.hasPrefix("<") {
          content = rawHTML(text, at: place).map { .rawHTML($0) }
        } else {
          (content, place) = formula(text, &positions)
        }
      default:
        // The one other inline node is the strikethrough extension's.
        content = .strikethrough(inlines(of: node, &positions, depth: depth + 1))
      }
      if let content { result.append(Inline(content, at: place)) }
    }
    for inline in result { checkFootnoteMarks(in: inline) }
    if depth == 0 { checkStrayFences(in: result) }
    return readingMarks(result)
  }

  /// The words of a text node; an escaped at sign stays apart, and so marks nothing.
  private func append(text node: MarkdownNode, at place: SourceLocation, _ result: inout [Inline]) {
    let raw = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    let parts =
      EscapedAt.isIn(raw)
      ? raw.split(separator: EscapedAt.character, omittingEmptySubsequences: false) : [raw[...]]
    for (index, part) in parts.enumerated() {
      if index > 0 { result.append(Inline(.text("@"), at: place)) }
      if index == 0, case .text(let before)? = result.last?.content, before != "@" {
        result[result.count - 1].content = .text(before + part)
      } else if !part.isEmpty {
        let offset = raw.distance(from: raw.startIndex, to: part.startIndex) + index
        let start = SourceLocation(
          file: place.file, line: place.line, column: place.column + offset)
        result.append(Inline(.text(String(part)), at: start))
      }
    }
  }

  /// A code span, or an inline directive `{value} body` or `{param} body`.
  private mutating func code(_ text: String, at place: SourceLocation?) -> Inline.Content {
    guard text.first == "{", let end = text.firstIndex(of: "}") else { return .code(text) }
    let kind = text[..<end].dropFirst()
    let body = text[end...].dropFirst()
    guard ["value", "param"].contains(kind), body.first?.isWhitespace ?? false else {
      return .code(text)
    }
    let bare = body.trimmed
    let skipped = text.count - body.drop(while: \.isWhitespace).count
    let start = place ?? SourceLocation(file: page.source.name, line: 1, column: 1)
    return .directive(
      kind: String(kind),
      body: PositionedText(
        bare, file: start.file, line: start.line, column: start.column + skipped))
  }

  /// Reads the math extension's `line:column:dollars:TeX`.
  private mutating func formula(
    _ text: String, _ positions: inout InlinePositions
  ) -> (Inline.Content, SourceLocation?) {
    let fields = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    let numbers = fields.prefix(3).compactMap { Int($0) }
    let tex = String(fields.last ?? "")
    precondition(numbers.count == 3, "a formula carries line, column and dollars")
    let place = positions.place(line: numbers[0], column: numbers[1])
    guard numbers[2] > 0 else {
      reportOnce(
        "there are too many dollar signs without a partner",
        at: place ?? page.place(line: 1, byteColumn: 1),
        help: "write \\$ for a dollar sign")
      return (.text("$"), place)
    }
    positions.pass(tex: tex, dollars: numbers[2], line: numbers[0], column: numbers[1])
    let start = place ?? SourceLocation(file: page.source.name, line: 1, column: 1)
    let positioned = PositionedText(
      tex, file: start.file, line: start.line, column: start.column + numbers[2])
    return (.math(tex: positioned, display: numbers[2] == 2), place)
  }

  private mutating func link(
    _ node: MarkdownNode, _ content: [Inline], at place: SourceLocation?
  ) -> Inline.Content {
    let url = string(cmark_node_get_url(node))
    if !isSafeLink(url) {
      report(
        "links to '\(scheme(of: url) ?? url):' are refused",
        at: place, help: "allowed: http, https, mailto, '#label' and relative paths")
    }
    return .link(.init(url: url, title: string(cmark_node_get_title(node)), content: content))
  }

  private mutating func image(
    _ node: MarkdownNode, _ content: [Inline], at place: SourceLocation?
  ) -> Inline.Content {
    let url = string(cmark_node_get_url(node))
    if scheme(of: url) == "data" {
      if !isEmbeddedImage(url) {
        report(
          "a picture in its URL is PNG, JPEG, GIF or WebP in base64", at: place,
          help: "save it beside the template: ![what it shows](picture.svg)")
      }
    } else if scheme(of: url) != nil || url.hasPrefix("//") {
      report(
        "remote images are refused: a report is one file that needs no network", at: place,
        help: "save the picture beside the template: ![what it shows](picture.png)")
    }
    let alt = plainText(content)
    if alt.allSatisfy(\.isWhitespace) {
      diagnostics.append(
        Diagnostic(
          .warning, at: place, "the picture says nothing to those who cannot see it",
          help: "write what it shows: ![what it shows](\(url.prefix(60)))"))
    }
    return .image(.init(url: url, title: string(cmark_node_get_title(node)), alt: alt))
  }

  /// `:::` at the start of a line where no block of its own could begin.
  private mutating func checkStrayFences(in content: [Inline]) {
    guard role != .inlines else { return }
    var isAtStart = true
    for inline in content {
      if isAtStart, case .text(let text) = inline.content, text.hasPrefix(":::") {
        report(
          "a ':::' line has no place here", at: inline.location,
          help: "it stands by itself, not behind a list mark and not in a footnote")
      }
      isAtStart = inline.content == .softBreak || inline.content == .lineBreak
    }
  }

  /// cmark leaves a mark without a definition as text.
  private mutating func checkFootnoteMarks(in inline: Inline) {
    guard case .text(let text) = inline.content, let open = text.firstIndex(of: "["),
      text[open...].hasPrefix("[^"), let close = text[open...].firstIndex(of: "]")
    else { return }
    let label = text[open..<close].dropFirst(2)
    guard !label.isEmpty, !label.contains(where: \.isWhitespace) else { return }
    let place = inline.location.map {
      SourceLocation(
        file: $0.file, line: $0.line,
        column: $0.column + text.distance(from: text.startIndex, to: open))
    }
    guard role == .template else {
      report("a footnote has no place here", at: place, help: "put it into the text")
      return
    }
    report(
      "footnote '\(label)' is not defined", at: place,
      help: "add a line '[^\(label)]: …'")
  }
}

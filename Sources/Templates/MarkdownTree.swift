import CCmarkGFM
import Synchronization

/// A node of cmark's tree.
typealias MarkdownNode = OpaquePointer

/// cmark keeps its extensions and its table of special characters in process-wide variables:
/// one parse at a time.
private let parsing = Mutex(())

/// Parses GitHub-flavoured Markdown with footnotes, typographic punctuation and `$…$`, and hands
/// the root to `body`; the tree lives as long as that call.
func withMarkdownTree<T>(of text: String, _ body: (MarkdownNode) -> sending T) -> sending T {
  parsing.withLock { _ in
    cmark_gfm_core_extensions_ensure_registered()
    let options = CMARK_OPT_SMART | CMARK_OPT_FOOTNOTES | CMARK_OPT_SOURCEPOS
    guard let parser = cmark_parser_new(options) else {
      preconditionFailure("cmark could not allocate a parser")
    }
    let math = newMathExtension()
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    cmark_parser_attach_syntax_extension(parser, math)
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
    }
    guard let root = cmark_parser_finish(parser) else {
      preconditionFailure("cmark returned no document")
    }
    defer {
      cmark_node_free(root)
      cmark_parser_free(parser)
      cmark_syntax_extension_free(cmark_get_default_mem_allocator(), math)
    }
    return body(root)
  }
}

/// The children of a node, in order.
func children(of node: MarkdownNode) -> some Sequence<MarkdownNode> {
  sequence(first: cmark_node_first_child(node)) { cmark_node_next($0) }
    .lazy.prefix { $0 != nil }.map { $0! }
}

/// A C string of cmark, empty for null, with escaped at signs as they were written.
func string(_ pointer: UnsafePointer<CChar>?) -> String {
  let text = pointer.map { String(cString: $0) } ?? ""
  return EscapedAt.isIn(text) ? text.replacing(String(EscapedAt.character), with: "\\@") : text
}

/// What stands for `\@` while cmark reads: it would forget which at signs were escaped. A control
/// character that no page can show, of as many bytes, so that columns stay right.
enum EscapedAt {
  static let character: Character = "\u{92}"

  static func isIn(_ text: some StringProtocol) -> Bool {
    // C2 92 in UTF-8; most texts have neither byte.
    text.utf8.contains(0x92) && text.contains(character)
  }

  /// A line with its escaped at signs replaced; a backslash may itself be escaped.
  static func replacing(in line: String) -> String {
    guard line.utf8.contains(UInt8(ascii: "\\")), line.utf8.contains(UInt8(ascii: "@")) else {
      return line
    }
    var result = ""
    var isEscaped = false
    for character in line {
      if character == "@", isEscaped {
        result.removeLast()
        result.append(Self.character)
      } else {
        result.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return result
  }
}

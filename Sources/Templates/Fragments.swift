import Diagnostics

extension Template {
  /// Reads a piece of Markdown that stands inside a directive or the front matter.
  static func fragment(
    _ text: PositionedText, role: BlockReader.Role
  ) -> ([Block], [Diagnostic]) {
    var markdown = text.text
    var place = text
    if role == .inlines {
      // Behind a punctuation mark on a single line no block can begin.
      markdown = ";" + String(markdown.trimmed.map { $0.isNewline ? " " : $0 })
      place = text.replacing(
        markdown, dropping: text.text.prefix(while: \.isWhitespace).count, after: 1)
    }
    let source = SourceText(name: text.file, text: markdown)
    let scan = role == .inlines ? LineScan(verbatim: source) : LineScan(source, from: 1, in: place)
    var reader = BlockReader(source: source, scan: scan, role: role, fragment: place)
    reader.read()
    var diagnostics = scan.diagnostics + reader.diagnostics
    if !reader.footnotes.isEmpty {
      diagnostics.append(
        Diagnostic(at: text.location, "a footnote has no place here", help: "put it into the text"))
    }
    var blocks = reader.blocks
    if role == .inlines, let first = blocks.first, case .paragraph(var content) = first.content {
      dropSentinel(from: &content)
      blocks = [Block(.paragraph(content), at: text.location)]
    }
    return (blocks, diagnostics)
  }

  private static func dropSentinel(from content: inout [Inline]) {
    guard let first = content.first, case .text(let text) = first.content else { return }
    if text == ";" {
      content.removeFirst()
    } else {
      let place = first.location.map {
        SourceLocation(file: $0.file, line: $0.line, column: $0.column + 1)
      }
      content[0] = Inline(.text(String(text.dropFirst())), at: place)
    }
  }
}

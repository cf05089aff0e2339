import CCmarkGFM
import Diagnostics

extension BlockReader {
  mutating func heading(
    _ node: MarkdownNode, at place: SourceLocation, _ nesting: Nesting
  ) -> Block.Content? {
    var content = inlines(of: node, quotes: nesting.quotes)
    guard role == .template else {
      report(
        "a heading has no place here", at: place,
        help: "an abstract holds paragraphs, lists, tables and formulas")
      return .paragraph(content)
    }
    var id = ""
    if let label = headingLabel(in: plainText(content)[...]) {
      content = withoutLabel(content)
      if !isLabel(label) {
        report(
          "'\(label)' cannot be a label", at: page.source.location(of: "{#", from: place),
          help: "a label is a letter, then letters, digits, '-' or '_', at most 80")
      }
      id = label
    }
    let level = Int(cmark_node_get_heading_level(node))
    return .heading(.init(level: level, content: content, id: id))
  }

  /// The `label` of a heading that ends in `{#label}`.
  private func headingLabel(in line: Substring) -> String? {
    let text = line.trimmed
    guard text.hasSuffix("}"), let open = text.lastIndex(of: "{") else { return nil }
    let inside = text[open...].dropFirst().dropLast()
    return inside.first == "#" ? String(inside.dropFirst()) : nil
  }

  private func withoutLabel(_ content: [Inline]) -> [Inline] {
    var content = content
    guard let last = content.popLast(), case .text(let text) = last.content,
      let open = text.lastIndex(of: "{")
    else { return content }
    let kept = String(text[..<open])
    guard let end = kept.lastIndex(where: { !$0.isWhitespace }) else { return content }
    return content + [Inline(.text(String(kept[...end])), at: last.location)]
  }
}

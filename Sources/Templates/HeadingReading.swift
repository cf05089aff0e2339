import CCmarkGFM
import Diagnostics

/// Anchors of headings: unique in a template, and never one of its labels.
struct HeadingIDs {
  private var taken: Set<String> = []

  /// Whether the label was still free.
  mutating func reserve(_ label: String) -> Bool { taken.insert(label).inserted }

  /// The slug of a heading's words, with `-2`, `-3`, … appended until it is free.
  mutating func id(for words: String) -> String {
    let base = slug(of: words)
    var id = base
    var count = 2
    while !taken.insert(id).inserted {
      id = "\(base)-\(count)"
      count += 1
    }
    return id
  }
}

extension BlockReader {
  /// Takes every label an author wrote before any anchor is made from words.
  mutating func reserveLabels(in root: MarkdownNode) {
    for node in children(of: root) {
      let type = cmark_node_get_type(node)
      let line = Int(cmark_node_get_start_line(node))
      var found: String?
      if let equation = scan.equations[line], type == CMARK_NODE_CODE_BLOCK {
        found = equation.label
      } else if type == CMARK_NODE_CODE_BLOCK, let info = directiveInfo(of: node) {
        var ignored: [Diagnostic] = []
        found = DirectiveHeader(info.text, at: info.place, &ignored).label
      } else if type == CMARK_NODE_HEADING {
        found = headingLabel(in: page.line(line))
      } else {
        reserveLabels(in: node)
      }
      if let found, isLabel(found), !ids.reserve(found) {
        report("the label '\(found)' is already used", at: page.place(of: node))
      }
    }
  }

  mutating func heading(
    _ node: MarkdownNode, at place: SourceLocation, _ nesting: Nesting
  ) -> Block.Content? {
    var content = inlines(of: node, quotes: nesting.quotes)
    guard role == .template else {
      report("a heading has no place here", at: place)
      return .paragraph(content)
    }
    let id: String
    if let label = headingLabel(in: plainText(content)[...]) {
      content = withoutLabel(content)
      if !isLabel(label) {
        report(
          "'\(label)' cannot be a label", at: place,
          help: "a label is a letter, then letters, digits, '-' or '_'")
      }
      id = label
    } else {
      id = ids.id(for: plainText(content))
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

import Templates
import Weaving

extension HTMLWriter {
  /// Blocks set apart, under a word and a mark that do not rest on colour.
  mutating func div(
    _ kind: Block.Div.Kind, id: String?, number: Int?, title: [Inline],
    content: (inout HTMLWriter) -> [String]
  ) -> String {
    guard let name = kind.name else { return content(&self).joined(separator: "\n") }
    let heading = withoutSidenotes { $0.divHeading(kind, name, number, title, id: id) }
    let body = content(&self).filter { !$0.isEmpty }.joined(separator: "\n")
    switch kind {
    case .hint:
      // Folded, so that a reader thinks first; the style opens it for print.
      return element(
        "details", ["class": "div hint", "id": id],
        element("summary", [:], heading) + "\n" + element("div", [:], body))
    default:
      let role = [.note, .tip, .warning].contains(kind) ? "note" : nil
      return element(
        "section", ["class": "div \(kind.rawValue)", "id": id, "role": role],
        element("p", ["class": "div-title"], heading) + "\n" + body)
    }
  }

  /// `Exercise 2 (title)`, or the author's title alone for a note.
  private mutating func divHeading(
    _ kind: Block.Div.Kind, _ name: String, _ number: Int?, _ title: [Inline], id: String?
  ) -> String {
    let words = title.isEmpty ? "" : inlines(title)
    switch kind {
    case .exercise:
      let mark = escaped(number.map { "\(name)\u{A0}\($0)" } ?? name)
      let anchor = id.map { element("a", ["class": "number", "href": "#" + $0], mark) } ?? mark
      return words.isEmpty ? anchor : anchor + " " + element("span", ["class": "title"], words)
    default:
      let icon = element("span", ["class": "icon", "aria-hidden": "true"], kind.icon)
      let mark = element("span", ["class": "kind"], escaped(name))
      return icon + mark + (words.isEmpty ? "" : " " + element("span", ["class": "title"], words))
    }
  }
}

extension Block.Div.Kind {
  /// A character that tells the kinds apart without colour.
  fileprivate var icon: String {
    switch self {
    case .note: "i"
    case .tip: "✓"
    case .warning: "!"
    case .hint, .solution, .exercise, .only, .references: ""
    }
  }
}

import Templates

extension ReferenceList {
  /// A citation in words, each work a link to its entry.
  ///
  /// - Parameter anchor: the id of the link to an entry; nil where it can have none.
  public func words(
    of citation: Inline.Citation, anchor: (Entry) -> String?
  ) -> [Inline] {
    func link(_ words: String, _ entry: Entry) -> Inline {
      Inline(.link(.init(url: "#" + entry.id, content: [.text(words)], id: anchor(entry))))
    }
    if citation.isTextual, let item = citation.items.first, let entry = self[item.key] {
      switch style {
      case .numeric:
        return [.text(entry.work.citedAs + "\u{A0}["), link(entry.number, entry), .text("]")]
      case .authorYear:
        return [.text(entry.work.citedAs + " ("), link(entry.year, entry), .text(")")]
      }
    }
    let hasWords = citation.items.contains { !$0.before.isEmpty || !$0.after.isEmpty }
    let separator = style == .numeric && !hasWords ? ", " : "; "
    var words: [Inline] = []
    for item in citation.items {
      guard let entry = self[item.key] else { continue }
      if !words.isEmpty { words.append(.text(separator)) }
      if !item.before.isEmpty { words += item.before + [.text(" ")] }
      switch style {
      case .numeric: words.append(link(entry.number, entry))
      case .authorYear:
        let name = item.hidesAuthors ? "" : entry.work.citedAs + ", "
        words.append(link(name + entry.year, entry))
      }
      if !item.after.isEmpty { words += [.text(", ")] + item.after }
    }
    let brackets = style == .numeric ? ("[", "]") : ("(", ")")
    return [.text(brackets.0)] + words + [.text(brackets.1)]
  }
}

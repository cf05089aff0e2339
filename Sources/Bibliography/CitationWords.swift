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
      let after = (item.after.isEmpty ? [] : [.text(", ")]) + item.after
      switch style {
      case .numeric:
        return [.text(entry.work.citedAs + "\u{A0}["), link(entry.number, entry)] + after
          + [.text("]")]
      case .authorYear:
        return [.text(entry.work.citedAs + " ("), link(entry.year, entry)] + after + [.text(")")]
      }
    }
    let hasWords = citation.items.contains { !$0.before.isEmpty || !$0.after.isEmpty }
    if style == .numeric, !hasWords {
      let runs = Self.runs(citation.items.compactMap { self[$0.key] })
      let words = runs.enumerated().flatMap { index, run in
        (index == 0 ? [] : [.text(", ")]) + self.words(of: run, link: link)
      }
      return [.text("[")] + words + [.text("]")]
    }
    let separator = "; "
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

  /// Works in the order of their numbers, each once, neighbours together.
  private static func runs(_ entries: [Entry]) -> [[Entry]] {
    var runs: [[Entry]] = []
    let numbered = entries.compactMap { entry in Int(entry.number).map { ($0, entry) } }
    var last: Int?
    for (number, entry) in numbered.sorted(by: { $0.0 < $1.0 }) where number != last {
      if let last, number == last + 1 {
        runs[runs.count - 1].append(entry)
      } else {
        runs.append([entry])
      }
      last = number
    }
    return runs
  }

  /// `1–3` for three works or more, linked at its ends.
  private func words(of run: [Entry], link: (String, Entry) -> Inline) -> [Inline] {
    guard run.count > 2 else {
      return run.enumerated().flatMap { index, entry in
        (index == 0 ? [] : [.text(", ")]) + [link(entry.number, entry)]
      }
    }
    return [
      link(run[0].number, run[0]), .text("–"), link(run[run.count - 1].number, run[run.count - 1]),
    ]
  }
}

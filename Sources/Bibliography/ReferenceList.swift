import Templates

/// The works that one format of a report cites, in the order of its list of references, and what
/// each is called in the text.
public struct ReferenceList: Sendable {
  public struct Entry: Sendable {
    public let work: Work
    /// The anchor of the entry.
    public let id: String
    /// `3` in the numeric style, else empty.
    public let number: String
    /// `2026a`.
    public let year: String
    /// What the list says of the work.
    public let content: [Inline]
  }

  public let style: CitationStyle
  public let entries: [Entry]
  private let indices: [String: Int]

  /// - Parameter cited: each work once, in order of first citation.
  public init(_ cited: [Work], style: CitationStyle) {
    self.style = style
    let works =
      style == .numeric ? cited : cited.sorted { ($0.sortKey, $0.key) < ($1.sortKey, $1.key) }
    let letters = style == .numeric ? [:] : Self.letters(of: works)
    entries = works.enumerated().map { index, work in
      let isPlain = work.key.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789:.-_+".unicodeScalars.contains($0))
      }
      let year = work.year + (letters[work.key] ?? "")
      return Entry(
        work: work, id: "ref:" + (isPlain ? work.key : "\(index + 1)"),
        number: style == .numeric ? String(index + 1) : "", year: year,
        content: work.content(style, year: year))
    }
    indices = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.work.key, $0) })
  }

  public subscript(key: String) -> Entry? { indices[key].map { entries[$0] } }

  /// `a`, `b`, … for works that would otherwise be cited by the same words.
  private static func letters(of works: [Work]) -> [String: String] {
    let groups = Dictionary(grouping: works) { "\($0.citedAs), \($0.year)" }
    var letters: [String: String] = [:]
    for group in groups.values where group.count > 1 {
      for (index, work) in group.enumerated() {
        let dash = work.year == "n.d." ? "-" : ""
        letters[work.key] = dash + letter(index)
      }
    }
    return letters
  }

  private static func letter(_ index: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26)))
    return index < 26 ? last : letter(index / 26 - 1) + last
  }
}

extension Work {
  /// `A. Author. Title. *Venue*, 2026. doi:…`, or `Author, A. (2026). Title. *Venue*. doi:…`.
  fileprivate func content(_ style: CitationStyle, year: String) -> [Inline] {
    var sentences: [[Inline]] = []
    func add(_ sentence: [Inline]) { if !sentence.isEmpty { sentences.append(sentence) } }
    switch style {
    case .numeric:
      add(authors.isEmpty ? [] : [.text(authors)])
      add(title)
      add((venue.isEmpty ? [] : venue + [.text(", ")]) + [.text(year)])
    case .authorYear:
      let hasAuthors = !authorsForSorting.isEmpty
      add((hasAuthors ? [.text(authorsForSorting)] : title) + [.text(" (\(year))")])
      add(hasAuthors ? title : [])
      add(venue)
    }
    var content: [Inline] = []
    for sentence in sentences {
      let ends = plainText(sentence).last.map { ".?!".contains($0) } ?? false
      content += (content.isEmpty ? [] : [.text(" ")]) + sentence + (ends ? [] : [.text(".")])
    }
    return content + (links.isEmpty ? [] : [.text(" ")] + links + [.text(".")])
  }
}

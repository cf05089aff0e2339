import Diagnostics
import Templates

/// A work as a list of references shows it, its year apart so that each style can place it.
public struct Work: Sendable, Equatable {
  public let key: String
  /// What a sentence calls it: `Montanari and Wang`, `Montanari et al.`, or its title.
  public let citedAs: String
  /// `n.d.` where none is given.
  public let year: String
  /// Authors, title and venue, each without its last full stop; the authors as the two styles have
  /// them.
  let authors: String
  let authorsForSorting: String
  let title: [Inline]
  let venue: [Inline]
  /// DOI, arXiv number, address.
  let links: [Inline]
  /// Letters without accents in lower case: authors, year, title.
  let sortKey: String

  /// Everything that may hold a formula.
  public var inlines: [Inline] { title + venue }
}

extension Work {
  /// More authors than this are given as the first seven and `et al.`
  private static let mostAuthors = 8

  /// - Parameter diagnostics: warnings about what a reader would miss, at the place in the file.
  init(_ entry: BibTeXEntry, _ diagnostics: inout [Diagnostic]) {
    key = entry.key
    var mistakes: [Diagnostic] = []
    func words(_ field: PositionedText?) -> [Inline] {
      guard let field else { return [] }
      let words = TeXWords(field)
      mistakes += words.diagnostics
      return words.content
    }
    func warn(_ message: String, _ help: String) {
      mistakes.append(Diagnostic(.warning, at: entry.location, message, help: help))
    }
    let people = PersonNames(entry.first("author", "editor")?.text ?? "")
    let isEdited = entry["author"] == nil && entry["editor"] != nil
    title = words(entry["title"])
    if title.isEmpty { warn("'\(entry.key)' has no title", "add title = {…}") }
    let organisation = entry.first("organization", "institution", "key")
    if people.all.isEmpty && organisation == nil {
      warn("'\(entry.key)' has no author", "add author = {First Last and First Last}")
    }
    year = entry.year ?? "n.d."
    if entry.year == nil { warn("'\(entry.key)' has no year", "add year = {…}") }

    let others = people.hasOthers || people.all.count > Self.mostAuthors
    let shown =
      people.all.count > Self.mostAuthors ? Array(people.all.prefix(7)) : people.all
    let editors =
      isEdited ? (people.all.count == 1 && !people.hasOthers ? " (ed.)" : " (eds.)") : ""
    let fallback = organisation.map(TeXWords.plain) ?? ""
    authors =
      people.all.isEmpty
      ? fallback : listed(shown.map(\.initialsFirst), andOthers: others) + editors
    // Only the first name is turned round, by which the list is sorted.
    authorsForSorting =
      people.all.isEmpty
      ? fallback
      : listed(
        shown.prefix(1).map(\.familyFirst) + shown.dropFirst().map(\.initialsFirst),
        andOthers: others) + editors
    let names = people.all.map(\.surname)
    citedAs =
      switch names.count {
      case 0: fallback.isEmpty ? plainText(title) : fallback
      case 1: names[0] + (people.hasOthers ? " et al." : "")
      case 2 where !people.hasOthers: "\(names[0]) and \(names[1])"
      default: names[0] + " et al."
      }
    let identifiers = Identifiers(entry)
    venue = entry.venue(words, identifiers)
    links = identifiers.links
    let sorted = people.all.map { "\($0.family) \($0.given)" }.joined(separator: " ")
    sortKey = folded("\(sorted.isEmpty ? citedAs : sorted) \(year) \(plainText(title))")
    diagnostics += mistakes
  }
}

/// `A, B and C`, or `A, B et al.`
private func listed(_ names: [String], andOthers: Bool) -> String {
  if andOthers { return names.joined(separator: ", ") + " et al." }
  guard names.count > 1, let last = names.last else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " and " + last
}

/// For sorting as a reader expects: letters without accents, in lower case, and digits.
private func folded(_ text: String) -> String {
  String(
    text.map(TeXAccents.base).joinedLowercased.filter { $0.isLetter || $0.isNumber || $0 == " " })
}

extension [Character] {
  fileprivate var joinedLowercased: String { String(self).lowercased() }
}

extension BibTeXEntry {
  /// The first four digits of `year` or `date`, or the words of `year`.
  fileprivate var year: String? {
    guard let text = first("year", "date").map(TeXWords.plain), !text.isEmpty else { return nil }
    let digits = text.prefix { $0.isNumber }
    return digits.count >= 4 || self["year"] == nil ? String(digits) : text
  }
}

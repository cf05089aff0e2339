import Diagnostics
import Templates

/// The works that a report may cite: the entries of its BibTeX files.
public struct Bibliography: Sendable {
  private let entries: [String: BibTeXEntry]
  /// In the order of the files.
  public let keys: [String]

  /// - Parameter diagnostics: what is wrong in the files, each at its place there.
  public init(_ files: [SourceText], _ diagnostics: inout [Diagnostic]) {
    var entries: [String: BibTeXEntry] = [:]
    var keys: [String] = []
    for file in files {
      let reader = BibTeXReader(file)
      diagnostics += reader.diagnostics
      for entry in reader.entries {
        if let first = entries[entry.key] {
          diagnostics.append(
            Diagnostic(
              .warning, at: entry.location,
              "the key '\(entry.key)' is already used; this entry is left out",
              related: [.init(at: first.location, "the first '\(entry.key)' is here")]))
        } else {
          entries[entry.key] = entry
          keys.append(entry.key)
        }
      }
    }
    self.entries = entries
    self.keys = keys
  }

  /// The work of a key, nil if no file has it.
  ///
  /// - Parameter diagnostics: warnings about what the entry lacks.
  public func work(_ key: String, _ diagnostics: inout [Diagnostic]) -> Work? {
    entries[key].map { Work(inheriting($0), &diagnostics) }
  }

  /// With what the entry that `crossref` names has and it lacks: proceedings give their title.
  private func inheriting(_ entry: BibTeXEntry) -> BibTeXEntry {
    guard let parent = entry["crossref"].flatMap({ entries[$0.text.trimmed] }) else { return entry }
    var entry = entry
    entry.fields.merge(parent.fields) { own, _ in own }
    if entry.fields["booktitle"] == nil { entry.fields["booktitle"] = parent.fields["title"] }
    return entry
  }
}

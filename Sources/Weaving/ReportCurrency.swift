extension ReportRecord {
  /// Why a report is not what its inputs would make now, one phrase a reason; empty if nothing says
  /// so. Nothing is computed.
  ///
  /// - Parameters:
  ///   - catalog: with the revisions of today.
  ///   - hash: SHA-256 of an input by its name, as the record has it; nil if it is not there.
  public func outdated(in catalog: Catalog, hash: (String) -> String?) -> [String] {
    var reasons: [String] = []
    if (format ?? 1) != Self.currentFormat { reasons.append("the format of pages is another") }
    for input in inputs {
      guard let now = hash(input.name) else {
        reasons.append("\(input.name) is not there")
        continue
      }
      if now != input.sha256 { reasons.append("\(input.name) has changed") }
    }
    let revisions = Dictionary(
      catalog.experiments.map { ($0.declaration.name, $0.revision) }, uniquingKeysWith: { $1 })
    let known = Dictionary(
      experiments.map { ($0.name, $0.revision) }, uniquingKeysWith: { first, _ in first })
    for (name, revision) in known.sorted(by: { $0.key < $1.key }) where revisions[name] != revision
    {
      let now = revisions[name].map { "has revision \($0), not \(revision)" }
      reasons.append("\(name) " + (now ?? "is no experiment any more"))
    }
    return reasons
  }
}

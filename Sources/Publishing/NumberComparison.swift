/// Two reports, number by number.
public struct NumberComparison: Sendable {
  /// What differs by more than is allowed, with both texts.
  public let differences: [(name: String, earlier: String, now: String)]
  /// In one report only.
  public let onlyEarlier: [String]
  public let onlyNow: [String]
  /// How many were compared.
  public let count: Int
  private let tolerance: Double

  /// - Parameter tolerance: the difference allowed, relative to the larger of the two.
  public init(_ earlier: ReportNumbers, _ now: ReportNumbers, tolerance: Double) {
    self.tolerance = tolerance
    let before = Dictionary(
      earlier.entries.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(
      now.entries.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    let names = now.entries.map(\.name).filter { before[$0] != nil }
    count = names.count
    differences = names.compactMap { name in
      guard let old = before[name], let new = after[name],
        !Self.isClose(old, new, tolerance: tolerance)
      else { return nil }
      return (name, old, new)
    }
    onlyEarlier = earlier.entries.map(\.name).filter { after[$0] == nil }
    onlyNow = now.entries.map(\.name).filter { before[$0] == nil }
  }

  public var isEqual: Bool { differences.isEmpty && onlyEarlier.isEmpty && onlyNow.isEmpty }

  private static func isClose(_ a: String, _ b: String, tolerance: Double) -> Bool {
    if a == b { return true }
    guard let x = Double(plain(a)), let y = Double(plain(b)) else { return false }
    return abs(x - y) <= tolerance * max(abs(x), abs(y))
  }

  private static func plain(_ text: String) -> String {
    String(text.map { $0 == "−" ? "-" : $0 }.filter { $0 != " " && $0 != "%" })
  }

  /// The first differences, and how many there are.
  public var text: String {
    var lines = differences.prefix(20).map { "\($0.name): \($0.earlier) before, \($0.now) now" }
    if differences.count > 20 { lines.append("and \(differences.count - 20) more") }
    lines += onlyEarlier.prefix(5).map { "\($0): only in the earlier report" }
    lines += onlyNow.prefix(5).map { "\($0): only in this one" }
    let verdict =
      isEqual
      ? "all are the same"
      : "\(differences.count) differ, \(onlyEarlier.count + onlyNow.count) are in one report only"
    return (lines + ["\(count) numbers compared, to a relative \(tolerance): \(verdict)"])
      .joined(separator: "\n")
  }
}

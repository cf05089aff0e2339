import Claims
import Diagnostics
import Weaving

/// What `verify` found of one template.
struct VerdictReport {
  let template: String
  private(set) var claims: [WovenClaim] = []
  var notReached: [Verification.Need] = []
  /// Directives of which runs failed.
  var failures: [Diagnostic] = []

  init(template: String) { self.template = template }

  mutating func add(_ more: [WovenClaim]) {
    claims = (claims + more).sorted { $0.number < $1.number }
  }

  /// 2 if a claim is refuted, 3 if one is undecided, else 0.
  static func exitCode(_ reports: [VerdictReport]) -> Int32 {
    let claims = reports.flatMap(\.claims)
    if claims.contains(where: { $0.verdict == .refuted }) { return 2 }
    let isOpen =
      claims.contains { $0.verdict == .inconclusive }
      || reports.contains { !$0.notReached.isEmpty }
    return isOpen ? 3 : 0
  }

  static func name(_ label: String?, _ number: Int) -> String { label ?? "claim \(number)" }

  /// Lines for a terminal.
  var table: String {
    var rows: [(number: Int, lines: [String])] = claims.map { claim in
      let first = claim.decisive.map { "\($0.value) \($0.interval)" } ?? ""
      let seeds = claim.seedsPlanned > 0 ? "\(claim.seedsUsed)/\(claim.seedsPlanned) seeds" : ""
      let head = [
        padded(Self.name(claim.label, claim.number), nameWidth),
        padded("\(claim.verdict.sign) \(claim.verdict.rawValue)", 14), padded(first, 24), seeds,
      ].joined(separator: "  ")
      let part =
        claim.comparisons.count > 1 ? claim.decisive.map { ["  the number: \($0.text)"] } : nil
      return (
        claim.number,
        [head, "  \(claim.predicate)"] + (part ?? []) + claim.remarks.map { "  \($0)" }
      )
    }
    rows += notReached.map { need in
      (
        need.number,
        [
          "\(padded(Self.name(need.label, need.number), nameWidth))  - not reached",
          "  \(need.predicate)",
        ]
      )
    }
    let lines = rows.sorted { $0.number < $1.number }.flatMap(\.lines)
    let missed = notReached.isEmpty ? "" : "; \(notReached.count) not reached within the budget"
    let count = claims.count + notReached.count
    return
      ([template] + lines
      + ["\(count) claim\(count == 1 ? "" : "s"): \(claims.counts)\(missed)"]
      + (claims.isEmpty ? [] : [claims.statement])).joined(separator: "\n")
  }

  private var nameWidth: Int {
    (claims.map { Self.name($0.label, $0.number) }
      + notReached.map { Self.name($0.label, $0.number) }).map(\.count).max() ?? 0
  }
}

private func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

extension Verdict {
  fileprivate var sign: String {
    switch self {
    case .holds: "✓"
    case .refuted: "✗"
    case .inconclusive: "?"
    }
  }
}

import Weaving

/// One template of `scarp explain --json`.
struct ExplanationJSON: Encodable {
  private struct Cost: Encodable {
    let seconds: Double
    let low: Double
    let high: Double
    /// Runs like ones that were measured, and runs that only the cost model speaks of.
    let measured: Int
    let predicted: Int

    init(_ cost: CostEstimate) {
      (seconds, low, high) = (cost.seconds, cost.low, cost.high)
      (measured, predicted) = (cost.measured, cost.predicted)
    }
  }

  private struct Directive: Encodable {
    let directive: String
    let name: String?
    let label: String?
    let file: String
    let line: Int
    let state: String
    let planned: Int
    let kept: Int
    let damaged: Int
    let reasons: [String]
    let cost: Cost?
  }

  private struct Total: Encodable {
    let planned: Int
    let kept: Int
    let cost: Cost
    let cores: Int
    let seconds: Double
  }

  private let template: String
  private let directives: [Directive]
  private let total: Total

  /// - Parameter cores: that a render would use.
  init(_ explanation: Explanation, of path: String, cores: Int) {
    template = path
    directives = explanation.entries.map { entry in
      Directive(
        directive: entry.directive, name: entry.name.isEmpty ? nil : entry.name,
        label: entry.label, file: entry.location.file,
        line: entry.location.line, state: entry.state.rawValue,
        planned: entry.planned, kept: entry.kept, damaged: entry.damaged, reasons: entry.reasons,
        cost: entry.cost.map(Cost.init))
    }
    total = Total(
      planned: explanation.planned, kept: explanation.kept, cost: Cost(explanation.cost),
      cores: cores, seconds: explanation.seconds(cores: cores))
  }
}

import Claims
import Diagnostics
import Experiments
import Results

/// The claims of a template, judged one by one as results come.
public struct Verification: Sendable {
  /// What one claim needs.
  public struct Need: Sendable {
    /// From 1, in reading order.
    public let number: Int
    public let label: String?
    public let location: SourceLocation
    public let predicate: String
    /// Indices of experiments.
    let sources: [Int]
  }

  private let template: CheckedTemplate
  private var results: [Int: ExperimentResult] = [:]
  public let needs: [Need]

  public init(of template: CheckedTemplate) {
    self.template = template
    needs = template.claims.enumerated().map { index, claim in
      Need(
        number: index + 1, label: claim.label, location: claim.location, predicate: claim.text,
        sources: claim.sources)
    }
  }

  /// Predicted seconds of one core until a claim can be judged.
  public func cost(of need: Need, by computation: Computation) throws -> Double {
    try computation.remainingCost(of: missing([need]).map { template.allComputed[$0].experiment })
  }

  /// What the runs that are kept say of a claim so far; nil if it rests on an experiment without any.
  public func verdictSoFar(on need: Need, by computation: Computation) throws -> Verdict? {
    let missing = missing([need])
    let found = try computation.resultsSoFar(
      of: missing.map { template.allComputed[$0].experiment })
    var results = results
    for (source, result) in zip(missing, found) {
      guard let result else { return nil }
      results[source] = result
    }
    return judged(need, over: results).verdict
  }

  /// Of claims that wait to be judged, the one from which most is learned: one that costs nothing
  /// more; else one that the runs kept so far leave open, or of which none is kept; else one that
  /// they decide. Among each the cheapest; nil if none can be afforded.
  ///
  /// - Parameters:
  ///   - costs: of each, as `cost(of:by:)` has them.
  ///   - isDecided: whether its verdict so far is that it holds or is refuted.
  ///   - affordable: seconds of one core.
  public static func next(costs: [Double], isDecided: [Bool], affordable: Double) -> Int? {
    func rank(_ index: Int) -> (Int, Double, Int) {
      (costs[index] == 0 ? 0 : isDecided[index] ? 2 : 1, costs[index], index)
    }
    return costs.indices.filter { costs[$0] == 0 || costs[$0] <= affordable }
      .min { rank($0) < rank($1) }
  }

  /// Gets the results that claims need.
  ///
  /// - Throws: `Diagnostics` where nothing may be computed; what computing throws.
  public mutating func compute(_ needs: [Need], by computation: Computation) async throws {
    let missing = missing(needs)
    let found: [ExperimentResult]
    do {
      found = try await computation.results(
        of: missing.map { template.allComputed[$0].experiment },
        contents: missing.map { template.allComputed[$0].content })
    } catch let error as UnitsMissing {
      throw Diagnostics(
        zip(missing, error.counts).filter { $0.1.missing > 0 }.map {
          template.allComputed[$0].mistake(of: $1)
        })
    }
    for (source, result) in zip(missing, found) { results[source] = result }
  }

  private func missing(_ needs: [Need]) -> [Int] {
    Set(needs.flatMap(\.sources)).subtracting(results.keys).sorted()
  }

  /// - Precondition: what the claim needs was computed.
  public func judged(_ need: Need) -> WovenClaim { judged(need, over: results) }

  private func judged(_ need: Need, over results: [Int: ExperimentResult]) -> WovenClaim {
    template.judged(
      template.claims[need.number - 1], number: need.number,
      result: { source in
        guard let result = results[source] else { preconditionFailure("a result is missing") }
        return result
      })
  }

  /// Directives of which runs failed, whatever the verdicts make of them.
  public var failures: [Diagnostic] {
    results.sorted { $0.key < $1.key }.compactMap { source, result in
      template.allComputed[source].failure(of: result)
    }
  }
}

extension CheckedTemplate.Computed {
  /// Where nothing may be computed.
  func mistake(of count: UnitsMissing.Count) -> Diagnostic {
    let name = type(of: experiment).declaration.name
    return Diagnostic(
      at: location,
      "\(count.missing) of \(count.planned) runs of this \(name) are not kept, and --cached "
        + "computes nothing",
      help: "run it without --cached")
  }

  /// nil if no run failed; divergence is a result.
  func failure(of result: ExperimentResult) -> Diagnostic? {
    let reasons = (result.units + result.theoryUnits).compactMap { unit -> String? in
      if case .failed(let reason) = unit.outcome { reason } else { nil }
    }
    guard let reason = reasons.first else { return nil }
    return Diagnostic(
      at: location,
      "\(reasons.count) of \(result.units.count) runs of this \(result.experiment) failed: "
        + reason)
  }
}

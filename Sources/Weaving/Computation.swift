import Experiments
import Results
import Synchronization

/// Runs experiments: takes from the store what is there, computes the rest, keeps it as it comes.
public struct Computation: Sendable {
  /// What is done with what the store holds.
  public enum Reuse: Sendable {
    /// Compute only what is missing.
    case whereKept
    /// Compute nothing: what is missing is an error.
    case only
    /// Compute every unit, also those the store holds.
    case never
  }

  private let store: any ResultStore
  private let engine: any Engine
  private let progress: any Progress
  private let reuse: Reuse

  public init(
    store: any ResultStore, engine: any Engine, progress: any Progress, reuse: Reuse = .whereKept
  ) {
    self.store = store
    self.engine = engine
    self.progress = progress
    self.reuse = reuse
  }

  /// The results of experiments, in their order. Units shared by several are computed once.
  ///
  /// - Throws: `UnitsMissing` where nothing may be computed; what the store and the engine throw.
  public func results(of experiments: [any Experiment]) async throws -> [ExperimentResult] {
    let plan = Plan(of: experiments)
    var found = reuse == .never ? KeptResults(count: plan.units.count) : try kept(plan.units)
    let missing = found.results.indices.filter { found.results[$0] == nil }
    if reuse == .only, !missing.isEmpty { throw UnitsMissing(Set(missing), of: plan) }
    var seconds: [Int: Double] = [:]
    if !missing.isEmpty {
      progress.began(
        total: plan.units.count, reused: plan.units.count - missing.count,
        cost: missing.reduce(0) { $0 + plan.units[$1].cost })
      defer { progress.ended() }
      let computed = Mutex<[Int: (result: UnitResult, seconds: Double)]>([:])
      let (store, progress) = (store, progress)
      try await engine.run(missing.map { plan.units[$0] }) { position, result, seconds in
        let index = missing[position]
        try store.keep(result, for: plan.units[index], seconds: seconds)
        computed.withLock { $0[index] = (result, seconds) }
        progress.finishedUnit(cost: plan.units[index].cost)
      }
      computed.withLock {
        for (index, entry) in $0 {
          found.results[index] = entry.result
          seconds[index] = entry.seconds
        }
      }
    }
    progress.accounted(plan.accounts(seconds))
    return plan.results(from: found.results)
  }

  /// Predicted seconds of one core that results of these experiments would still take.
  public func remainingCost(of experiments: [any Experiment]) throws -> Double {
    let units = Plan(of: experiments).units
    let found = reuse == .never ? KeptResults(count: units.count) : try store.results(for: units)
    return zip(units, found.results).reduce(0) { $0 + ($1.1 == nil ? $1.0.cost : 0) }
  }

  private func kept(_ units: [WorkUnit]) throws -> KeptResults {
    let kept = try store.results(for: units)
    let damaged = kept.damaged.map { units[$0].identity["experiment"] ?? "unit" }
    for name in Set(damaged).sorted() {
      progress.foundDamaged(damaged.count { $0 == name }, of: name)
    }
    return kept
  }
}

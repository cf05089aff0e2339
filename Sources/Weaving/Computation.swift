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
  private let memo: any Memo

  /// - Parameter memo: of what experiments made of their units before.
  public init(
    store: any ResultStore, engine: any Engine, progress: any Progress, reuse: Reuse = .whereKept,
    memo: any Memo = NoMemo()
  ) {
    self.store = store
    self.engine = engine
    self.progress = progress
    self.reuse = reuse
    self.memo = reuse == .never ? NoMemo() : memo
  }

  /// The results of experiments, in their order. Units shared by several are computed once.
  ///
  /// - Throws: `UnitsMissing` where nothing may be computed; what the store and the engine throw.
  public func results(of experiments: [any Experiment]) async throws -> [ExperimentResult] {
    try await results(of: experiments, contents: experiments.map { _ in nil })
  }

  /// - Parameter contents: of each experiment, everything that its result is a function of beside
  ///   its units' results; nil if that is not known, and nothing made before can be taken.
  func results(
    of experiments: [any Experiment], contents: [[UInt8]?]
  ) async throws -> [ExperimentResult] {
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
      let computed = Mutex<[Int: Computed]>([:])
      let (store, progress) = (store, progress)
      var lost: Unfinished?
      do {
        try await engine.run(missing.map { plan.units[$0] }) { position, result, seconds in
          let index = missing[position]
          let checksum = try store.keep(result, for: plan.units[index], seconds: seconds)
          computed.withLock {
            $0[index] = Computed(result: result, checksum: checksum, seconds: seconds)
          }
          progress.finishedUnit(cost: plan.units[index].cost)
        }
      } catch let unfinished as Unfinished {
        lost = unfinished
      }
      computed.withLock {
        for (index, new) in $0 {
          found.results[index] = new.result
          found.checksums[index] = new.checksum
          seconds[index] = new.seconds
        }
      }
      if let lost { Self.fill(&found, plan.units, lost) }
    }
    progress.accounted(plan.accounts(seconds))
    return plan.results(from: found, contents: contents, memo: memo)
  }

  /// Predicted seconds of one core that results of these experiments would still take.
  public func remainingCost(of experiments: [any Experiment]) throws -> Double {
    let units = Plan(of: experiments).units
    let found = reuse == .never ? KeptResults(count: units.count) : try store.results(for: units)
    return zip(units, found.results).reduce(0) { $0 + ($1.1 == nil ? $1.0.cost : 0) }
  }

  /// A unit that did not come counts as failed in this report, and is not kept.
  private static func fill(_ found: inout KeptResults, _ units: [WorkUnit], _ lost: Unfinished) {
    for index in units.indices where found.results[index] == nil {
      found.results[index] = UnitResult(
        at: units[index].at, seed: units[index].seed, outcome: .failed(lost.reason), records: [])
    }
  }

  /// The results over the runs that are kept, as if no others had been planned; nil of an experiment
  /// none of whose runs is.
  func resultsSoFar(of experiments: [any Experiment]) throws -> [ExperimentResult?] {
    guard reuse != .never else { return experiments.map { _ in nil } }
    let plan = Plan(of: experiments)
    let found = try store.results(for: plan.units).results
    let lacking = Outcome.failed("not run so far")
    return zip(experiments, plan.members).map { experiment, members in
      guard members.contains(where: { found[$0.index] != nil }) else { return nil }
      let units = members.map { unit, index in
        var result =
          found[index]
          ?? UnitResult(at: unit.at, seed: unit.seed, outcome: lacking, records: [])
        result.at = unit.at
        return result
      }
      var result = experiment.result(of: units)
      result.units.removeAll { $0.outcome == lacking }
      return result
    }
  }

  private struct Computed {
    let result: UnitResult
    let checksum: String?
    let seconds: Double
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

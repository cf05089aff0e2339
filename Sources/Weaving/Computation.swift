import Experiments
import Results
import Synchronization

/// Runs experiments: takes from the store what is there, computes the rest, keeps it as it comes.
public struct Computation: Sendable {
  private let store: any ResultStore
  private let engine: any Engine
  private let progress: any Progress
  private let refresh: Bool

  /// - Parameter refresh: compute every unit, also those the store holds.
  public init(
    store: any ResultStore, engine: any Engine, progress: any Progress, refresh: Bool = false
  ) {
    self.store = store
    self.engine = engine
    self.progress = progress
    self.refresh = refresh
  }

  /// The results of experiments, in their order. Units shared by several are computed once.
  public func results(of experiments: [any Experiment]) async throws -> [ExperimentResult] {
    let units = experiments.flatMap(\.units)
    var first: [[String: String]: Int] = [:]
    let source = units.indices.map { index in
      let known = first[units[index].identity]
      if known == nil { first[units[index].identity] = index }
      return known ?? index
    }
    var found: [UnitResult?] = Array(repeating: nil, count: units.count)
    for index in units.indices where source[index] == index && !refresh {
      found[index] = store.result(for: units[index])
    }
    let missing = units.indices.filter { source[$0] == $0 && found[$0] == nil }
    let distinct = units.indices.count { source[$0] == $0 }
    if !missing.isEmpty {
      progress.began(
        total: distinct, reused: distinct - missing.count,
        cost: missing.reduce(0) { $0 + units[$1].cost })
      defer { progress.ended() }
      let computed = Mutex<[Int: UnitResult]>([:])
      let (store, progress) = (store, progress)
      try await engine.run(missing.map { units[$0] }) { position, result in
        let index = missing[position]
        try store.keep(result, for: units[index])
        computed.withLock { $0[index] = result }
        progress.finishedUnit(cost: units[index].cost)
      }
      computed.withLock { for (index, result) in $0 { found[index] = result } }
    }
    // A unit's place on the grid is the asking experiment's: equal units may stand in others.
    var index = 0
    return experiments.map { experiment in
      let results = experiment.units.map { unit in
        guard var result = found[source[index]] else {
          preconditionFailure("the engine returned without a result for every unit")
        }
        result.at = unit.at
        index += 1
        return result
      }
      return experiment.result(of: results)
    }
  }
}

import Experiments
import Results

/// The units of some experiments, each once.
public struct Plan: Sendable {
  public let experiments: [any Experiment]
  /// Units that differ from each other, in order of appearance.
  public let units: [WorkUnit]
  /// Of each experiment: its units, and where each stands in `units`.
  let members: [[(unit: WorkUnit, index: Int)]]

  public init(of experiments: [any Experiment]) {
    self.experiments = experiments
    var units: [WorkUnit] = []
    var indices: [[String: String]: Int] = [:]
    members = experiments.map { experiment in
      let request = ExperimentRequest(of: experiment)
      return experiment.units.map { unit in
        if let index = indices[unit.identity] { return (unit, index) }
        indices[unit.identity] = units.count
        var unit = unit
        unit.request = request
        units.append(unit)
        return (unit, units.count - 1)
      }
    }
    self.units = units
  }

  /// What each experiment took, of units that were computed in so many seconds of one core.
  func accounts(_ seconds: [Int: Double]) -> [UnitAccount] {
    members.map { members in
      let indices = Set(members.map(\.index))
      return UnitAccount(
        planned: indices.count, computed: indices.count { seconds[$0] != nil },
        seconds: indices.sorted().reduce(0) { $0 + (seconds[$1] ?? 0) })
    }
  }

  /// The experiments' results.
  ///
  /// - Parameter contents: of each experiment, as `Memo.result` takes it.
  /// - Precondition: every unit has a result.
  func results(
    from found: KeptResults, contents: [[UInt8]?], memo: any Memo
  ) -> [ExperimentResult] {
    experiments.indices.map { position in
      let units = members[position].map { unit, index in
        guard var result = found.results[index] else {
          preconditionFailure("the engine returned without a result for every unit")
        }
        // A unit's place is the asking experiment's: equal units may stand in several grids.
        result.at = unit.at
        return result
      }
      return memo.result(
        of: experiments[position], content: contents[position], units: units,
        checksums: members[position].map { found.checksums[$0.index] })
    }
  }
}

/// Units that are not kept, where nothing may be computed.
public struct UnitsMissing: Error, Sendable {
  /// Of one experiment: its units, and those of them that are missing.
  public struct Count: Sendable, Equatable {
    public let missing: Int
    public let planned: Int
  }

  /// One an experiment, in their order.
  public let counts: [Count]

  init(_ missing: Set<Int>, of plan: Plan) {
    counts = plan.members.map { members in
      Count(missing: members.count { missing.contains($0.index) }, planned: members.count)
    }
  }
}

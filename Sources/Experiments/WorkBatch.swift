import Results

/// Units computed together on one core: one alone, or several that read the same X, which is drawn
/// once and read once a step for all of them.
public struct WorkBatch: Sendable {
  /// The units' places in the list that was cut into batches.
  public let indices: [Int]
  private let units: [WorkUnit]

  /// Predicted seconds of the units one after another.
  public var cost: Double { units.reduce(0) { $0 + $1.cost } }

  /// Predicted bytes at the peak, with one X for all.
  public var bytes: Int {
    guard units.count > 1 else { return units.first?.bytes ?? 0 }
    let rows = units.compactMap(\.rows)
    return units.reduce(0) { $0 + $1.bytes } - rows.reduce(0) { $0 + $1.bytes }
      + (rows.map(\.bytes).max() ?? 0)
  }

  private init(_ indices: [Int], of units: [WorkUnit]) {
    self.indices = indices
    self.units = indices.map { units[$0] }
  }

  /// Few networks leave X to the speed of memory, and many to one core what others could do.
  private static let sizes = 4...16
  /// Seconds of work that an interruption may cost.
  private static let patience = 300.0

  /// Cuts a list of units into batches, each unit in one of them.
  ///
  /// - Parameters:
  ///   - jobs: batches that run at a time; there are as many if the units allow it.
  ///   - memoryLimit: bytes that so many batches of several may need together.
  public static func batches(
    of units: [WorkUnit], jobs: Int, memoryLimit: Int
  ) -> [WorkBatch] {
    let most = min(
      (units.count + jobs - 1) / jobs,
      max(sizes.lowerBound, min(sizes.upperBound, units.count / (4 * jobs))))
    var batches: [WorkBatch] = []
    var companions: [SharedRows.Source: [Int]] = [:]
    var sources: [SharedRows.Source] = []
    for (index, unit) in units.enumerated() {
      guard let source = unit.rows?.source else {
        batches.append(WorkBatch([index], of: units))
        continue
      }
      if companions[source] == nil { sources.append(source) }
      companions[source, default: []].append(index)
    }
    for source in sources {
      // Those that read alike many rows are neighbours.
      let group = (companions[source] ?? []).sorted {
        let (a, b) = (units[$0].rows?.count ?? 0, units[$1].rows?.count ?? 0)
        return (b, $0) < (a, $1)
      }
      let parts = (group.count + most - 1) / most
      for part in 0..<parts {
        var batch: [Int] = []
        for index in group[part * group.count / parts..<(part + 1) * group.count / parts] {
          let larger = WorkBatch(batch + [index], of: units)
          if !batch.isEmpty, larger.bytes > memoryLimit / jobs || larger.cost > patience {
            batches.append(WorkBatch(batch, of: units))
            batch = []
          }
          batch.append(index)
        }
        batches.append(WorkBatch(batch, of: units))
      }
    }
    return batches
  }

  /// Computes the units; those of several are cancelled together.
  ///
  /// - Parameter finished: is called once a unit that was not cancelled, with its place in the list
  ///   and its share of the batch's predicted cost. What it throws cancels the rest.
  public func run<Failure: Error>(
    isCancelled: () -> Bool = { false },
    finished: (_ index: Int, UnitResult, _ share: Double) throws(Failure) -> Void
  ) throws(Failure) {
    if units.count == 1 {
      guard let result = units[0].result(isCancelled: isCancelled) else { return }
      return try finished(indices[0], result, 1)
    }
    var failure: Failure?
    let cost = cost
    WorkUnit.results(of: units, isCancelled: { failure != nil || isCancelled() }) { place, result in
      guard let result, failure == nil else { return }
      do throws(Failure) {
        try finished(indices[place], result, cost > 0 ? units[place].cost / cost : 0)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}

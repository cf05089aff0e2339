import Cluster
import Experiments
import FoundationEssentials
import Results
import Synchronization
import Weaving

/// Units whose results come from the parts of a plan, whoever computes them.
final class PlannedWork {
  let folder: PlanFolder
  private let units: [WorkUnit]
  private let indices: [String: Int]
  private let finished: @Sendable (Int, UnitResult, Double) throws -> Void
  private var reader: PartsReader
  private(set) var missing: Set<String>
  private var toldDamaged = 0

  init(
    _ units: [WorkUnit], in folder: PlanFolder,
    finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void
  ) {
    self.units = units
    self.folder = folder
    self.finished = finished
    let ids = units.map { StoredUnit.id(of: $0.identity) }
    indices = Dictionary(zip(ids, ids.indices)) { first, _ in first }
    reader = PartsReader(folder: folder.parts)
    missing = Set(ids)
  }

  /// Hands over what has come.
  ///
  /// - Returns: whether anything had.
  /// - Throws: `CommandFailure` where two workers disagree; what `finished` throws.
  func take() throws -> Bool {
    var hasNews = false
    do {
      for (line, result) in try reader.news() {
        guard missing.remove(line.id) != nil, let index = indices[line.id] else { continue }
        try finished(index, result, line.seconds)
        hasNews = true
      }
    } catch let conflict as PartsReader.Conflict {
      throw CommandFailure(message: "\(folder.path)/parts: \(conflict)")
    }
    if reader.damaged > toldDamaged {
      printError(
        "warning: \(reader.damaged - toldDamaged) lines in \(folder.parts) are damaged; their units "
          + "count as missing")
      toldDamaged = reader.damaged
    }
    return hasNews
  }

  var count: Int { units.count }

  /// Predicted seconds of one core that are missing.
  var cost: Double { missing.reduce(0) { $0 + units[indices[$1] ?? 0].cost } }

  /// In the manifest's order.
  var missingIDs: [String] {
    units.map { StoredUnit.id(of: $0.identity) }.filter(missing.contains)
  }
}

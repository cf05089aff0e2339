import Experiments
import FoundationEssentials
import Weaving

extension SQLiteStore {
  /// Groups of alike units looked at for a rate: the ones kept last.
  private static let groupLimit = 200

  /// Which of the units are there and sound, without noting that they were asked for.
  func survey(_ units: [WorkUnit]) throws -> KeptUnits {
    let ids = units.map { StoredUnit.id(of: $0.identity) }
    let indices = Dictionary(zip(ids, ids.indices)) { first, _ in first }
    var kept = KeptUnits()
    for start in stride(from: 0, to: ids.count, by: 4000) {
      let asked = ids[start..<min(start + 4000, ids.count)]
      let rows = try reading { database in
        try database.rows(
          """
          SELECT id, checksum, payload FROM unit WHERE id IN (SELECT value FROM json_each(?1))
          """, [.text(Self.list(asked))]
        ) { row in
          (row.text(0), StoredUnit.checksum(id: row.text(0), payload: row.bytes(2)) == row.text(1))
        }
      }
      for (id, isSound) in rows {
        guard let index = indices[id] else { continue }
        if isSound { kept.sound.insert(index) } else { kept.damaged.insert(index) }
      }
    }
    return kept
  }

  /// What units of these experiments took.
  func rates(of experiments: Set<String>) throws -> MeasuredRates {
    var groups: [MeasuredRates.Group] = []
    for experiment in experiments.sorted() {
      let rows = try reading { database in
        try database.rows(
          """
          SELECT json_remove(identity, '$.seed'), sum(seconds), sum(predicted) FROM unit \
          WHERE experiment = ?1 AND seconds > 0 AND predicted > 0 \
          GROUP BY 1 ORDER BY max(rowid) DESC LIMIT \(Self.groupLimit)
          """, [.text(experiment)]
        ) { (identity: $0.text(0), seconds: $0.number(1), predicted: $0.number(2)) }
      }
      groups += rows.compactMap { row in
        guard
          let identity = try? JSONDecoder().decode(
            [String: String].self, from: Data(row.identity.utf8))
        else { return nil }
        return MeasuredRates.Group(
          identity: identity, seconds: row.seconds, predicted: row.predicted)
      }
    }
    return MeasuredRates(groups)
  }
}

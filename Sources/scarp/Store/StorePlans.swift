import FoundationEssentials
import Weaving

/// Which rendering of a template a plan is of.
struct PlanName: Hashable {
  /// Beside the store's folder as a relative path, so that both may move together; else absolute.
  let template: String
  /// Parameters and profiles as given; empty for the template as it is written.
  let variant: String

  init(template path: String, variant: String, store: SQLiteStore) {
    let full = realPath(path) ?? path
    let base = store.project + "/"
    template = full.hasPrefix(base) ? String(full.dropFirst(base.count)) : full
    self.variant = variant
  }
}

extension PlanName {
  /// As the store keeps it.
  init(kept template: String, _ variant: String) {
    self.template = template
    self.variant = variant
  }
}

extension SQLiteStore {
  /// The folder that holds the store's folder: a template of it is named by its path from there.
  var project: String {
    let folder = parentFolder(of: path)
    return parentFolder(of: realPath(folder) ?? folder)
  }

  /// Notes what each directive plans, in place of what it planned before.
  ///
  /// A note, no result: where it cannot be written, the work goes on without it.
  func keep(_ directives: [CheckedTemplate.PlannedDirective], as name: PlanName) {
    try? note(directives, as: name)
  }

  private func note(
    _ directives: [CheckedTemplate.PlannedDirective], as name: PlanName
  ) throws {
    let kept = try units(of: name)
    let now = directives.map { ($0, packed($0.units.map { StoredUnit.id(of: $0.identity) })) }
    let changed = now.filter { kept[$0.0.name] != $0.1 }
    let gone = Set(kept.keys).subtracting(directives.map(\.name))
    let isLatest = try latestVariant(of: name.template) == name.variant
    guard !changed.isEmpty || !gone.isEmpty || !isLatest else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try changing { database in
      try database.transaction {
        var last = 0
        try database.query("SELECT max(moment) FROM plan") { last = $0.integer(0) }
        for directive in gone {
          try database.query(
            "DELETE FROM plan WHERE template = ?1 AND variant = ?2 AND directive = ?3",
            [.text(name.template), .text(name.variant), .text(directive)])
        }
        for (directive, ids) in changed {
          try database.query(
            """
            INSERT OR REPLACE INTO plan (template, variant, directive, moment, spans, units) \
            VALUES (?1, ?2, ?3, 0, ?4, ?5)
            """,
            [
              .text(name.template), .text(name.variant), .text(directive.name),
              .bytes(Array(try encoder.encode(Spans(of: directive.units)))), .bytes(ids),
            ])
        }
        try database.query(
          "UPDATE plan SET moment = ?3 WHERE template = ?1 AND variant = ?2",
          [.text(name.template), .text(name.variant), .integer(last + 1)])
      }
    }
  }

  /// What the directives of a template ranged over when it was last rendered: in this variant, or
  /// in whichever came last if this one never was.
  func earlierSpans(of name: PlanName) throws -> [String: Spans] {
    guard let latest = try latestVariant(of: name.template) else { return [:] }
    let variant = try units(of: name).isEmpty ? latest : name.variant
    let rows = try reading { database in
      try database.rows(
        "SELECT directive, spans FROM plan WHERE template = ?1 AND variant = ?2",
        [.text(name.template), .text(variant)]
      ) { ($0.text(0), $0.bytes(1)) }
    }
    return rows.reduce(into: [:]) { spans, row in
      spans[row.0] = try? JSONDecoder().decode(Spans.self, from: Data(row.1))
    }
  }

  /// The packed names of the units of each directive.
  private func units(of name: PlanName) throws -> [String: [UInt8]] {
    let rows = try reading { database in
      try database.rows(
        "SELECT directive, units FROM plan WHERE template = ?1 AND variant = ?2",
        [.text(name.template), .text(name.variant)]
      ) { ($0.text(0), $0.bytes(1)) }
    }
    return Dictionary(rows) { $1 }
  }

  private func latestVariant(of template: String) throws -> String? {
    try reading { database in
      try database.rows(
        "SELECT variant FROM plan WHERE template = ?1 ORDER BY moment DESC LIMIT 1",
        [.text(template)]
      ) { $0.text(0) }.first
    }
  }
}

/// Hexadecimal names as 32 bytes each.
func packed(_ ids: [String]) -> [UInt8] {
  ids.flatMap { id in
    let digits = Array(id.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      nibble(digits[$0]) << 4 | nibble(digits[$0 + 1])
    }
  }
}

private func nibble(_ digit: UInt8) -> UInt8 {
  digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
}

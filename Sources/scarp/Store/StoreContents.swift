/// What a store holds, for those who look after it.
struct StoreContents: Encodable {
  struct Experiment: Encodable {
    let experiment: String
    let runs: Int
    let bytes: Int
    /// Measured on one core, of the runs where it is known.
    let seconds: Double
    let lastUsedDaysAgo: Int?
  }

  struct Memo: Encodable {
    var rows = 0
    var bytes = 0
    var lastUsedDaysAgo: Int?
  }

  struct Template: Encodable {
    let template: String
    /// Parameters as given.
    let variant: String
    let directives: [String]
    /// Planned when it was last rendered, and how many of them are kept.
    let runs: Int
    let kept: Int
    let exists: Bool
  }

  let store: String
  var experiments: [Experiment] = []
  var memo = Memo()
  var templates: [Template] = []
  /// Runs that no template asks for.
  var unreferenced = 0
}

extension SQLiteStore {
  func contents() throws -> StoreContents {
    let day = today()
    let plans = try plans()
    return try reading { database in
      var contents = StoreContents(store: path)
      contents.experiments = try database.rows(
        """
        SELECT experiment, count(*), sum(length(payload)), total(seconds), max(used) FROM unit \
        GROUP BY experiment ORDER BY experiment
        """
      ) {
        StoreContents.Experiment(
          experiment: $0.text(0), runs: $0.integer(1), bytes: $0.integer(2),
          seconds: $0.number(3), lastUsedDaysAgo: day - $0.integer(4))
      }
      try database.query("SELECT count(*), total(size), max(used) FROM memo") { row in
        contents.memo = StoreContents.Memo(
          rows: row.integer(0), bytes: row.integer(1),
          lastUsedDaysAgo: row.integer(0) == 0 ? nil : day - row.integer(2))
      }
      let ids = Set(try database.rows("SELECT id FROM unit") { packed([$0.text(0)]) })
      contents.templates = plans.map { plan in
        StoreContents.Template(
          template: plan.name.template, variant: plan.name.variant,
          directives: plan.directives, runs: plan.units.count,
          kept: plan.units.count { ids.contains($0) }, exists: exists(plan.name.template))
      }
      contents.unreferenced = ids.subtracting(plans.flatMap(\.units)).count
      return contents
    }
  }

  /// A rendering that the store remembers.
  struct KeptPlan {
    let name: PlanName
    var directives: [String]
    /// Packed names.
    var units: Set<[UInt8]>
  }

  /// Every rendering that the store remembers, by template and variant.
  func plans() throws -> [KeptPlan] {
    let rows = try reading { database in
      try database.rows(
        "SELECT template, variant, directive, units FROM plan ORDER BY template, variant, directive"
      ) { (name: PlanName(kept: $0.text(0), $0.text(1)), directive: $0.text(2), ids: $0.bytes(3)) }
    }
    var plans: [KeptPlan] = []
    for row in rows {
      if plans.last?.name != row.name {
        plans.append(KeptPlan(name: row.name, directives: [], units: []))
      }
      plans[plans.count - 1].directives.append(row.directive)
      plans[plans.count - 1].units.formUnion(unpacked(row.ids))
    }
    return plans
  }

  /// Whether a template, named as plans name it, is still there.
  func exists(_ template: String) -> Bool {
    FileIdentity(template.hasPrefix("/") ? template : "\(project)/\(template)") != nil
  }
}

/// Packed names one by one.
private func unpacked(_ bytes: [UInt8]) -> [[UInt8]] {
  stride(from: 0, to: bytes.count - bytes.count % 32, by: 32).map { Array(bytes[$0..<$0 + 32]) }
}

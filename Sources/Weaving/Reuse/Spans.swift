import Experiments

/// What the units of one directive range over: for each kind of unit, every value that a part of
/// their identity takes, in order of appearance.
public struct Spans: Sendable, Equatable, Codable {
  /// Kind of unit (`threshold-sweep`, `mean-field`), part (`option.delta`, `revision`, `seed`).
  private var values: [String: [String: [String]]] = [:]

  public init(of units: [WorkUnit]) {
    var seen: [String: [String: Set<String>]] = [:]
    for unit in units {
      let kind = unit.identity["experiment"] ?? ""
      for (part, value) in unit.identity where part != "experiment" {
        if seen[kind, default: [:]][part, default: []].insert(value).inserted {
          values[kind, default: [:]][part, default: []].append(value)
        }
      }
    }
  }

  /// What these units have that earlier ones had not, each as a clause: `delta gains 10`, `d is 600,
  /// was 500`. Empty if every value was there before.
  public func changes(since earlier: Spans) -> [String] {
    values.keys.sorted().flatMap { kind -> [String] in
      guard let before = earlier.values[kind], let now = values[kind] else {
        return ["its \(kind) runs are new"]
      }
      return Set(now.keys).union(before.keys).sorted().compactMap { part in
        Self.change(of: part, in: kind, from: before[part] ?? [], to: now[part] ?? [])
      }
    }
  }

  private static func change(
    of part: String, in kind: String, from before: [String], to now: [String]
  ) -> String? {
    let added = now.filter { !before.contains($0) }
    switch part {
    case "revision":
      return added.isEmpty
        ? nil
        : "the revision of \(kind) is \(listed(now)), was \(listed(before)): its numbers moved"
    case "numerics":
      return added.isEmpty
        ? nil : "the numerics class is \(listed(now)), was \(listed(before))"
    case "seed":
      if added.isEmpty { return nil }
      func words(_ seeds: [String], _ verbs: (String, String)) -> String {
        "\(seeds.count == 1 ? "seed" : "seeds") \(listed(seeds)) of \(kind) "
          + (seeds.count == 1 ? verbs.0 : verbs.1)
      }
      let isMore = before.allSatisfy(now.contains)
      return words(added, ("is new", "are new"))
        + (isMore ? "" : ", instead of \(listed(before.filter { !now.contains($0) }))")
    default:
      let name = part.hasPrefix("option.") ? String(part.dropFirst("option.".count)) : part
      if now.isEmpty { return "\(name) was \(listed(before)), is not set now" }
      if before.isEmpty { return "\(name) is \(listed(now)), was not set" }
      guard !added.isEmpty else { return nil }
      return before.allSatisfy(now.contains)
        ? "\(name) gains \(listed(added))" : "\(name) is \(listed(now)), was \(listed(before))"
    }
  }

  /// A few values one by one, many by their ends.
  private static func listed(_ values: [String]) -> String {
    let values = values.map { $0.isEmpty ? "none" : $0 }
    guard values.count > 5 else { return values.joined(separator: ", ") }
    return "\(values[0]) … \(values[values.count - 1]) (\(values.count) values)"
  }
}

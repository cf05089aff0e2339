import Weaving

/// An account of a template's results as lines for the terminal.
struct ExplanationText {
  let text: String

  init(_ explanation: Explanation, of path: String, cores: Int) {
    let names = explanation.entries.map(Self.name)
    let places = explanation.entries.map { entry in
      let line = String(entry.location.line)
      return entry.location.file == path ? line : "\(entry.location.file):\(line)"
    }
    let width = names.map(\.count).max() ?? 0
    let digits = places.map(\.count).max() ?? 0
    var lines = [path]
    for (entry, (name, place)) in zip(explanation.entries, zip(names, places)) {
      let gap = String(repeating: " ", count: width - name.count)
      let indent = String(repeating: " ", count: digits - place.count)
      var parts = [entry.state.rawValue]
      if let cost = entry.cost {
        parts.append(
          entry.state == .fresh
            ? "\(entry.planned) runs" : "\(entry.kept) of \(entry.planned) runs are there")
        if entry.state != .fresh { parts.append(Self.words(cost)) }
      } else if entry.state != .fresh {
        parts += entry.reasons
      }
      lines.append("  \(indent)\(place)  \(name)\(gap)  \(parts.joined(separator: "; "))")
      guard entry.cost != nil else { continue }
      let margin = String(repeating: " ", count: digits + width + 6)
      lines += entry.reasons.map { margin + $0 }
    }
    let missing = explanation.planned - explanation.kept
    if missing == 0 {
      lines.append("  nothing to compute: all \(explanation.planned) runs are there")
    } else {
      let wall = explanation.seconds(cores: cores)
      lines.append(
        "  to compute: \(missing) of \(explanation.planned) runs, \(Self.words(explanation.cost)); "
          + "about \(duration(wall)) on \(cores) \(cores == 1 ? "core" : "cores")")
    }
    text = lines.joined(separator: "\n")
  }

  private static func name(_ entry: Explanation.Entry) -> String {
    let label = entry.label.map { " #\($0)" } ?? ""
    return "\(entry.directive)\(label)" + (entry.name.isEmpty ? "" : " (\(entry.name))")
  }

  /// `3.1 s of one core (2.2 s to 5 s, from measured runs)`.
  private static func words(_ cost: CostEstimate) -> String {
    let source =
      switch (cost.measured, cost.predicted) {
      case (_, 0): "from measured runs"
      case (0, _): "from the cost model"
      default: "from measured runs and, for \(cost.predicted) runs, the cost model"
      }
    guard cost.high >= 0.1 else { return "under 0.1 s of one core (\(source))" }
    return
      "\(duration(cost.seconds)) of one core (\(duration(cost.low)) to \(duration(cost.high)), "
      + "\(source))"
  }
}

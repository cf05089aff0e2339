import Results

extension ExperimentResult {
  /// `d = 500, n = δd, 20 seeds`: the sizes behind a figure.
  var sizesNote: String {
    var parts: [String] = []
    if let dimension = axis("d") {
      parts.append("d = " + dimension.values.map(\.text).joined(separator: ", "))
    } else if let dimension = options["d"] {
      parts.append("d = \(dimension)")
    }
    if let delta = options["delta"], axis("delta") == nil {
      parts.append("n = \(delta)d")
    } else {
      parts.append("n = δd")
    }
    parts += runParts
    let seeds = Set(units.map(\.seed)).count
    parts.append(seeds == 1 ? "1 seed" : "\(seeds) seeds")
    return parts.joined(separator: ", ") + "."
  }

  /// What of the runs is not as usual: data, batches, precision.
  private var runParts: [String] {
    func single(_ name: String, unless usual: String) -> String? {
      guard axis(name) == nil, let value = options[name], value != usual else { return nil }
      return value
    }
    var parts: [String] = []
    if let law = single("data", unless: "gaussian") { parts.append("\(law) inputs") }
    if let size = single("batch", unless: "full") {
      let isDrawn = options["batch-sampling"] == "replacement"
      parts.append("batches of \(size)" + (isDrawn ? " drawn with replacement" : ""))
    }
    if let precision = single("precision", unless: "double") {
      parts.append("X in \(precision) precision")
    }
    return parts
  }

  /// `Mean field (d → ∞), δ = 4, 8 batches of 60000 samples`: the sizes behind a figure of theory.
  var batchesNote: String {
    var parts = ["Mean field (d → ∞)"]
    if let delta = options["delta"].flatMap(Double.init), axis("delta") == nil {
      parts.append("δ = \(cellText(delta))")
    }
    let batches = options["batches"] ?? String(Set(units.map(\.seed)).count)
    let noun = batches == "1" ? "batch" : "batches"
    let samples = options["samples"].map { " of \($0) samples" } ?? ""
    parts.append("\(batches) \(noun)\(samples)")
    return parts.joined(separator: ", ") + "."
  }

  /// How many runs diverged or failed, and where; nil if none did.
  var missingNote: String? {
    guard diverged + failed > 0 else { return nil }
    var causes: [String] = []
    if diverged > 0 { causes.append("\(diverged) diverged") }
    if failed > 0 { causes.append("\(failed) failed") }
    let names = axes.map(\.name)
    let places = cells.compactMap { cell -> String? in
      let lost = units(in: cell).count { $0.outcome != .finished }
      guard lost > 0, !names.isEmpty else { return nil }
      let place = names.compactMap { name in cell[name].map { "\(plainAxis(name))\($0.text)" } }
      return "\(place.joined(separator: ", ")): \(lost)"
    }
    let listed = places.prefix(6).joined(separator: "; ") + (places.count > 6 ? "; …" : "")
    let whereabouts = places.isEmpty ? "" : " (\(listed))"
    return "Of \(units.count) runs \(causes.joined(separator: " and "))\(whereabouts); "
      + "they enter no mean."
  }

  private func plainAxis(_ name: String) -> String {
    switch name {
    case "delta": "δ = "
    case "activation": ""
    default: "\(name) = "
    }
  }
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}

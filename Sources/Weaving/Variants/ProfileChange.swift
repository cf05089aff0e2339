import Directives
import Results
import Statistics

/// How an experiment differs from what it is without the profiles in force, and what that costs.
struct ProfileChange: Sendable {
  /// An experiment as it was asked for.
  struct Side {
    let arguments: Arguments
    let units: Int

    func count(_ name: String) -> Int { arguments.count(of: name) }
    func text(_ name: String) -> String { arguments.texts[name] ?? "" }
    func has(_ name: String) -> Bool { arguments.texts[name] != nil }

    /// The numbers of an option, of a grid or not; empty if it holds words.
    func numbers(_ name: String) -> [Double] {
      let text = text(name)
      let items = (text.hasPrefix("[") ? text.dropFirst().dropLast() : text[...]).split(
        separator: ",")
      let numbers = items.compactMap { Double($0.drop(while: \.isWhitespace)) }
      return numbers.count == items.count ? numbers : []
    }
  }

  let plainUnits: Int
  let units: Int
  /// How many times as wide the 95 % intervals of means over seeds are; nil without intervals.
  private(set) var widening: Double? = 1
  /// One a difference, without full stops.
  private(set) var sentences: [String] = []

  /// - Parameters:
  ///   - plain: without the profiles.
  ///   - made: as it is computed, by the same experiment.
  init(from plain: Side, to made: Side) {
    plainUnits = plain.units
    units = made.units
    addSeeds(plain, made)
    let options = made.arguments.declaration.options.map(\.name)
    if plain.text("theory") == made.text("theory"), made.text("theory") != "false" {
      addBatches(plain, made)
    }
    for name in options where !["seeds", "batches", "samples", "run"].contains(name) {
      guard plain.text(name) != made.text(name) else { continue }
      add(name, plain, made)
    }
  }

  private mutating func addSeeds(_ plain: Side, _ made: Side) {
    let (before, after) = (plain.count("seeds"), made.count("seeds"))
    guard made.has("seeds"), plain.text("seeds") != made.text("seeds") else { return }
    var sentence = "\(after) seed\(after == 1 ? "" : "s") instead of \(before)"
    if after == 1 {
      widening = nil
      sentence += ": one run has no interval"
    } else if before == 1 {
      sentence += ": one run would have no interval"
    } else if before != after {
      let errors = (Double(before) / Double(after)).squareRoot()
      let quantiles = [after, before].map { studentQuantile(level: 0.95, degrees: $0 - 1) }
      let widening = errors * quantiles[0] / quantiles[1]
      self.widening = widening
      sentence +=
        ": standard errors are about \(significant(errors, 2)) times as large and 95\u{A0}% intervals of "
        + "means about \(significant(widening, 2)) times as wide"
    } else {
      sentence = "seeds \(made.text("seeds")) instead of \(plain.text("seeds"))"
    }
    sentences.append(sentence)
  }

  private mutating func addBatches(_ plain: Side, _ made: Side) {
    guard made.has("batches"), made.has("samples") else { return }
    let sizes = [plain, made].map {
      (Double($0.text("batches")) ?? 1, Double($0.text("samples")) ?? 1)
    }
    let (before, after) = (sizes[0], sizes[1])
    guard before != after else { return }
    let errors = (before.0 * before.1 / (after.0 * after.1)).squareRoot()
    sentences.append(
      "\(made.text("batches")) batches of \(made.text("samples")) samples instead of "
        + "\(plain.text("batches")) of \(plain.text("samples")): standard errors of theory are about "
        + "\(significant(errors, 2)) times as large")
  }

  private mutating func add(_ name: String, _ plain: Side, _ made: Side) {
    let (before, after) = (plain.numbers(name), made.numbers(name))
    let isAxis = made.arguments.declaration.options.contains {
      $0.name == name && $0.shape == .axis
    }
    if isAxis, !after.isEmpty, !before.isEmpty, before.count != after.count {
      let coarser =
        after.count > 1 && after.count < before.count
        ? ": what is found along it is located more coarsely" : ""
      sentences.append(
        "\(after.count) value\(after.count == 1 ? "" : "s") of \(name) instead of \(before.count)"
          + coarser)
      if name != "d" { return }
    } else {
      sentences.append("\(name) \(made.text(name)) instead of \(plain.text(name))")
    }
    if name == "d", let large = before.max(), let small = after.max(), small < large {
      let overlaps = [small, large].map { significant(1 / $0.squareRoot(), 2) }
      sentences[sentences.count - 1] +=
        ": effects of finite d are larger, such as the overlap at a random start, of order "
        + "\(overlaps[0]) instead of \(overlaps[1])"
    }
    if name.hasSuffix("steps"), let last = after.max(), last < before.max() ?? 0 {
      sentences[sentences.count - 1] += ": nothing later is seen"
    }
  }
}

extension CheckedTemplate {
  /// What stands under the title if profiles changed what was computed; empty otherwise.
  var profileLine: String {
    let changes = computed.compactMap(\.change).filter { !$0.sentences.isEmpty }
    guard !changes.isEmpty else { return "" }
    let names = profiles.chosen
    let units = computed.reduce(0) { $0 + ($1.change?.units ?? $1.experiment.units.count) }
    let plain = computed.reduce(0) { $0 + ($1.change?.plainUnits ?? $1.experiment.units.count) }
    var line = "Made with profile\(names.count == 1 ? "" : "s") \(names.joined(separator: " and "))"
    if units != plain { line += ": \(units) units of work instead of \(plain)" }
    line += "."
    let widenings = changes.compactMap(\.widening)
    if widenings.count < changes.count {
      line += " Where there is one seed there are no intervals."
    }
    if let widest = widenings.max(), widest > 1.05 {
      line += " 95\u{A0}% intervals are up to \(significant(widest, 2)) times as wide."
    } else if let narrowest = widenings.min(), narrowest < 0.95 {
      line += " 95\u{A0}% intervals are down to \(significant(narrowest, 2)) times as wide."
    }
    return line + " The end of the report says what else differs."
  }

  /// How the chosen profiles changed what was computed, one line an experiment.
  var profileAccount: [WovenReport.Provenance] {
    let names = profiles.chosen.joined(separator: ", ")
    guard !names.isEmpty else { return [] }
    return [WovenReport.Provenance("profiles", names)]
      + computed.compactMap { computed in
        guard let change = computed.change, !change.sentences.isEmpty else { return nil }
        return WovenReport.Provenance(
          "\(name(of: computed)) under \(names)", change.sentences.joined(separator: "; "))
      }
  }
}

extension CheckedTemplate {
  /// `threshold-sweep #cliff`
  func name(of computed: Computed) -> String {
    type(of: computed.experiment).declaration.name + " "
      + (computed.label.map { "#\($0)" } ?? lineName(of: computed.location))
  }
}

import Directives
import Results
import Statistics

/// δ_NN(t) along steps for each network of a grid, and its limit: units, points and notes.
struct ThresholdCurve: Sendable {
  let units: [WorkUnit]
  /// Quantities of the points at a network, and at a network and step.
  let names: [String]
  static let stepNames = ["delta_nn", "tau"]
  private let cells: [Configuration]
  private let searches: [ThresholdSearch]
  private let doublesSamples: Bool

  /// - Parameters:
  ///   - cells: whatever their δ and d.
  ///   - steps: ascending.
  ///   - doublesSamples: whether the last step is searched with twice the samples too.
  init(
    of cells: [Configuration], steps: [Int], samples: Int, batches: [Int], doublesSamples: Bool
  ) {
    self.cells = cells
    self.doublesSamples = doublesSamples
    searches = cells.flatMap { cell in
      let sizes = steps.map { ($0, samples) }
      let doubled = doublesSamples ? steps.suffix(1).map { ($0, 2 * samples) } : []
      return (sizes + doubled).map { step, samples in
        ThresholdSearch(configuration: cell, step: step, samples: samples, batches: batches)
      }
    }
    units = searches.map(\.unit)
    names = ["delta_nn_limit"] + (doublesSamples ? ["delta_nn_doubling"] : [])
  }

  /// What the curve of one network came to.
  struct Curve {
    var cell: Configuration
    /// At each step; nil where there is no root.
    var thresholds: [(step: Int, tau: Double, estimate: Estimate?)]
    var limit: Estimate?
    var doubling: Estimate?
    /// Where δ_NN(t) still rises at its last step: the limit is then a lower bound.
    var rise: Rise?

    struct Rise {
      let step: Int
      let tau: Double
      /// What power laws through the last decade lead to at most.
      let extrapolated: Double
    }
  }

  /// The curves in the order of the cells.
  ///
  /// - Parameter results: of `units`.
  func curves(of results: [UnitResult]) -> (curves: [Curve], notes: [String]) {
    var notes = TheoryNotes()
    notes.addObstacles(of: cells)
    notes.addAllEasy(cells, units: results)
    let each = cells.isEmpty ? 0 : searches.count / cells.count
    let curves = cells.enumerated().map { index, cell in
      let range = index * each..<(index + 1) * each
      var entries = Array(zip(searches[range], results[range]))
      let doubled = doublesSamples ? entries.popLast() : nil
      var curve = Curve(
        cell: cell,
        thresholds: entries.map { search, result in
          (search.step, cell.stepSize * Double(search.step), Self.estimate(search, result))
        })
      if let (search, result) = doubled, let last = curve.thresholds.last?.estimate {
        curve.doubling = Self.estimate(search, result).map { twice in
          let errors = [twice.standardError, last.standardError].compactMap { $0 }
          let error = errors.count == 2 ? errors.reduce(0) { $0 + $1 * $1 }.squareRoot() : nil
          return Estimate(twice.value - last.value, standardError: error, n: twice.n)
        }
      }
      notes.add(limit(of: &curve), naming: cell.at.words)
      return curve
    }
    let kept = searches.indices.filter { !doublesSamples || ($0 + 1) % each != 0 }
    for note in Self.missing(kept.map { (searches[$0], results[$0]) }) { notes.add(note) }
    notes.add(Self.rising(curves))
    return (curves, notes.sentences)
  }

  private static func estimate(_ search: ThresholdSearch, _ result: UnitResult) -> Estimate? {
    guard let record = result.records.first, let value = record.quantities["delta_nn"] else {
      return nil
    }
    let batches = search.batches.count
    let error = record.quantities["delta_nn_standard_error"]
    let reach = error.map { studentQuantile(level: 0.95, degrees: batches - 1) * $0 }
    return Estimate(
      value, standardError: error, low: reach.map { value - $0 }, high: reach.map { value + $0 },
      n: batches)
  }

  /// One sentence for each reason why there is no root, with the networks and steps it goes for.
  private static func missing(_ found: [(ThresholdSearch, UnitResult)]) -> [String] {
    let reasons = found.map { obstacle($1) }
    return distinct(reasons.compactMap(\.self)).map { reason in
      let searches = zip(found, reasons).filter { $0.1 == reason }.map(\.0.0)
      let networks = distinct(searches.map(\.configuration.at.words)).map { network in
        let steps = searches.filter { $0.configuration.at.words == network }.map(\.step)
        let times = "step\(steps.count > 1 ? "s" : "") \(listed(steps.map(String.init)))"
        return network.isEmpty ? times : "\(network) (\(times))"
      }
      let place = searches[0].configuration.at.isEmpty ? "at" : "for"
      return "δ_NN \(place) \(listed(networks)) is not defined: \(reason)."
    }
  }

  /// Why there is no root; nil if there is one, or no threshold at all.
  private static func obstacle(_ result: UnitResult) -> String? {
    if case .diverged = result.outcome {
      return "a batch of the mean field diverged in the search for it"
    }
    guard let quantities = result.records.first?.quantities, quantities["delta_nn"] == nil else {
      return nil
    }
    if let bound = quantities["delta_nn_above"] {
      return "up to δ = \(canonical(bound)) no hard outlier is negative"
    }
    if let bound = quantities["delta_nn_below"] {
      return "down to δ = \(canonical(bound)) a hard outlier is negative"
    }
    return nil
  }

  /// Sets the limit; a sentence on how it is to be read.
  private func limit(of curve: inout Curve) -> String? {
    let course = curve.thresholds.compactMap { entry in
      entry.estimate.map {
        ThresholdLimit.Value(
          tau: entry.tau, value: $0.value, standardError: $0.standardError)
      }
    }
    guard let last = course.last, let final = curve.thresholds.last(where: { $0.estimate != nil })
    else { return nil }
    let change = curve.doubling.map { abs($0.value) } ?? 0
    switch ThresholdLimit(of: course, doubling: change) {
    case .tooFewSteps:
      return "The limit of δ_NN(t)\(curve.cell.at.suffix) needs three steps within the last decade "
        + "of τ = ηt."
    case .lowerBound(let value, let extrapolated):
      curve.limit = Estimate(value, low: value, n: final.estimate?.n ?? 1)
      curve.rise = Curve.Rise(step: final.step, tau: last.tau, extrapolated: extrapolated)
      return nil
    case .value(let value, let error):
      curve.limit = Estimate(
        value, standardError: error, low: value - 2 * error, high: value + 2 * error,
        n: final.estimate?.n ?? 1)
      return nil
    }
  }
}

extension ThresholdCurve {
  /// One sentence on the limits that are lower bounds.
  private static func rising(_ curves: [Curve]) -> String? {
    let rising = curves.compactMap { curve -> (curve: Curve, rise: Curve.Rise, value: Double)? in
      guard let rise = curve.rise, let limit = curve.limit else { return nil }
      return (curve, rise, limit.value)
    }
    guard let first = rising.first else { return nil }
    let values = listed(rising.map { significant($0.value) })
    let most = listed(rising.map { significant($0.rise.extrapolated) })
    if rising.count == 1 {
      return "δ_NN(t)\(first.curve.cell.at.suffix) still rises at step \(first.rise.step) "
        + "(τ = \(significant(first.rise.tau))): its value there, \(values), is a lower bound of "
        + "its limit; power laws through the last decade lead to at most \(most)."
    }
    let places = rising.map { entry in
      "\(entry.curve.cell.at.words) (step \(entry.rise.step), τ = \(significant(entry.rise.tau)))"
    }
    return "δ_NN(t) still rises at its last step for \(listed(places)): its values there, "
      + "\(values), are lower bounds of the limits; power laws through the last decade lead to at "
      + "most \(most)."
  }
}

extension ThresholdCurve.Curve {
  /// The points at the network and each step.
  var stepPoints: [Point] {
    thresholds.map { entry in
      Point(
        at: cell.at.merging(["step": .number(Double(entry.step))]) { $1 },
        quantities: ["delta_nn": entry.estimate, "tau": Estimate(entry.tau)])
    }
  }

  /// The quantities at the network.
  func quantities(_ names: [String]) -> [String: Estimate?] {
    names.reduce(into: [:]) { quantities, name in
      quantities[name] = .some(name == "delta_nn_limit" ? limit : doubling)
    }
  }
}

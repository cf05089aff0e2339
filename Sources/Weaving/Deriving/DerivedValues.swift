import Claims
import Diagnostics
import Experiments
import Expressions
import Results

extension Derivation {
  /// How many values one derivation may have: each takes some hundredths of a second.
  static let valueLimit = 1000

  /// Its values over the results of experiments, as points of a result that has no runs; its notes
  /// are why some have no interval.
  ///
  /// - Parameter evidence: for a quantity of the experiment with an index.
  /// - Throws: more values than are allowed.
  func result(
    of results: [ExperimentResult], evidence: (Int, String) -> Evidence
  ) throws(Diagnostic) -> ExperimentResult {
    var result = ExperimentResult(
      experiment: DeriveDirective.declaration.name, options: [:], axes: [], points: [], units: [])
    var notes: [String] = []
    for place in try coordinates(in: results) {
      let texts = place.mapValues(\.text)
      var known: [QuantityPath: ClaimQuantity] = [:]
      for (path, open) in places {
        let quantity = ClaimQuantity(
          name: path.text, quantity: open.quantity, at: open.coordinates(texts),
          evidence: evidence(open.source, open.quantity), in: results[open.source])
        known[path] = quantity
      }
      result.points.append(
        Point(at: place, quantities: [name: estimate(at: texts, known, results)]))
      for path in expression.quantities.map(\.path) where !isAlias {
        guard let obstacle = known[path]?.obstacle else { continue }
        // Without the name of the path, so that what several have in common is one reason.
        let name = "\(path.text): "
        let reason = obstacle.hasPrefix(name) ? String(obstacle.dropFirst(name.count)) : obstacle
        if !notes.contains(reason) { notes.append(reason) }
      }
    }
    result.notes = notes
    return result
  }

  /// Whether it only gives a quantity another name.
  private var isAlias: Bool { if case .quantity = expression.content { true } else { false } }

  /// A quantity under another name keeps its own interval.
  private func estimate(
    at place: [String: String], _ known: [QuantityPath: ClaimQuantity],
    _ results: [ExperimentResult]
  ) -> Estimate? {
    guard case .quantity(let path) = expression.content, let open = places[path] else {
      return Estimate(of: expression, known)
    }
    return results[open.source].points.first {
      $0.quantities.keys.contains(open.quantity) && $0.isAt(open.coordinates(place))
    }?[open.quantity]
  }

  /// Every place at which all its quantities are reported, first axis slowest.
  private func coordinates(
    in results: [ExperimentResult]
  ) throws(Diagnostic) -> [Coordinates] {
    var all: [Coordinates] = [[:]]
    for axis in axes {
      let values = values(along: axis, in: results)
      guard all.count * values.count <= Self.valueLimit else {
        throw Diagnostic(
          at: location, "'\(name)' has more than \(Self.valueLimit) values",
          help: "fix an axis, \(axis) for example: [\(axis)=…]")
      }
      all = all.flatMap { place in values.map { place.merging([axis: $0]) { $1 } } }
    }
    return all
  }

  /// What every quantity that is open along an axis is reported at.
  private func values(along axis: String, in results: [ExperimentResult]) -> [AxisValue] {
    var common: [AxisValue]?
    for path in expression.quantities.map(\.path) {
      guard let open = places[path], open.openAxes.contains(axis) else { continue }
      var seen: Set<AxisValue> = []
      let values = results[open.source].points.filter { point in
        point.quantities.keys.contains(open.quantity)
          && point.at.count == open.at.count + open.openAxes.count
          && open.at.allSatisfy { point.at[$0.key]?.text == $0.value }
      }.compactMap { $0.at[axis] }.filter { seen.insert($0).inserted }
      common = common.map { $0.filter(seen.contains) } ?? values
    }
    return common ?? []
  }
}

extension Derivation.OpenPlace {
  /// Those that it fixes, and those of a place along its open axes.
  fileprivate func coordinates(_ place: [String: String]) -> [String: String] {
    at.merging(place.filter { openAxes.contains($0.key) }) { $1 }
  }
}

extension Point {
  /// Whether it has exactly these coordinates.
  func isAt(_ place: [String: String]) -> Bool {
    at.count == place.count && place.allSatisfy { at[$0.key]?.text == $0.value }
  }
}

extension ExperimentResult {
  /// With the values of derivations at the points of the same places.
  func joined(with derived: [(Derivation, ExperimentResult)]) -> ExperimentResult {
    var result = self
    for (derivation, values) in derived {
      let axes = Set(derivation.axes)
      var estimates: [Coordinates: Estimate?] = [:]
      for point in values.points { estimates[point.at] = .some(point[derivation.name]) }
      for index in result.points.indices where Set(result.points[index].at.keys) == axes {
        guard result.points[index].quantities[derivation.name] == nil,
          let estimate = estimates[result.points[index].at]
        else { continue }
        result.points[index].quantities[derivation.name] = .some(estimate)
      }
    }
    return result
  }
}

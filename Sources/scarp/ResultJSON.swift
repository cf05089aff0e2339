import Results

/// The one object `scarp compute --json` prints.
struct ResultJSON: Encodable {
  private struct Units: Encodable {
    let planned: Int
    let finished: Int
    let diverged: Int
    let failed: Int

    init(_ units: [UnitResult]) {
      planned = units.count
      finished = units.count { $0.outcome == .finished }
      diverged = units.count { if case .diverged = $0.outcome { true } else { false } }
      failed = units.count { if case .failed = $0.outcome { true } else { false } }
    }
  }

  private struct Seed: Encodable {
    let seed: Int
    let outcome: String
    let points: [FlatPoint]
  }

  private let experiment: String
  private let version: String
  private let options: [String: String]
  private let points: [FlatPoint]
  private let units: Units
  private let theoryUnits: Units?
  private let predictions: [Prediction]?
  private let diagnostics: [String]
  private let seeds: [Seed]?

  init(_ result: ExperimentResult, version: String, includesSeeds: Bool) {
    experiment = result.experiment
    self.version = version
    options = result.options
    points = result.points.map { point in
      FlatPoint(at: point.at, quantities: point.quantities.mapValues(FlatPoint.Quantity.estimate))
    }
    units = Units(result.units)
    theoryUnits = result.theoryUnits.isEmpty ? nil : Units(result.theoryUnits)
    predictions = result.predictions.isEmpty ? nil : result.predictions
    diagnostics = result.allNotes
    seeds =
      includesSeeds
      ? result.units.map { unit in
        Seed(
          seed: unit.seed, outcome: Self.text(unit.outcome),
          points: unit.records.map { record in
            FlatPoint(
              at: unit.at.merging(["step": .number(Double(record.step))]) { $1 },
              quantities: record.quantities.mapValues(FlatPoint.Quantity.value))
          })
      } : nil
  }

  private enum CodingKeys: String, CodingKey {
    case experiment, version, options, points, units, diagnostics, seeds, predictions
    case theoryUnits = "theory_units"
  }

  private static func text(_ outcome: Outcome) -> String {
    switch outcome {
    case .finished: "finished"
    case .diverged(let step): "diverged at step \(step)"
    case .failed(let reason): "failed: \(reason)"
    }
  }
}

/// A point with coordinates and quantities side by side.
private struct FlatPoint: Encodable {
  enum Quantity: Encodable {
    case estimate(Estimate?)
    case value(Double)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .estimate(nil): try container.encodeNil()
      case .estimate(let estimate?): try container.encode(estimate)
      case .value(let value): try container.encode(value)
      }
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  let at: Coordinates
  let quantities: [String: Quantity]

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    // In paths and in JSON every "-" of a name is "_".
    for (axis, value) in at { try container.encode(value, forKey: Key(underscored(axis))) }
    for (name, quantity) in quantities { try container.encode(quantity, forKey: Key(name)) }
  }

  private func underscored(_ name: String) -> String {
    String(name.map { $0 == "-" ? "_" : $0 })
  }
}

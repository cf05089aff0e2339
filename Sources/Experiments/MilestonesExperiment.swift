import Diagnostics
import Directives
import Results

/// What happens in each run, and when: minimum, bump and plateau of the population risk, emergence
/// of the outlier, escape.
public struct MilestonesExperiment: Experiment {
  private static let delta = ModelOptions.delta()
  private static let outlierAt = Option.numericList(
    "outlier-at", .integer(from: 0, to: 10_000_000), default: [],
    help: """
      Steps at which the lowest eigenvalue of the Hessian is looked at, for the emergence of the \
      outlier: the first of them where it is negative, beyond the predicted left edge of the bulk, \
      and its eigenvector has a squared overlap of 0.2 or more with the hard directions. None if \
      the list is empty.
      """)

  public static let declaration = Declaration(
    name: "milestones",
    summary: """
      What happens in each run, and when, at every step to the 50th and then every 2 %: the first \
      minimum of the population risk, its bump (how far the risk rises above that minimum), its \
      plateau (steps until it is below that minimum again, or to the last step), the escape \
      (squared overlap with the hard latent directions above one half for the first time), and on \
      request the emergence of the outlier and the delay from there to the escape. A run ends \
      when it has escaped and its risk has fallen.
      """,
    options: ModelOptions.all(delta: delta) + [ModelOptions.steps, outlierAt]
      + TheoryOptions.besideRuns)

  public static let revision = 1

  public static func evidence(for quantity: String) -> Evidence {
    switch quantity {
    case "escaped", "emerged": .fraction(Event(quantity, above: 0.5))
    case _ where quantity.hasPrefix(PredictedPath.prefix): .theory()
    default: .mean
    }
  }

  private static let always = ["first_minimum_step", "bump", "plateau", "escaped", "escape_step"]
  private static let ofOutlier = ["emerged", "emergence_step", "delay"]
  private static let ofStep = ["lambda_min", "lambda_min_hard_overlap_sq"]

  public let arguments: Arguments
  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let theory: PredictedPath
  private let outlierSteps: [Int]
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    self.arguments = arguments
    let steps = arguments[ModelOptions.steps]
    let given = arguments[Self.outlierAt]
    outlierSteps = given.isEmpty ? [] : try reportedSteps(arguments, at: Self.outlierAt, to: steps)
    grid = try Grid(arguments, delta: Self.delta, seeds: arguments[Seeds.option], steps: steps)
    if !outlierSteps.isEmpty, !grid.cells.allSatisfy(\.directions.areAxes) {
      throw Diagnostics([
        Diagnostic(
          at: arguments.location(of: Self.outlierAt),
          "outlier-at: the hard directions of this target are not among z1…zk",
          help: "write the target in its hard directions, or leave outlier-at out")
      ])
    }
    options = grid.texts(of: arguments)
    theory = PredictedPath(of: grid, arguments, reported: outlierSteps, detail: .landscape)
    let followed = !outlierSteps.isEmpty
    families =
      [
        QuantityFamily(
          axes: grid.axisNames, quantities: Self.always + (followed ? Self.ofOutlier : []))
      ]
      + (followed
        ? [
          QuantityFamily(
            axes: grid.axisNames + ["step"], quantities: Self.ofStep + theory.names)
        ] : [])
    let runs = grid.cells.map {
      [outlierSteps] in
      MilestonesRun(configuration: $0, steps: steps, outlierSteps: outlierSteps)
    }
    let seeds = grid.seeds
    units = runs.flatMap { run in seeds.map { run.unit(seed: $0) } } + theory.units
  }

  public func result(of results: [UnitResult]) -> ExperimentResult {
    var result = ExperimentResult(
      experiment: Self.declaration.name, options: options, axes: grid.axes, points: [],
      units: Array(results.dropLast(theory.units.count)))
    if !outlierSteps.isEmpty {
      result.points = result.cells.flatMap { cell in
        stepPoints(
          of: result.units(in: cell).map { unit in
            var unit = unit
            unit.records.removeAll { !outlierSteps.contains($0.step) }
            return unit
          }, at: cell, names: Self.ofStep)
      }
      theory.add(to: &result, from: Array(results.suffix(theory.units.count)))
      result.addEmergence()
    }
    result.points += result.cells.map { point(of: result.units(in: $0), at: $0) }
    result.add(RunNotes(of: grid, units: result.units))
    result.quantityNotes += result.leftOut(of: names)
    if let note = result.openPlateaus { result.notes.append(note) }
    return result
  }

  private var names: [String] { Self.always + (outlierSteps.isEmpty ? [] : Self.ofOutlier) }

  private func point(of units: [UnitResult], at cell: Coordinates) -> Point {
    let last = units.filter { $0.outcome == .finished }.compactMap(\.records.last)
    var quantities = means(of: last, names: names)
    for name in ["escaped", "emerged"] where names.contains(name) {
      quantities[name] = .some(
        Estimate(fractionOf: last.compactMap { Event(name, above: 0.5).happens(in: $0) }))
    }
    return Point(at: cell, quantities: quantities)
  }
}

extension ExperimentResult {
  /// Writes into the last record of each run when its outlier emerged, and how long after that it
  /// escaped.
  fileprivate mutating func addEmergence() {
    let edges = Dictionary(
      points.map { ($0.at, $0[PredictedPath.prefix + "left_edge"]?.value) },
      uniquingKeysWith: { first, _ in first })
    for index in units.indices where units[index].outcome == .finished {
      let unit = units[index]
      let emergence = unit.records.first { record in
        var place = unit.at
        place["step"] = .number(Double(record.step))
        guard let edge = edges[place] ?? nil else { return false }
        return record.isOutlier(beyond: edge)
      }
      guard var last = unit.records.last else { continue }
      last.quantities["emerged"] = emergence == nil ? 0 : 1
      if let emergence {
        last.quantities["emergence_step"] = Double(emergence.step)
        last.quantities["delay"] = last.quantities["escape_step"].map {
          $0 - Double(emergence.step)
        }
      }
      units[index].records[unit.records.count - 1] = last
    }
  }

  /// Says where plateaus are cut off by the end of the runs.
  fileprivate var openPlateaus: String? {
    let open = units.count {
      $0.outcome == .finished && $0.records.last?.quantities["escaped"] == 0
    }
    guard open > 0 else { return nil }
    return "\(open) of \(units.count) runs did not escape; their plateaus count to the last step."
  }
}

extension Record {
  /// Whether the lowest eigenvalue is negative, beyond the edge of the bulk, and points at hard
  /// directions.
  fileprivate func isOutlier(beyond edge: Double) -> Bool {
    guard let value = quantities["lambda_min"],
      let overlap = quantities["lambda_min_hard_overlap_sq"]
    else { return false }
    return value < 0 && value < edge && overlap >= 0.2
  }
}

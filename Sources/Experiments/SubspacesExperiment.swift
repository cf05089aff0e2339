import Diagnostics
import Directives
import Results
import Theory

/// Which latent directions of a target are easy, round by round, and which are hard.
public struct SubspacesExperiment: Experiment {
  public static let declaration = Declaration(
    name: "subspaces",
    summary: """
      The easy and hard subspaces of a target: each round adds the latent directions whose mean \
      depends on the response and on the directions found before; what no round adds is hard. \
      For each z_l, how much of it is easy.
      """,
    options: [ModelOptions.target, ModelOptions.noise])

  public static let revision = 1

  public static func evidence(for quantity: String) -> Evidence { .theory() }

  public let arguments: Arguments
  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let shares: [String]
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    self.arguments = arguments
    grid = try Grid(arguments, delta: ModelOptions.delta(), seeds: [0], steps: nil)
    options = grid.texts(of: arguments)
    let most = grid.cells.map(\.target.latentDimension).max() ?? 1
    shares = (1...most).map { "easy_share_z\($0)" }
    families = [
      QuantityFamily(
        axes: grid.axisNames, quantities: ["easy_dimension", "hard_dimension"] + shares),
      QuantityFamily(axes: grid.axisNames + ["round"], quantities: ["dimension"] + shares),
    ]
    units = grid.cells.map { cell in
      let latents = cell.target.latentDimension
      return WorkUnit(
        experiment: Self.declaration.name, revision: Self.revision, options: cell.texts,
        at: cell.at, seed: 0, cost: 0.1 * Double(latents * latents),
        bytes: HardDirections.bytes(latents: latents)
      ) { _, _ in
        (.finished, Self.records(of: Subspaces(of: cell.target, noise: cell.noise)))
      }
    }
  }

  /// One record a round, in the place of a step.
  private static func records(of subspaces: Subspaces) -> [Record] {
    let latents = (subspaces.easy + subspaces.hard)[0].count
    return (1...max(1, subspaces.rounds.last ?? 1)).map { round in
      let found = zip(subspaces.easy, subspaces.rounds).filter { $0.1 <= round }.map(\.0)
      var quantities = [
        "dimension": Double(found.count), "easy_dimension": Double(subspaces.easy.count),
        "hard_dimension": Double(subspaces.hard.count),
      ]
      for latent in 0..<latents {
        quantities["easy_share_z\(latent + 1)"] = found.reduce(0) {
          $0 + $1[latent] * $1[latent]
        }
      }
      return Record(step: round, quantities: quantities)
    }
  }

  public func result(of results: [UnitResult]) -> ExperimentResult {
    var result = ExperimentResult(
      experiment: Self.declaration.name, options: options, axes: grid.axes, points: [],
      units: results)
    for (cell, unit) in zip(grid.cells, results) {
      if let last = unit.records.last {
        result.points.append(point(last, at: cell.at, families[0]))
      }
      for record in unit.records {
        let round = cell.at.merging(["round": .number(Double(record.step))]) { $1 }
        result.points.append(point(record, at: round, families[1]))
      }
    }
    return result
  }

  private func point(_ record: Record, at place: Coordinates, _ family: QuantityFamily) -> Point {
    Point(
      at: place,
      quantities: family.quantities.reduce(into: [:]) { quantities, name in
        quantities[name] = .some(record.quantities[name].map { Estimate($0) })
      })
  }
}

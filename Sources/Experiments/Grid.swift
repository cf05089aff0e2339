import Diagnostics
import Directives
import Model
import Results
import Theory

/// The product of all axes, first axis slowest, seeds innermost.
///
/// Options that an experiment does not declare span nothing and name nothing.
struct Grid: Sendable {
  let axes: [ExperimentResult.Axis]
  let cells: [Configuration]
  let seeds: [Int]

  /// The largest number of units one experiment may plan.
  static let unitLimit = 1_000_000

  /// - Parameters:
  ///   - alwaysVarying: axes reported as coordinates even with one value.
  ///   - seeds: of every cell.
  ///   - steps: of every run; nil for an experiment without runs.
  /// - Throws: options that contradict each other.
  init(
    _ arguments: Arguments, delta: Option<[Double]>, alwaysVarying: Set<String> = [], seeds: [Int],
    steps: Int?
  ) throws(Diagnostics) {
    try Self.checkTargets(arguments)
    try Self.checkSampling(arguments)
    let secondLayer = try Self.secondLayer(arguments)
    let sizes = try Self.stepSizes(arguments)
    let (activations, losses) = (
      arguments.values(ModelOptions.activation), arguments.values(ModelOptions.loss)
    )
    let d = arguments.values(ModelOptions.dimension).map(Double.init)
    var dimensions: [Dimension] = [
      Dimension("target", arguments[ModelOptions.target]) { $0.target = $1 },
      Dimension("noise", arguments[ModelOptions.noise]) { $0.noise = $1 },
      Dimension(
        "data", arguments.values(ModelOptions.data), unnamed: .gaussian,
        value: { .name($0.description) }, set: { $0.data = $1 }),
      Dimension(
        "labels", arguments.values(ModelOptions.labels), unnamed: .true,
        value: { .name($0.rawValue) }, set: { $0.labels = $1 }),
      Dimension("activation", activations) { $0.activation = $1 },
      Dimension("loss", losses) { $0.loss = $1 },
      Dimension("radius", arguments.values(ModelOptions.radius)) { $0.radius = $1 },
      Dimension("ridge", arguments.values(ModelOptions.ridge)) { $0.ridge = $1 },
      Dimension(
        "batch", arguments.values(ModelOptions.batch), unnamed: .full, value: \.axisValue,
        set: { $0.batch = $1 }),
      Dimension(
        "batch-sampling", arguments.values(ModelOptions.batchSampling), unnamed: .epochs,
        value: { .name($0.rawValue) }, set: { $0.batchSampling = $1 }),
      Dimension(
        "precision", arguments.values(ModelOptions.precision), unnamed: .double,
        value: { .name($0.rawValue) }, set: { $0.precision = $1 }),
      Dimension("d", d) { $0.dimension = Int($1) },
      Dimension("delta", arguments.values(delta)) { $0.delta = $1 },
    ]
    if case .axis(let values) = sizes {
      dimensions.insert(Dimension("step-size", values) { $0.stepSize = $1 }, at: 6)
    }
    dimensions.removeAll { !arguments.declares($0.name) }
    let target = arguments[ModelOptions.target][0]
    var start = Configuration(
      target: target, activation: activations[0], loss: losses[0], secondLayer: secondLayer,
      texts: [:], directions: HardDirections(of: target, noise: 0))
    if arguments.declares(ModelOptions.secondLayer.name) {
      start.texts["second-layer"] = "[\(secondLayer.map(canonical).joined(separator: ", "))]"
    }
    try Self.checkSize(of: dimensions, seeds: seeds, arguments)
    let varying = dimensions.filter { $0.values.count > 1 || alwaysVarying.contains($0.name) }
    axes = varying.map { ExperimentResult.Axis(name: $0.name, values: $0.values.map(\.value)) }
    let names = Set(varying.map(\.name))
    var known: [[String?]: HardDirections] = [:]
    let all = dimensions.reduce([start]) { cells, dimension in
      cells.flatMap { cell in
        dimension.values.map { entry in
          var cell = cell
          entry.apply(&cell)
          if entry.value != dimension.unnamed { cell.texts[dimension.name] = entry.value.text }
          if names.contains(dimension.name) { cell.at[dimension.name] = entry.value }
          return cell
        }
      }
    }.map { cell in
      var cell = cell
      let key = [cell.texts["target"], cell.texts["noise"]]
      cell.directions = known[key] ?? HardDirections(of: cell.target, noise: cell.noise)
      known[key] = cell.directions
      if cell.batch == .full { cell.texts["batch-sampling"] = nil }
      guard case .byActivation(let sizes) = sizes else { return cell }
      cell.stepSize = sizes[cell.activation.description] ?? .nan
      cell.texts["step-size"] = canonical(cell.stepSize)
      return cell
    }
    cells = try Self.resolved(all, arguments, steps: steps)
    self.seeds = seeds
  }

  /// Every option in canonical text; a second layer of m numbers says how many neurons there are.
  func texts(of arguments: Arguments) -> [String: String] {
    var texts = arguments.texts
    if arguments.declares(ModelOptions.neurons.name), let cell = cells.first {
      texts[ModelOptions.neurons.name] = String(cell.neurons)
    }
    return texts
  }

  var axisNames: [String] { axes.map(\.name) }

  /// The cells that are left when these axes are forgotten, each once.
  ///
  /// - Parameter isKept: which cells count.
  func cells(
    without names: Set<String>, where isKept: (Configuration) -> Bool = { _ in true }
  ) -> [Configuration] {
    var seen: Set<[String: String]> = []
    return cells.filter(isKept).compactMap { cell in
      var cell = cell
      for name in names {
        cell.texts[name] = nil
        cell.at[name] = nil
      }
      return seen.insert(cell.texts).inserted ? cell : nil
    }
  }

  /// Names of the quantities that every cell has.
  func quantityNames(spectrum: Bool) -> [String] {
    commonNames { $0.quantityNames(spectrum: spectrum) }
  }

  /// The names that the problem of every cell has.
  func commonNames(_ names: (Problem) -> [String]) -> [String] {
    guard var common = cells.first.map({ names($0.problem) }) else { return [] }
    for cell in cells.dropFirst() {
      let others = Set(names(cell.problem))
      common.removeAll { !others.contains($0) }
    }
    return common
  }
}

extension Arguments {
  /// Whether the experiment has the option at all.
  func declares(_ name: String) -> Bool { declaration.options.contains { $0.name == name } }

  /// The values of an option, its default where the experiment does not have it.
  func values<Value>(_ option: Option<[Value]>) -> [Value] {
    declares(option.name) ? self[option] : option.defaultValue ?? []
  }
}

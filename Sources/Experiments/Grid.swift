import Diagnostics
import Directives
import Model
import Results
import Simulation

/// One cell of an experiment's grid, every option resolved to one value.
struct Configuration: Sendable {
  var target: Target
  var noise = 0.0
  var activation: Activation
  var loss: Loss
  var secondLayer: [Double]
  var ridge = 0.0
  var stepSize = 0.0
  var radius = 1.0
  var dimension = 1
  var delta = 1.0
  /// Coordinates along the axes that vary.
  var at: Coordinates = [:]
  /// Canonical text of each resolved option.
  var texts: [String: String]

  var problem: Problem {
    Problem(
      target: target, noise: noise,
      network: Network(
        activation: activation, secondLayer: secondLayer, loss: loss, ridge: ridge))
  }

  /// n = δd, rounded, at least one.
  var samples: Int { max(1, Int((delta * Double(dimension)).rounded())) }
  var neurons: Int { secondLayer.count }
}

/// The product of all axes, first axis slowest, seeds innermost.
struct Grid: Sendable {
  let axes: [ExperimentResult.Axis]
  let cells: [Configuration]
  let seeds: [Int]

  /// The largest number of units one experiment may plan.
  static let unitLimit = 1_000_000

  /// - Parameter alwaysVarying: axes reported as coordinates even with one value.
  /// - Throws: options that contradict each other.
  init(
    _ arguments: Arguments, delta: Option<[Double]>, alwaysVarying: Set<String> = []
  ) throws(Diagnostics) {
    try Self.checkTargets(arguments)
    let secondLayer = try Self.secondLayer(arguments)
    let sizes = try Self.stepSizes(arguments)
    var dimensions: [Dimension] = [
      Dimension("target", arguments[ModelOptions.target]) { $0.target = $1 },
      Dimension("noise", arguments[ModelOptions.noise]) { $0.noise = $1 },
      Dimension("activation", arguments[ModelOptions.activation]) { $0.activation = $1 },
      Dimension("loss", arguments[ModelOptions.loss]) { $0.loss = $1 },
      Dimension("radius", arguments[ModelOptions.radius]) { $0.radius = $1 },
      Dimension("ridge", arguments[ModelOptions.ridge]) { $0.ridge = $1 },
      Dimension("d", arguments[ModelOptions.dimension].map(Double.init)) { $0.dimension = Int($1) },
      Dimension("delta", arguments[delta]) { $0.delta = $1 },
    ]
    if case .axis(let values) = sizes {
      dimensions.insert(Dimension("step-size", values) { $0.stepSize = $1 }, at: 4)
    }
    let start = Configuration(
      target: arguments[ModelOptions.target][0],
      activation: arguments[ModelOptions.activation][0], loss: arguments[ModelOptions.loss][0],
      secondLayer: secondLayer,
      texts: ["second-layer": "[\(secondLayer.map(canonical).joined(separator: ", "))]"])
    let size = dimensions.reduce(arguments[Seeds.option].count) {
      $0.multipliedReportingOverflow(by: $1.values.count).partialValue
    }
    guard size <= Self.unitLimit else {
      throw Diagnostics([
        Diagnostic(
          at: arguments.location(of: delta),
          "the grid has \(size) runs; at most \(Self.unitLimit) are planned",
          help: "fewer values along an axis, or fewer seeds")
      ])
    }
    let varying = dimensions.filter { $0.values.count > 1 || alwaysVarying.contains($0.name) }
    axes = varying.map { ExperimentResult.Axis(name: $0.name, values: $0.values.map(\.value)) }
    let names = Set(varying.map(\.name))
    cells = dimensions.reduce([start]) { cells, dimension in
      cells.flatMap { cell in
        dimension.values.map { entry in
          var cell = cell
          entry.apply(&cell)
          cell.texts[dimension.name] = entry.value.text
          if names.contains(dimension.name) { cell.at[dimension.name] = entry.value }
          return cell
        }
      }
    }.map { cell in
      guard case .byActivation(let sizes) = sizes else { return cell }
      var cell = cell
      cell.stepSize = sizes[cell.activation.description] ?? .nan
      cell.texts["step-size"] = canonical(cell.stepSize)
      return cell
    }
    seeds = arguments[Seeds.option]
  }

  var axisNames: [String] { axes.map(\.name) }

  /// Names of the quantities that every cell has.
  func quantityNames(spectrum: Bool) -> [String] {
    guard var names = cells.first?.problem.quantityNames(spectrum: spectrum) else { return [] }
    for cell in cells.dropFirst() {
      let others = Set(cell.problem.quantityNames(spectrum: spectrum))
      names.removeAll { !others.contains($0) }
    }
    return names
  }

  /// A target must be finite on Gaussian latents, and fit into R^d.
  private static func checkTargets(_ arguments: Arguments) throws(Diagnostics) {
    let dimensions = arguments[ModelOptions.dimension]
    for target in arguments[ModelOptions.target] {
      if let d = dimensions.first(where: { $0 < target.latentDimension }) {
        throw Diagnostics([
          Diagnostic(
            at: arguments.location(of: ModelOptions.dimension),
            "d = \(d) is less than the \(target.latentDimension) latent directions of \(target)")
        ])
      }
      let check = target.check()
      guard check.notFinite > 0 else { continue }
      let example = (check.example ?? []).map { fixed($0, 2) }.joined(separator: ", ")
      throw Diagnostics([
        Diagnostic(
          at: arguments.location(of: ModelOptions.target),
          "target: \(target) is not finite at \(check.notFinite) of \(check.samples) Gaussian "
            + "points, the first z = (\(example))",
          help: "a target needs a value for every z")
      ])
    }
  }

  private static func secondLayer(_ arguments: Arguments) throws(Diagnostics) -> [Double] {
    let given = arguments[ModelOptions.secondLayer]
    let neurons = arguments[ModelOptions.neurons]
    if given.count == 1 { return [Double](repeating: given[0], count: neurons) }
    // A list of m numbers says how many neurons there are.
    if given.count == neurons || arguments.isDefault(ModelOptions.neurons) { return given }
    throw Diagnostics([
      Diagnostic(
        at: arguments.location(of: ModelOptions.secondLayer),
        "second-layer has \(given.count) numbers for \(neurons) neurons",
        help: "give one number for every neuron, or \(neurons)")
    ])
  }

  private static func stepSizes(_ arguments: Arguments) throws(Diagnostics) -> StepSizes {
    let sizes = arguments[StepSizes.option]
    guard case .byActivation(let map) = sizes else { return sizes }
    let activations = arguments[ModelOptions.activation].map(\.description)
    let missing = activations.filter { map[$0] == nil }
    guard missing.isEmpty else {
      throw Diagnostics([
        Diagnostic(
          at: arguments.location(of: StepSizes.option),
          "step-size has no value for \(missing.joined(separator: ", "))",
          help: "a mapping needs one number for each activation of the grid")
      ])
    }
    return sizes
  }
}

/// An axis with typed values: how each value is called and what it sets.
private struct Dimension {
  struct Entry {
    let value: AxisValue
    let apply: (inout Configuration) -> Void
  }

  let name: String
  let values: [Entry]

  init(
    _ name: String, _ values: [Double], set: @escaping (inout Configuration, Double) -> Void
  ) {
    self.name = name
    self.values = values.map { value in
      Entry(value: .number(value)) { set(&$0, value) }
    }
  }

  init<Value: CustomStringConvertible>(
    _ name: String, _ values: [Value], set: @escaping (inout Configuration, Value) -> Void
  ) {
    self.name = name
    self.values = values.map { value in
      Entry(value: .name(value.description)) { set(&$0, value) }
    }
  }
}

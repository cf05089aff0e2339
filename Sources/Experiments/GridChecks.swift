import Diagnostics
import Directives
import Model
import Results

/// Options that must agree with each other before there is a grid.
extension Grid {
  /// A target must be finite on Gaussian latents, and fit into R^d.
  static func checkTargets(_ arguments: Arguments) throws(Diagnostics) {
    let declared = arguments.declares(ModelOptions.dimension.name)
    let dimensions = declared ? arguments[ModelOptions.dimension] : []
    for target in arguments[ModelOptions.target] {
      if let d = dimensions.first(where: { $0 < target.latentDimension }) {
        throw Diagnostics([
          Diagnostic(
            at: arguments.location(of: ModelOptions.dimension),
            "d = \(d) is less than the \(target.latentDimension) latent directions of \(target)",
            help: "at least d = \(target.latentDimension), or a target with fewer")
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

  /// The product of all axes is counted before it is made. The mistake stands at the longest axis
  /// that was given.
  static func checkSize(
    of dimensions: [Dimension], seeds: [Int], _ arguments: Arguments
  ) throws(Diagnostics) {
    let size = dimensions.reduce(seeds.count) { size, dimension in
      let (product, overflows) = size.multipliedReportingOverflow(by: dimension.values.count)
      return overflows ? .max : product
    }
    guard size > unitLimit else { return }
    let lengths =
      dimensions.map { ($0.name, $0.values.count) } + [(Seeds.option.name, seeds.count)]
    let longest = lengths.filter { arguments.location(of: $0.0) != nil }.max { $0.1 < $1.1 }
    let count = size == .max ? "more than 9e18" : "\(size)"
    throw Diagnostics([
      Diagnostic(
        at: longest.flatMap { arguments.location(of: $0.0) },
        "the grid has \(count) runs; at most \(unitLimit) are planned",
        help: "fewer values along an axis, or fewer seeds")
    ])
  }

  /// How batches are drawn is for batches only.
  static func checkSampling(_ arguments: Arguments) throws(Diagnostics) {
    guard arguments.declares(ModelOptions.batchSampling.name),
      !arguments.isDefault(ModelOptions.batchSampling), arguments[ModelOptions.batch] == [.full]
    else { return }
    throw Diagnostics([
      Diagnostic(
        at: arguments.location(of: ModelOptions.batchSampling),
        "batch-sampling is given, but every gradient is over all samples",
        help: "give batch a number of samples")
    ])
  }

  static func secondLayer(_ arguments: Arguments) throws(Diagnostics) -> [Double] {
    guard arguments.declares(ModelOptions.secondLayer.name) else { return [1] }
    let given = arguments[ModelOptions.secondLayer]
    let neurons = arguments[ModelOptions.neurons]
    if given.count == 1 { return [Double](repeating: given[0], count: neurons) }
    // A list of m numbers says how many neurons there are.
    if given.count == neurons || arguments.isDefault(ModelOptions.neurons) { return given }
    throw Diagnostics([
      Diagnostic(
        at: arguments.location(of: ModelOptions.secondLayer),
        "second-layer has \(given.count) numbers for \(neurons) neurons",
        help: "give one number for all neurons, or one for each of the \(neurons)")
    ])
  }

  static func stepSizes(_ arguments: Arguments) throws(Diagnostics) -> StepSizes {
    guard arguments.declares(StepSizes.option.name) else { return .axis([0.1]) }
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

  /// The cells with what becomes of X settled; those that go without say so in their texts.
  static func resolved(
    _ cells: [Configuration], _ arguments: Arguments, steps: Int?
  ) throws(Diagnostics) -> [Configuration] {
    guard let steps else { return cells }
    let choice = arguments[ModelOptions.design]
    if choice == .implicit, let obstacle = cells.compactMap(\.implicitObstacle).first {
      throw Diagnostics([
        Diagnostic(
          at: arguments.location(of: ModelOptions.design), obstacle,
          help: "leave design at auto, which holds X where it must be")
      ])
    }
    return cells.map { cell in
      var cell = cell
      cell.isImplicit = cell.isImplicit(by: choice, steps: steps)
      if cell.isImplicit { cell.texts[ModelOptions.design.name] = "implicit" }
      return cell
    }
  }
}

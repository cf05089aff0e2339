import Diagnostics
import Directives
import Model

/// Step sizes η: an axis of them, or one for each activation of the grid, because what is a stable
/// step differs between activations.
enum StepSizes: Sendable, Equatable {
  case axis([Double])
  case byActivation([String: Double])

  static let option = Option<StepSizes>(
    name: "step-size",
    help: """
      Step size η of gradient descent. Curves at different η share the rescaled time τ = ηt. A \
      mapping gives each activation its own: {quad: 0.1, gelu: 0.3}.
      """,
    defaultValue: .axis([0.1]), shape: .axis,
    expectation: "a number > 0, several, or one an activation", allowed: [],
    form: number.form, isKeyed: true, read: read, text: text)

  private static let number = ValueType<Double>.number(above: 0, to: 1000)
  private static let numbers = Option.numericAxis("step-size", number, default: [0.1], help: "")

  private static func read(_ tree: OptionTree) -> Result<StepSizes, Diagnostics> {
    guard case .mapping(let entries) = tree.content,
      !entries.contains(where: { ["from", "to", "step"].contains($0.name) })
    else {
      return numbers.value(of: tree).map { .axis($0) }
    }
    var sizes: [String: Double] = [:]
    var mistakes: [Diagnostic] = []
    for entry in entries {
      guard let activation = Activation(entry.name) else {
        mistakes.append(
          Diagnostic(
            at: entry.nameLocation, "step-size: '\(entry.name)' is not an activation",
            help: helpNaming(
              entry.name, among: Activation.all.map(\.name), noun: "activations")))
        continue
      }
      let single = Option.single("step-size", number, default: nil, help: "")
      switch single.value(of: entry.value) {
      case .success(let value): sizes[activation.description] = value
      case .failure(let diagnostics): mistakes += diagnostics.all
      }
    }
    return mistakes.isEmpty ? .success(.byActivation(sizes)) : .failure(Diagnostics(mistakes))
  }

  private static func text(_ sizes: StepSizes) -> String {
    switch sizes {
    case .axis(let values):
      values.count == 1
        ? canonical(values[0]) : "[\(values.map(canonical).joined(separator: ", "))]"
    case .byActivation(let sizes):
      "{"
        + sizes.sorted { $0.key < $1.key }.map { "\($0.key): \(canonical($0.value))" }
        .joined(separator: ", ") + "}"
    }
  }
}

import Diagnostics
import Experiments
import Expressions
import Results

extension QuantityPlace {
  /// - Throws: what the path names but no experiment has.
  init(
    _ path: QuantityPath, at location: SourceLocation,
    among computed: [CheckedTemplate.Computed], derived: Derivations
  ) throws(Diagnostic) {
    let (source, quantity, families) = try Self.families(
      path, at: location, computed, derived: derived)
    let written = ValuePath(
      label: path.label, selectors: path.selectors, quantity: quantity, format: ValueFormat())
    let at = try InlineValue.place(
      written, families, values: computed[source].axisValues, at: location)
    self.init(source: source, quantity: quantity, at: at, openAxis: nil)
  }

  /// A path that leaves one axis open.
  ///
  /// - Parameter ofNumbers: whether names, which have no order, are no such axis.
  init(
    series path: QuantityPath, ofNumbers: Bool, at location: SourceLocation,
    among computed: [CheckedTemplate.Computed], derived: Derivations
  ) throws(Diagnostic) {
    let (source, quantity, families) = try Self.families(
      path, at: location, computed, derived: derived)
    let values = computed[source].axisValues
    var found: [QuantityPlace] = []
    for axis in Set(families.flatMap(\.axes)).sorted() {
      let known = values[axis]
      if let known, known.count < 2 { continue }
      if ofNumbers, let known, known.contains(where: { Double($0) == nil }) { continue }
      let member: QuantityPath.Selector =
        known == nil ? .step("0") : .axis(axis, known?.min() ?? "")
      let written = ValuePath(
        label: path.label, selectors: path.selectors + [member], quantity: quantity,
        format: ValueFormat())
      guard !path.selectors.contains(where: { $0.names(axis) }),
        var at = try? InlineValue.place(written, families, values: values, at: location)
      else { continue }
      at[axis] = nil
      found.append(QuantityPlace(source: source, quantity: quantity, at: at, openAxis: axis))
    }
    guard found.count == 1, let one = found.first else {
      throw Diagnostic(
        at: location,
        found.isEmpty
          ? "'\(path.text)' leaves no single axis\(ofNumbers ? " of numbers" : "") open"
          : "'\(path.text)' could run along \(found.compactMap(\.openAxis).joined(separator: " or "))",
        help: "fix every axis but one: [axis=value]")
    }
    self = one
  }

  /// The experiment and the quantity that a path names, and the families that have it.
  ///
  /// - Parameter derived: what it might have meant instead.
  static func families(
    _ path: QuantityPath, at location: SourceLocation, _ computed: [CheckedTemplate.Computed],
    derived: Derivations
  ) throws(Diagnostic) -> (source: Int, quantity: String, [QuantityFamily]) {
    let labels = computed.compactMap(\.label)
    guard let source = computed.firstIndex(where: { $0.label?.underscored == path.label }) else {
      throw Diagnostic(
        at: location, "no experiment is labelled '\(path.label)'",
        help: labels.isEmpty
          ? "label one: {experiment #\(path.label)}"
          : helpNaming(path.label, among: labels + derived.names, noun: derived.nounOfLabels))
    }
    let families = computed[source].experiment.families
    let known = families.flatMap(\.quantities).reduce(into: [String]()) { known, name in
      if !known.contains(name) { known.append(name) }
    }
    guard let quantity = path.quantity else {
      throw Diagnostic(
        at: location, "'\(path.label)' is an experiment, not a number",
        help: "name one of its quantities: \(known.joined(separator: ", "))")
    }
    let having = families.filter { $0.quantities.contains(quantity) }
    guard !having.isEmpty else {
      throw Diagnostic(
        at: location, "'\(path.label)' has no quantity '\(quantity)'",
        help: helpNaming(quantity, among: known, noun: "it has"))
    }
    return (source, quantity, having)
  }
}

extension QuantityPath.Selector {
  fileprivate func names(_ axis: String) -> Bool {
    if case .axis(let name, _) = self { name == axis.underscored } else { false }
  }
}

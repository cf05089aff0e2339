import Diagnostics
import Expressions
import Results

/// A quantity computed from quantities of experiments, every one of them known to exist.
struct Derivation: Sendable {
  /// Its label as paths have it, `_` for `-`.
  let name: String
  /// The head of its column.
  let title: String
  let location: SourceLocation
  /// As it was written, on one line, the values of parameters in their place.
  let text: String
  /// A number over quantities of experiments: derivations that it names are written out.
  let expression: Expression
  let places: [QuantityPath: OpenPlace]
  /// The axes that its quantities leave open, in the order in which they do.
  let axes: [String]
  /// The values of those that are known before anything is computed, as they are written.
  let axisValues: [String: Set<String>]

  /// A quantity of an experiment that is named along some axes.
  struct OpenPlace: Sendable {
    /// Index of the experiment.
    var source: Int
    var quantity: String
    /// Texts of the coordinates that the path fixes.
    var at: [String: String]
    var openAxes: [String]
  }

  init(
    name: String, title: String, location: SourceLocation, text: String, expression: Expression,
    places: [QuantityPath: OpenPlace], values: (Int) -> [String: Set<String>]
  ) {
    self.name = name
    self.title = title
    self.location = location
    self.text = text
    self.expression = expression
    self.places = places
    var axes: [String] = []
    var known: [String: Set<String>] = [:]
    var unknown: Set<String> = []
    for path in expression.quantities.map(\.path) {
      guard let place = places[path] else { continue }
      let values = values(place.source)
      for axis in place.openAxes {
        if !axes.contains(axis) { axes.append(axis) }
        if let values = values[axis] {
          known[axis] = known[axis]?.intersection(values) ?? values
        } else {
          unknown.insert(axis)
        }
      }
    }
    self.axes = axes
    axisValues = known.filter { !unknown.contains($0.key) }
  }

  /// Indices of the experiments that it rests on, ascending.
  var sources: [Int] { Set(places.values.map(\.source)).sorted() }

  /// What its values are to whoever shows quantities.
  var family: QuantityFamily { QuantityFamily(axes: axes, quantities: [name]) }

  // MARK: Named by others

  /// The coordinates that a path to it fixes: `ratio.quad`, `ratio[delta=3]`, `ratio[30]`.
  ///
  /// - Throws: selectors that name no place along its axes.
  func place(
    of path: QuantityPath, at location: SourceLocation
  ) throws(Diagnostic) -> [String: String] {
    let selectors = path.selectors + (path.quantity.map { [.value($0)] } ?? [])
    if axes.isEmpty, !selectors.isEmpty {
      throw Diagnostic(at: location, "'\(name)' is one number", help: "write \(name) alone")
    }
    let written = ValuePath(
      label: name, selectors: selectors, quantity: name, format: ValueFormat())
    return try InlineValue.chosen(written, family, values: axisValues, at: location)
  }

  /// The same for a path that leaves nothing open.
  func wholePlace(
    of path: QuantityPath, at location: SourceLocation
  ) throws(Diagnostic) -> [String: String] {
    let place = try place(of: path, at: location)
    for axis in axes where place[axis] == nil {
      let known = axisValues[axis]?.sorted().joined(separator: ", ")
      throw Diagnostic(
        at: location, "'\(name)' has many values along \(axis)",
        help: known.map { "name one, [\(axis)=…]: \($0)" } ?? "name one: \(name)[30]")
    }
    return place
  }

  /// What it is at a place, written out in quantities of experiments.
  ///
  /// - Parameter range: of the text in which the result stands for it.
  func expression(at place: [String: String], standingFor range: Range<Int>) -> Expression {
    expression.replacing { part in
      guard case .quantity(var path) = part.content, let open = places[path] else { return nil }
      for axis in open.openAxes {
        if let value = place[axis] { path.selectors.append(.axis(axis.underscored, value)) }
      }
      return Expression(.quantity(path), part.range)
    }.standing(for: range)
  }
}

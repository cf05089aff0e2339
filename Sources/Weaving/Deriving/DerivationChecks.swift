import Diagnostics
import Directives
import Expressions
import Results
import Templates

extension CheckPass {
  /// Reads the derivations of a template; each may name experiments and derivations above it.
  ///
  /// - Parameter isComplete: whether every experiment was understood; otherwise a label that is not
  ///   there may belong to one that was not.
  mutating func readDerivations(
    _ directives: [DirectiveBlock], computed: [CheckedTemplate.Computed], isComplete: Bool
  ) -> Derivations {
    let blocks = directives.filter { $0.kind == DeriveDirective.declaration.name }
    let values = computed.map(\.axisValues)
    var derivations = Derivations()
    for (order, block) in blocks.enumerated() {
      guard let label = block.label else {
        diagnostics.append(
          Diagnostic(
            at: block.location, "a derived quantity has no name",
            help: "label it: {derive #ratio}"))
        continue
      }
      let name = label.underscored
      let later = Set(blocks[order...].compactMap { $0.label?.underscored })
      do throws(Diagnostics) {
        let derivation = try derivation(
          block, name, after: derivations, before: later, computed, values, isComplete)
        derivations.add(derivation)
      } catch {
        diagnostics += error.all
        derivations.addFaulty(name)
      }
    }
    return derivations
  }

  private mutating func derivation(
    _ block: DirectiveBlock, _ name: String, after known: Derivations, before later: Set<String>,
    _ computed: [CheckedTemplate.Computed], _ values: [[String: Set<String>]], _ isComplete: Bool
  ) throws(Diagnostics) -> Derivation {
    let (tree, isReadable) = tree(block)
    guard isReadable else { throw Diagnostics([]) }
    let arguments = try DeriveDirective.declaration.besideEcho.arguments(
      of: tree, at: block.location)
    let text = arguments[DeriveDirective.value]
    let start = arguments.location(of: DeriveDirective.value) ?? block.location
    let place = places(in: text, at: start)
    do throws(Diagnostic) {
      let written = try number(text, at: place)
      for (path, range) in written.quantities where later.contains(path.label) {
        throw Diagnostic(
          at: place(range.lowerBound), length: range.count,
          path.label == name
            ? "'\(name)' is derived from itself" : "'\(path.label)' is derived further down",
          help: "a derivation names experiments and derivations above it")
      }
      let isSound = written.quantities.allSatisfy { !known.faulty.contains($0.path.label) }
      guard isSound else { throw Diagnostic("") }
      let expression = try known.writtenOut(
        written.expandingSeries(among: computed, derived: known, at: place), isPartial: true,
        at: place)
      guard expression.size <= Derivations.sizeLimit else {
        throw Diagnostic(
          at: place(0), length: 1,
          "written out, '\(name)' is made of more than \(Derivations.sizeLimit) parts",
          help: "say it in fewer derivations of derivations")
      }
      var places: [QuantityPath: Derivation.OpenPlace] = [:]
      for (path, range) in expression.quantities where places[path] == nil {
        places[path] = try Derivation.OpenPlace(
          path, at: place(range.lowerBound), length: range.count, among: computed, values,
          derived: known)
      }
      let title = arguments[DeriveDirective.title]
      return Derivation(
        name: name, title: title.isEmpty ? QuantityName.title(name) : title,
        location: block.location, text: text.filled(with: parameters.texts), expression: expression,
        places: places, values: { values[$0] })
    } catch {
      let isConsequence = !isComplete && error.message.hasPrefix("no experiment is labelled")
      throw Diagnostics(error.message.isEmpty || isConsequence ? [] : [error])
    }
  }

  /// A number, the values of parameters in their place.
  private func number(
    _ text: String, at place: (Int) -> SourceLocation
  ) throws(Diagnostic) -> Expression {
    let written = try Expression(text, at: place)
    try written.require(.number, at: place)
    return try withParameters(written, at: place)
  }
}

extension Derivations {
  /// How large an expression may become; without a limit a few lines could double it again and again.
  static let sizeLimit = 500
}

extension Derivation.OpenPlace {
  /// - Throws: what the path names but no experiment has.
  fileprivate init(
    _ path: QuantityPath, at location: SourceLocation, length: Int,
    among computed: [CheckedTemplate.Computed], _ values: [[String: Set<String>]],
    derived: Derivations
  ) throws(Diagnostic) {
    do throws(Diagnostic) {
      let (source, quantity, families) = try QuantityPlace.families(
        path, at: location, computed, derived: derived)
      let written = ValuePath(
        label: path.label, selectors: path.selectors, quantity: quantity, format: ValueFormat())
      var found: (at: [String: String], axes: [String])?
      var first: Diagnostic?
      for family in families where found == nil {
        do throws(Diagnostic) {
          found = (
            try InlineValue.chosen(written, family, values: values[source], at: location),
            family.axes
          )
        } catch {
          first = first ?? error
        }
      }
      guard let (at, axes) = found else {
        throw first ?? Diagnostic(at: location, "'\(quantity)' is not there")
      }
      self.init(
        source: source, quantity: quantity, at: at, openAxes: axes.filter { at[$0] == nil })
    } catch {
      throw Diagnostic(at: location, length: length, error.message, help: error.help)
    }
  }
}

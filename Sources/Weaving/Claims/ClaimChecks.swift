import Claims
import Diagnostics
import Directives
import Experiments
import Expressions
import Results
import Templates

/// The claims of a template, and the experiments that their controls add.
struct ClaimChecks {
  private(set) var claims: [CheckedClaim] = []
  /// Computed beside the template's own; they follow those in every list of results.
  private(set) var controls: [CheckedTemplate.Computed] = []
  private let computed: [CheckedTemplate.Computed]
  /// Whether every experiment was understood.
  private let isComplete: Bool

  init(computed: [CheckedTemplate.Computed], isComplete: Bool) {
    self.computed = computed
    self.isComplete = isComplete
  }

  mutating func add(_ directive: DirectiveBlock, in pass: inout CheckPass) {
    let (tree, isReadable) = pass.tree(directive)
    guard isReadable else { return }
    let arguments = pass.collecting { () throws(Diagnostics) in
      try ClaimDirective.declaration.besideEcho.arguments(of: tree, at: directive.location)
    }
    guard let arguments else { return }
    let says = pass.caption(arguments, ClaimDirective.says, of: directive)
    let place = arguments.location(of: ClaimDirective.holds) ?? directive.location
    let text = arguments[ClaimDirective.holds]
    do throws(Diagnostic) {
      let statement = try statement(text, at: place, in: pass)
      let control = try arguments[ClaimDirective.control].flatMap { tree throws(Diagnostic) in
        try self.control(tree, of: statement, in: &pass)
      }
      claims.append(
        CheckedClaim(
          label: directive.label, location: directive.location, says: says,
          written: text, parameters: pass.parameters.texts, statement: statement,
          level: arguments[ClaimDirective.level],
          control: control))
    } catch {
      // A label that is not there may belong to an experiment that was not understood.
      let isConsequence = !isComplete && error.message.hasPrefix("no experiment is labelled")
      if !isConsequence { pass.diagnostics.append(error) }
    }
  }

  // MARK: Statements

  private func statement(
    _ text: String, at location: SourceLocation, in pass: CheckPass
  ) throws(Diagnostic) -> ResolvedStatement {
    let place = pass.places(in: text, at: location)
    let written = try Expression(text, at: place)
    try written.require(.statement, at: place)
    guard !written.quantities.isEmpty else {
      throw Diagnostic(
        at: location, "the statement names no quantity, so that nothing is claimed",
        help: "name one, such as label.quantity")
    }
    let expression = try pass.derivations.writtenOut(
      pass.withParameters(written, at: place), at: place)
    var places: [QuantityPath: QuantityPlace] = [:]
    let series = expression.series
    for (path, range) in expression.quantities {
      places[path] = try quantity(
        path, along: series[path] ?? [], at: place(range.lowerBound), length: range.count,
        derived: pass.derivations)
    }
    try requireOneAxis(expression, places, at: place)
    return ResolvedStatement(expression: expression, places: places)
  }

  /// Quantities whose orders are compared are known at the same places.
  private func requireOneAxis(
    _ expression: Expression, _ places: [QuantityPath: QuantityPlace],
    at place: (Int) -> SourceLocation?
  ) throws(Diagnostic) {
    for part in expression.parts { try requireOneAxis(part, places, at: place) }
    guard case .call(.rankCorrelation, let arguments, _) = expression.content else { return }
    let grids = arguments.flatMap(\.quantities).compactMap { places[$0.path] }.map { found in
      (axis: found.openAxis ?? "", values: computed[found.source].axisValues)
    }
    guard let first = grids.first, let last = grids.last,
      first.axis != last.axis || first.values[first.axis] != last.values[last.axis]
    else { return }
    throw Diagnostic(
      at: place(expression.range.lowerBound), length: expression.range.count,
      "one order is along \(first.axis), the other along \(last.axis)"
        + (first.axis == last.axis ? " at other values" : ""),
      help: "both experiments need the same axis with the same values")
  }

  /// - Parameter functions: that take it along an axis; none for a number.
  private func quantity(
    _ path: QuantityPath, along functions: [Function], at location: SourceLocation, length: Int,
    derived: Derivations
  ) throws(Diagnostic) -> QuantityPlace {
    do throws(Diagnostic) {
      let place =
        functions.isEmpty
        ? try QuantityPlace(path, at: location, among: computed, derived: derived)
        : try QuantityPlace(
          series: path, ofNumbers: functions.contains(where: \.needsOrder), at: location,
          among: computed, derived: derived)
      let experiment = type(of: computed[place.source].experiment)
      if case .untested(let reason) = experiment.evidence(for: place.quantity) {
        throw Diagnostic(at: location, "'\(path.text)' cannot be judged: \(reason)")
      }
      return place
    } catch {
      throw Diagnostic(at: location, length: length, error.message, help: error.help)
    }
  }

  // MARK: Controls

  private mutating func control(
    _ tree: OptionTree, of statement: ResolvedStatement, in pass: inout CheckPass
  ) throws(Diagnostic) -> CheckedClaim.Control {
    let location = tree.location ?? SourceLocation(file: "", line: 1, column: 1)
    switch tree.content {
    case .scalar(let text):
      let other = try self.statement(text, at: location, in: pass)
      try Self.refuse(other, beside: statement, at: location)
      return CheckedClaim.Control(text: text, statement: other)
    case .mapping(let entries) where !entries.isEmpty:
      return try control(entries, of: statement, at: location, in: &pass)
    default:
      throw Diagnostic(
        at: location, "control is neither options nor a statement",
        help: "write {labels: permuted}, or a statement about other experiments")
    }
  }

  /// A statement that says nothing about other runs controls nothing.
  private static func refuse(
    _ control: ResolvedStatement, beside statement: ResolvedStatement, at location: SourceLocation
  ) throws(Diagnostic) {
    guard control.expression.normalForm() != statement.expression.normalForm(isNegated: true) else {
      throw Diagnostic(
        at: location, "the control is the plain negation of 'holds', which shows nothing",
        help: "a control is a run on which the effect must be absent: {labels: permuted}")
    }
    guard !Set(control.places.values).isSubset(of: Set(statement.places.values)) else {
      throw Diagnostic(
        at: location, "the control is about the same runs as the claim",
        help: "a control is a run on which the effect must be absent: {labels: permuted}")
    }
  }

  /// The claim's experiments once more, with other options.
  private mutating func control(
    _ entries: [OptionTree.Entry], of statement: ResolvedStatement, at location: SourceLocation,
    in pass: inout CheckPass
  ) throws(Diagnostic) -> CheckedClaim.Control {
    let names = entries.map(\.name)
    let sources = statement.sources.sorted()
    let declared = sources.filter { source in
      let options = type(of: computed[source].experiment).declaration.options.map(\.name)
      return names.allSatisfy(options.contains)
    }
    guard !declared.isEmpty else {
      let all = sources.flatMap {
        type(of: computed[$0].experiment).declaration.options.map(\.name)
      }
      let entry = entries.first { !all.contains($0.name) } ?? entries[0]
      throw Diagnostic(
        at: entry.nameLocation ?? location,
        "control: no experiment of the claim has the option '\(entry.name)'",
        help: helpNaming(entry.name, among: all.filter { $0 != "seeds" }, noun: "they have"))
    }
    var replacement: [Int: Int] = [:]
    for source in declared {
      let original = computed[source]
      let made: CheckedTemplate.Computed
      do throws(Diagnostics) {
        made = try original.with(entries, catalog: pass.catalog)
      } catch {
        pass.diagnostics += error.all.dropLast()
        throw error.all.last ?? Diagnostic(at: location, "control cannot be made")
      }
      guard made.experiment.units.map(\.identity) != original.experiment.units.map(\.identity)
      else {
        throw Diagnostic(
          at: location, "the control is the same experiment as the claim's",
          help: "give an option another value: {labels: permuted}")
      }
      replacement[source] = computed.count + controls.count
      controls.append(made)
    }
    let all = computed + controls
    var places: [QuantityPath: QuantityPlace] = [:]
    for (path, place) in statement.places {
      var place = place
      if let index = replacement[place.source] {
        place.source = index
        try all[index].require(place, path, at: location)
      }
      places[path] = place
    }
    let text = entries.map { "\($0.name): \($0.value.line)" }.joined(separator: ", ")
    return CheckedClaim.Control(
      text: text, statement: ResolvedStatement(expression: statement.expression, places: places))
  }
}

extension CheckedTemplate.Computed {
  /// The same experiment with some options given otherwise.
  fileprivate func with(
    _ entries: [OptionTree.Entry], catalog: Catalog
  ) throws(Diagnostics) -> CheckedTemplate.Computed {
    var all: [OptionTree.Entry] = []
    if case .mapping(let given) = tree?.content { all = given }
    let names = Set(entries.map(\.name))
    all = all.filter { !names.contains($0.name) } + entries
    let kind = type(of: experiment)
    let declaration = Declaration(
      name: kind.declaration.name, summary: kind.declaration.summary,
      options: [catalog.runOption] + kind.declaration.options)
    let made = OptionTree(.mapping(all), at: tree?.location)
    let arguments = try declaration.arguments(of: made, at: location)
    return CheckedTemplate.Computed(
      label: label, location: location, experiment: try kind.init(arguments),
      content: Array(arguments.content.utf8), change: nil, tree: made)
  }

  /// - Throws: that the experiment has no such quantity there.
  fileprivate func require(
    _ place: QuantityPlace, _ path: QuantityPath, at location: SourceLocation
  ) throws(Diagnostic) {
    let axes = Set(place.at.keys).union(place.openAxis.map { [$0] } ?? [])
    let isThere = experiment.families.contains {
      $0.quantities.contains(place.quantity) && Set($0.axes) == axes
    }
    guard isThere else {
      throw Diagnostic(
        at: location, "under the control's options there is no '\(path.text)'",
        help: "a control changes options, not the grid")
    }
  }
}

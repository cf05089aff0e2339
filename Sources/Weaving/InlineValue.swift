import Diagnostics
import Experiments
import Expressions
import Results
import Templates

/// An inline value whose experiment, family and place are known before anything is computed.
struct InlineValue: Sendable {
  enum Content: Sendable {
    /// A quantity of the point here.
    case quantity(String, at: [String: String])
    /// The derivation with an index at a place along its axes.
    case derived(Int, at: [String: String])
    /// The text of an option that has one value.
    case option(String)
    /// How many seeds there are.
    case seeds
    /// A parameter's value.
    case words(String)
  }

  /// Index of the experiment; nil for words that need none.
  let source: Int?
  let content: Content
  let format: ValueFormat
  let location: SourceLocation

  /// - Throws: what the path names but no experiment has.
  init(
    _ body: PositionedText, among computed: [CheckedTemplate.Computed], _ derivations: Derivations
  ) throws(Diagnostic) {
    location = body.location
    if let (derived, format) = try Self.derived(body, derivations) {
      (source, content, self.format) = (nil, derived, format)
      return
    }
    let path = try ValuePath(body)
    format = path.format
    let labels = computed.compactMap(\.label)
    guard let source = computed.firstIndex(where: { $0.label?.underscored == path.label }) else {
      throw Diagnostic(
        at: body.location, "no experiment is labelled '\(path.label)'",
        help: labels.isEmpty
          ? "label one: {experiment #\(path.label)}"
          : helpNaming(
            path.label, among: labels + derivations.names, noun: derivations.nounOfLabels))
    }
    self.source = source
    let experiment = computed[source].experiment
    let families = experiment.families.filter { $0.quantities.contains(path.quantity) }
    if !families.isEmpty {
      content = .quantity(
        path.quantity,
        at: try Self.place(
          path, families, values: computed[source].axisValues, at: location, in: body))
      return
    }
    let options = type(of: experiment).declaration.options.map(\.name)
    if path.selectors.isEmpty, path.quantity == "seeds" {
      content = .seeds
    } else if path.selectors.isEmpty,
      let option = options.first(where: { $0.underscored == path.quantity })
    {
      content = .option(option)
    } else {
      let known = experiment.families.flatMap(\.quantities) + ["seeds"]
      throw Diagnostic(
        at: body.location(ofName: path.quantity, behind: path.label),
        "'\(path.label)' has no quantity '\(path.quantity)'",
        help: helpNaming(
          path.quantity,
          among: known.reduce(into: []) { known, name in
            if !known.contains(name) { known.append(name) }
          }, noun: "it has"))
    }
  }

  /// A path to a derivation: `ratio`, `ratio.quad`.
  ///
  /// - Returns: nil for a path to something else.
  private static func derived(
    _ body: PositionedText, _ derivations: Derivations
  ) throws(Diagnostic) -> (Content, ValueFormat)? {
    let (end, format) = try ValueFormat.split(body)
    guard let path = try? QuantityPath(String(body.text.prefix(end)), at: { _ in nil }) else {
      return nil
    }
    if derivations.faulty.contains(path.label) { return (.words("—"), format) }
    guard let index = derivations.index(path.label) else { return nil }
    let place = try derivations.all[index].wholePlace(of: path, at: body.location)
    return (.derived(index, at: place), format)
  }

  /// What `` `{param} name` `` prints.
  ///
  /// - Throws: names of no parameter, and formats for what is no number.
  init(parameter body: PositionedText, of parameters: Parameters) throws(Diagnostic) {
    let (end, format) = try ValueFormat.split(body)
    location = body.location
    self.format = format
    source = nil
    let name = String(body.text.prefix(end))
    if parameters.faulty.contains(name) {
      content = .words("—")
      return
    }
    let value = try parameters.entry(name, at: location).value
    if format == ValueFormat() {
      content = .words(value.text)
    } else if let number = value.number {
      content = .words(format.text(Estimate(number)))
    } else {
      throw Diagnostic(
        at: location, "parameter '\(name)' is no number: '\(value.text)'",
        help: "only numbers take a format")
    }
  }

  /// The coordinates of the first family that the selectors leave one point of.
  static func place(
    _ path: ValuePath, _ families: [QuantityFamily], values: [String: Set<String>],
    at location: SourceLocation, in body: PositionedText? = nil
  ) throws(Diagnostic) -> [String: String] {
    var first: Diagnostic?
    for family in families {
      do throws(Diagnostic) {
        return try place(path, family, values: values, at: location, in: body)
      } catch {
        first = first ?? error
      }
    }
    throw first ?? Diagnostic(at: location, "'\(path.quantity)' is not there")
  }

  private static func place(
    _ path: ValuePath, _ family: QuantityFamily, values: [String: Set<String>],
    at location: SourceLocation, in body: PositionedText? = nil
  ) throws(Diagnostic) -> [String: String] {
    let coordinates = try chosen(path, family, values: values, at: location, in: body)
    for axis in family.axes where coordinates[axis] == nil {
      let known = values[axis].map { ": " + $0.sorted().joined(separator: ", ") } ?? ""
      throw Diagnostic(
        at: body?.location(ofName: path.quantity, behind: path.label) ?? location,
        "'\(path.quantity)' has many values along \(axis)",
        help: values[axis] == nil
          ? "name one: \(path.quantity)[30]" : "name one, [\(axis)=…]\(known)")
    }
    return coordinates
  }

  /// The coordinates that the selectors fix, and those of axes with one value.
  static func chosen(
    _ path: ValuePath, _ family: QuantityFamily, values: [String: Set<String>],
    at location: SourceLocation, in body: PositionedText? = nil
  ) throws(Diagnostic) -> [String: String] {
    var coordinates: [String: String] = [:]
    func place(of name: String) -> SourceLocation {
      body?.location(ofName: name, behind: path.label) ?? location
    }
    func known(_ axis: String) -> String {
      values[axis, default: []].sorted().joined(separator: ", ")
    }
    for selector in path.selectors {
      switch selector {
      case .value(let word):
        let axes = family.axes.filter { axis in
          values[axis, default: []].contains { $0.underscored == word }
        }
        guard axes.count == 1, let axis = axes.first else {
          throw Diagnostic(
            at: place(of: word),
            "'\(word)' is a value of \(axes.isEmpty ? "no axis" : "several axes")",
            help: family.axes.map { "\($0): \(known($0))" }.joined(separator: "; "))
        }
        coordinates[axis] = values[axis, default: []].first { $0.underscored == word }
      case .axis(let name, let value):
        guard let axis = family.axes.first(where: { $0.underscored == name }) else {
          throw Diagnostic(
            at: place(of: name), "'\(path.quantity)' has no axis '\(name)'",
            help: helpNaming(name, among: family.axes, noun: "axes"))
        }
        guard values[axis]?.contains(value) ?? true else {
          throw Diagnostic(
            at: place(of: value), "'\(axis)' has no value '\(value)'",
            help: "it has: \(known(axis))")
        }
        coordinates[axis] = value
      case .step(let step):
        // The axis that units do not span: reported steps, rounds.
        let axes = family.axes.filter { values[$0] == nil }
        guard axes.count == 1, let axis = axes.first else {
          throw Diagnostic(
            at: place(of: path.quantity), "'\(path.quantity)' is not reported along steps",
            help: "name the axis: [\(family.axes.first ?? "axis")=\(step)]")
        }
        coordinates[axis] = step
      }
    }
    for axis in family.axes where coordinates[axis] == nil {
      if let only = values[axis], only.count == 1 { coordinates[axis] = only.first }
    }
    return coordinates
  }

  /// What an inline value turns out to be.
  enum Finding {
    case words(String)
    /// nil where the quantity is undefined.
    case estimate(Estimate?)
  }

  /// The words in the report.
  ///
  /// - Throws: a place at which nothing was reported.
  func text(_ findings: Findings) throws(Diagnostic) -> String {
    switch try finding(in: findings) {
    case .words(let words): words
    case .estimate(let estimate): estimate.map(format.text) ?? "—"
    }
  }

  /// The same for a paper, with the path as the template has it.
  func woven(
    _ body: PositionedText, _ findings: Findings
  ) throws(Diagnostic) -> WovenValue {
    let name = body.text.split(separator: " :", maxSplits: 1).first.map { String($0).trimmed } ?? ""
    var path = name
    if case .words = content { path = "param.\(name)" }
    switch try finding(in: findings) {
    case .words(let words):
      return WovenValue(path: path, format: "", text: words)
    case .estimate(let estimate):
      return WovenValue(
        path: path, format: format.written, text: estimate.map(format.number),
        interval: estimate.flatMap(format.interval))
    }
  }

  private func finding(in findings: Findings) throws(Diagnostic) -> Finding {
    if case .derived(let index, let place) = content {
      let (derivation, result) = findings.derived[index]
      return .estimate(try estimate(derivation.name, at: place, in: result))
    }
    if case .words(let words) = content { return .words(words) }
    guard let source else { return .words("—") }
    let result = findings.results[source]
    switch content {
    case .words(let words): return .words(words)
    case .derived: return .words("—")
    case .seeds: return .words(String(Set(result.units.map(\.seed)).count))
    case .option(let name): return .words(result.options[name] ?? "—")
    case .quantity(let name, let place):
      return .estimate(try estimate(name, at: place, in: result))
    }
  }

  private func estimate(
    _ name: String, at place: [String: String], in result: ExperimentResult
  ) throws(Diagnostic) -> Estimate? {
    let point = result.points.first { $0.quantities.keys.contains(name) && $0.isAt(place) }
    guard let point else {
      let axes = Set(place.keys)
      let steps = result.points.filter { Set($0.at.keys) == axes }
        .compactMap { $0.at["step"]?.number }
      throw Diagnostic(
        at: location,
        "nothing is reported at "
          + place.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
          .joined(separator: ", "),
        help: steps.isEmpty ? nil : "reported steps: \(listed(steps))")
    }
    return point[name]
  }
}

/// `0, 1, 2.5`, each once.
private func listed(_ steps: [Double]) -> String {
  Set(steps).sorted().map { AxisValue.number($0).text }.joined(separator: ", ")
}

extension PositionedText {
  /// Where a name of a path stands, in which "-" and "_" are the same; where the path begins if it
  /// does not.
  ///
  /// - Parameter label: the name that the path begins with.
  fileprivate func location(ofName name: String, behind label: String) -> SourceLocation {
    let path = text.underscored
    let rest = path.dropFirst(label.count)
    guard let found = rest.firstRange(of: name.underscored) else { return location }
    return location(offset: path.distance(from: path.startIndex, to: found.lowerBound))
  }
}

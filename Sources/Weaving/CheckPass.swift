import Diagnostics
import Directives
import Experiments
import Figures
import Plotting
import Templates

/// One pass over the directives of a template, collecting what is wrong.
struct CheckPass {
  let catalog: Catalog
  /// What the template may name beside itself.
  let files: any SourceReader
  /// Under its conditions, once the front matter was read.
  var template: Template
  var diagnostics: [Diagnostic]
  var profiles = Profiles()
  var parameters = Parameters()
  /// What they would be without the chosen profiles.
  var plainParameters = Parameters()
  var includes = Includes()
  var derivations = Derivations()
  /// Of the project, for front matter that the template leaves out.
  var defaults: ProjectDefaults?
  /// What parameters and profiles put at a place of the template.
  var origins: [SourceLocation: String] = [:]
  /// Of the experiments read so far.
  private(set) var plannedRuns = 0
  /// Markdown in options, by where it begins.
  var scalars: [SourceLocation: String] = [:]
  /// What directives say of their source, by their places.
  var echoes: [SourceLocation: Echo] = [:]

  /// The value, or nil with its diagnostics collected.
  mutating func collecting<Value>(_ body: () throws(Diagnostics) -> Value) -> Value? {
    do {
      return try body()
    } catch {
      diagnostics += error.all
      return nil
    }
  }

  /// Directives beyond this many are refused.
  static let maximumDirectives = 1000

  /// The directives that are looked at.
  mutating func limited(_ directives: [DirectiveBlock]) -> [DirectiveBlock] {
    guard directives.count > Self.maximumDirectives else { return directives }
    diagnostics.append(
      Diagnostic(
        at: directives[Self.maximumDirectives].location,
        "the template has more than \(Self.maximumDirectives) directives",
        help: "split it into several reports"))
    return Array(directives.prefix(Self.maximumDirectives))
  }

  /// Beyond this many mistakes, only errors, the first ones, are told.
  private static let maximumMistakes = 1000

  mutating func limitMistakes() {
    guard diagnostics.count > Self.maximumMistakes else { return }
    let errors = diagnostics.filter { $0.severity == .error }
    diagnostics = Array((errors.isEmpty ? diagnostics : errors).prefix(Self.maximumMistakes))
  }

  mutating func checkKinds(of directives: [DirectiveBlock]) {
    let kinds = catalog.directives.map(\.name)
    for directive in directives {
      if !kinds.contains(directive.kind), !directive.kind.isEmpty {
        diagnostics.append(
          Diagnostic(
            at: source(of: directive.location)?.location(
              of: directive.kind, from: directive.location) ?? directive.location,
            "unknown directive '\(directive.kind)'",
            help: helpNaming(directive.kind, among: kinds, noun: "directives")))
      }
    }
  }

  mutating func tree(_ directive: DirectiveBlock) -> (OptionTree?, Bool) {
    do {
      let tree = try OptionTree.reading(
        yaml: directive.body.text, in: directive.body.file, firstLine: directive.body.line)
      let declaration = catalog.directives.first { $0.name == directive.kind }
      let (made, isReadable) = withParameters(overridden(tree, of: directive), declaration)
      return (withoutEcho(made, of: directive), isReadable)
    } catch {
      diagnostics.append(error)
      return (nil, false)
    }
  }

  /// The word given for the option that selects a kind, such as `run` or `show`.
  private func selector(_ tree: OptionTree?, _ name: String) -> String? {
    tree?[name]?.scalar
  }

  // MARK: Experiments

  /// Runs of all experiments together beyond this many are refused.
  private static let maximumRuns = 1_000_000

  mutating func experiment(
    _ directive: DirectiveBlock, memoryLimit: Int
  ) -> CheckedTemplate.Computed? {
    let (tree, isReadable) = tree(directive)
    guard isReadable else { return nil }
    let run = catalog.runOption
    let kind = selector(tree, run.name).flatMap(catalog.experiment)
    guard let kind else {
      reportSelector(run, of: "experiment", tree, directive)
      return nil
    }
    let declaration = Declaration(
      name: kind.declaration.name, summary: kind.declaration.summary,
      options: [run] + kind.declaration.options
    ).besideEcho
    let limit = memoryLimit
    let plain = mayChange(directive) ? plain(directive, declaration, kind) : nil
    let planned = plannedRuns
    let computed = collecting { () throws(Diagnostics) in
      let arguments = try declaration.arguments(of: tree, at: directive.location)
      let experiment = try kind.init(arguments)
      try experiment.refuse(above: limit, at: directive.location)
      guard planned + experiment.units.count <= Self.maximumRuns else {
        throw Diagnostics([
          Diagnostic(
            at: directive.location,
            "the experiments have more than \(Self.maximumRuns) runs up to this one",
            help: "smaller grids, or several reports")
        ])
      }
      let made = ProfileChange.Side(arguments: arguments, units: experiment.units.count)
      return CheckedTemplate.Computed(
        label: directive.label, location: directive.location, experiment: experiment,
        content: Array(arguments.content.utf8),
        change: plain.map { ProfileChange(from: $0, to: made) }, tree: tree)
    }
    plannedRuns += computed?.experiment.units.count ?? 0
    return computed
  }

  /// An experiment without the profiles in force; its mistakes are the template's too.
  private mutating func plain(
    _ directive: DirectiveBlock, _ declaration: Declaration, _ kind: any Experiment.Type
  ) -> ProfileChange.Side? {
    var pass = self
    pass.profiles = Profiles()
    pass.parameters = plainParameters
    pass.diagnostics = []
    let (tree, isReadable) = pass.tree(directive)
    let side = pass.collecting { () throws(Diagnostics) in
      let arguments = try declaration.arguments(of: tree, at: directive.location)
      return ProfileChange.Side(arguments: arguments, units: try kind.init(arguments).units.count)
    }
    pass.explainOrigins()
    diagnostics += pass.diagnostics
    return isReadable ? side : nil
  }

  /// The selecting option is missing or names nothing: say which, and nothing about the rest.
  private mutating func reportSelector(
    _ option: Option<String>, of kind: String, _ tree: OptionTree?, _ directive: DirectiveBlock
  ) {
    let given: OptionTree.Entry? =
      if case .mapping(let entries) = tree?.content {
        entries.first { $0.name == option.name }
      } else {
        nil
      }
    if let given {
      if case .failure(let mistakes) = option.value(of: given.value) {
        diagnostics += mistakes.all
      }
    } else if let mistake = Declaration.mistake(
      inForm: tree, example: "\(option.name): \(option.allowed.first ?? "…")")
    {
      diagnostics.append(mistake)
    } else {
      diagnostics.append(
        Diagnostic(
          at: directive.location, "\(kind) needs '\(option.name)'",
          help: "\(option.name): \(option.allowed.joined(separator: ", "))"))
    }
  }

  // MARK: Figures and tables

  mutating func shown(
    _ directive: DirectiveBlock, computed: [CheckedTemplate.Computed],
    among directives: [DirectiveBlock]
  ) -> CheckedTemplate.Shown? {
    switch directive.kind {
    case "figure": figure(directive, computed, directives)
    case "table": table(directive, computed, directives)
    default: nil
    }
  }

  private mutating func figure(
    _ directive: DirectiveBlock, _ computed: [CheckedTemplate.Computed],
    _ directives: [DirectiveBlock]
  ) -> CheckedTemplate.Shown? {
    let (tree, isReadable) = tree(directive)
    guard isReadable else { return nil }
    let show = FigureOptions.show(catalog.figures.map { $0.declaration.name })
    guard let kind = selector(tree, show.name).flatMap(catalog.figure) else {
      reportSelector(show, of: "figure", tree, directive)
      return nil
    }
    let declaration = Declaration(
      name: "figure '\(kind.declaration.name)'", summary: kind.declaration.summary,
      options: FigureOptions.all(shows: show.allowed) + kind.declaration.options
    ).besideEcho
    let arguments = collecting { () throws(Diagnostics) in
      try declaration.arguments(of: tree, at: directive.location)
    }
    guard let arguments else { return nil }
    let caption = caption(arguments, FigureOptions.caption, of: directive)
    guard let source = source(arguments, directive, computed, directives) else { return nil }
    let experiment = type(of: computed[source].experiment).declaration.name
    guard kind.experiments.contains(experiment) else {
      let others = catalog.figures.filter { $0.experiments.contains(experiment) }
        .map { $0.declaration.name }
      let instead =
        others.isEmpty ? "" : "; of \(experiment) there is show: \(others.joined(separator: ", "))"
      diagnostics.append(
        Diagnostic(
          at: arguments.location(of: FigureOptions.of) ?? directive.location,
          "a \(kind.declaration.name) figure cannot show a \(experiment)",
          help: "it shows \(kind.experiments.joined(separator: ", "))\(instead)"))
      return nil
    }
    let alt = arguments[FigureOptions.alt]
    return CheckedTemplate.Shown(
      label: directive.label, location: directive.location, kind: .figure(made(kind, arguments)),
      source: source, caption: caption, alt: alt.isEmpty ? nil : altText(arguments),
      size: Scene.Width(rawValue: arguments[FigureOptions.size]))
  }

  private mutating func table(
    _ directive: DirectiveBlock, _ computed: [CheckedTemplate.Computed],
    _ directives: [DirectiveBlock]
  ) -> CheckedTemplate.Shown? {
    let (tree, isReadable) = tree(directive)
    guard isReadable else { return nil }
    let arguments = collecting { () throws(Diagnostics) in
      try TableDirective.declaration.besideEcho.arguments(of: tree, at: directive.location)
    }
    guard let arguments else { return nil }
    let caption = caption(arguments, TableDirective.caption, of: directive)
    let derived = derivation(arguments, computed)
    var found = derived?.source
    if found == nil { found = source(arguments, directive, computed, directives) }
    guard let source = found else { return nil }
    let derivations = derivations
    let families =
      derived.map { [derivations.all[$0.index].family] } ?? computed[source].experiment.families
    let table = collecting { () throws(Diagnostics) in
      try TableDirective(arguments, of: derived?.index, families: families, derivations)
    }
    return table.map {
      CheckedTemplate.Shown(
        label: directive.label, location: directive.location, kind: .table($0), source: source,
        caption: caption, alt: nil)
    }
  }

  /// The derivation along some axes that `of` names, and the first experiment that it rests on.
  private func derivation(
    _ arguments: Arguments, _ computed: [CheckedTemplate.Computed]
  ) -> (index: Int, source: Int)? {
    let label = arguments[FigureOptions.of]
    guard !computed.contains(where: { $0.label == label }),
      let index = derivations.index(label.underscored),
      let source = derivations.all[index].sources.first
    else { return nil }
    return (index, source)
  }

  /// The index of the experiment that `of` names; nil if it names none or a faulty one.
  private mutating func source(
    _ arguments: Arguments, _ directive: DirectiveBlock,
    _ computed: [CheckedTemplate.Computed], _ directives: [DirectiveBlock]
  ) -> Int? {
    let label = arguments[FigureOptions.of]
    if let index = computed.firstIndex(where: { $0.label == label }) { return index }
    let labels = directives.filter { $0.kind == "experiment" }.compactMap(\.label)
    if !labels.contains(label) {
      diagnostics.append(
        Diagnostic(
          at: arguments.location(of: FigureOptions.of) ?? directive.location,
          "no experiment is labelled '\(label)'",
          help: labels.isEmpty
            ? "label one: {experiment #\(label)}"
            : helpNaming(label, among: labels, noun: "labelled experiments")))
    }
    return nil
  }

  mutating func caption(
    _ arguments: Arguments, _ option: Option<String>, of directive: DirectiveBlock
  ) -> [Inline] {
    let (inlines, mistakes) = inlines(arguments, option)
    diagnostics += mistakes
    diagnostics += template.unknownReferences(in: inlines, of: directive.location)
    return inlines
  }

  /// Plain words, but for inline values.
  private mutating func altText(_ arguments: Arguments) -> [Inline] {
    let (inlines, _) = inlines(arguments, FigureOptions.alt)
    let hasValues = inlines.contains { if case .directive = $0.content { true } else { false } }
    return hasValues ? inlines : [.text(arguments[FigureOptions.alt])]
  }

  private mutating func inlines(
    _ arguments: Arguments, _ option: Option<String>
  ) -> ([Inline], [Diagnostic]) {
    let location = arguments.location(of: option)
    if let location { scalars[location] = arguments[option] }
    let text = PositionedText(
      arguments[option], file: location?.file ?? template.source.name,
      line: location?.line ?? 1, column: location?.column ?? 1)
    return Template.inlines(text)
  }

  // MARK: Inline values

  /// Every inline value of the prose and of the captions, by what stands in the template.
  ///
  /// - Parameter isComplete: whether every experiment was understood; otherwise a label that is not
  ///   there may belong to one that was not.
  mutating func values(
    in blocks: [Block], _ captions: [[Inline]], among computed: [CheckedTemplate.Computed],
    isComplete: Bool
  ) -> [PositionedText: InlineValue] {
    var found: [(kind: String, body: PositionedText)] = []
    func collect(_ content: [Inline]) {
      for inline in content {
        inline.forEachInline {
          if case .directive(let kind, let body) = $0.content { found.append((kind, body)) }
        }
      }
    }
    for block in blocks { block.forEachInlines(collect) }
    captions.forEach(collect)
    var values: [PositionedText: InlineValue] = [:]
    for (kind, body) in found {
      do throws(Diagnostic) {
        values[body] =
          if kind == "param" {
            try InlineValue(parameter: body, of: parameters)
          } else {
            try InlineValue(body, among: computed, derivations)
          }
      } catch {
        if kind == "param" || isComplete { diagnostics.append(error) }
      }
    }
    return values
  }
}

private func made<Kind: FigureKind>(_ kind: Kind.Type, _ arguments: Arguments) -> any FigureKind {
  Kind(arguments)
}

extension Experiment {
  /// Refuses a unit that would not fit the memory, naming what it would need.
  public func refuse(above limit: Int, at location: SourceLocation?) throws(Diagnostics) {
    guard let largest = units.max(by: { $0.bytes < $1.bytes }), largest.bytes > limit else {
      return
    }
    let cell = largest.at.isEmpty ? "" : " at \(largest.at.description(separator: ", "))"
    throw Diagnostics([
      Diagnostic(
        at: location,
        "one run\(cell) needs \(memorySize(largest.bytes)) of memory; "
          + "\(memorySize(limit)) are allowed",
        help: "\(largest.saving); --memory raises the limit")
    ])
  }
}

extension WorkUnit {
  /// What would make it smaller.
  fileprivate var saving: String {
    if identity["option.samples"] != nil { return "fewer samples, or steps of theory" }
    return identity["option.precision"] == nil
      ? "a smaller d or delta, or precision: single" : "a smaller d or delta"
  }
}

private func memorySize(_ bytes: Int) -> String {
  if bytes < 1_000_000_000 { return "\(Int((Double(bytes) / 1e6).rounded(.up))) MB" }
  let tenths = Int((Double(bytes) / 1e8).rounded(.up))
  return "\(tenths / 10).\(tenths % 10) GB"
}

extension PositionedText {
  /// The text of an option, every character where it was written.
  ///
  /// - Parameter start: of a text that was not written.
  init(_ arguments: Arguments, _ option: Option<String>, else start: SourceLocation) {
    let text = arguments[option]
    let places = arguments.places(of: option)
    if places.count == text.count + 1 {
      self.init(text, places: places)
    } else {
      let place = arguments.location(of: option) ?? start
      self.init(text, file: place.file, line: place.line, column: place.column)
    }
  }
}

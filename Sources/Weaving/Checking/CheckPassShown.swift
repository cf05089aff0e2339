import Diagnostics
import Directives
import Experiments
import Figures
import Plotting
import Templates

/// Figures and tables, which show what an experiment computes.
extension CheckPass {
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
}

private func made<Kind: FigureKind>(_ kind: Kind.Type, _ arguments: Arguments) -> any FigureKind {
  Kind(arguments)
}

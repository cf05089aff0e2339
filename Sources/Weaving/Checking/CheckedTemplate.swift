import Diagnostics
import Directives
import Experiments
import Figures
import Plotting
import Templates
import Typesetting

/// A template whose every directive was understood, before anything is computed.
public struct CheckedTemplate: Sendable {
  struct Computed: Sendable {
    let label: String?
    let location: SourceLocation
    let experiment: any Experiment
    /// Everything that its result is a function of beside its units' results.
    let content: [UInt8]
    /// What the chosen profiles changed; nil if none could.
    let change: ProfileChange?
    /// Its options as given, for a control that changes some.
    let tree: OptionTree?
    /// The values that its units have along each axis, as they are written.
    let axisValues: [String: Set<String>]

    init(
      label: String?, location: SourceLocation, experiment: any Experiment, content: [UInt8],
      change: ProfileChange?, tree: OptionTree?
    ) {
      self.label = label
      self.location = location
      self.experiment = experiment
      self.content = content
      self.change = change
      self.tree = tree
      axisValues = experiment.units.reduce(into: [:]) { values, unit in
        for (axis, value) in unit.at { values[axis, default: []].insert(value.text) }
      }
    }
  }

  struct Shown: Sendable {
    enum Kind: Sendable {
      case figure(any FigureKind)
      case table(TableDirective)
    }

    let label: String?
    let location: SourceLocation
    let kind: Kind
    /// Index of the experiment shown.
    let source: Int
    let caption: [Inline]
    /// The author's words in place of the generated ones; nil if absent.
    let alt: [Inline]?
    /// The physical width of a figure; nil for its own.
    var size: Scene.Width?
  }

  let template: Template
  let frontMatter: FrontMatter
  let computed: [Computed]
  let shown: [Shown]
  let claims: [CheckedClaim]
  /// Experiments that only the controls of claims ask for.
  let controls: [Computed]
  let formulas: [Formula: String]
  /// Empty unless a PDF was asked for.
  let printedFormulas: [Formula: TypstFormula]
  /// By what stands in the template.
  let values: [PositionedText: InlineValue]
  let profiles: Profiles
  let parameters: Parameters
  /// nil where no bibliography is named.
  let citations: CitedWorks?
  let pictures: Pictures
  let derivations: Derivations
  let overlays: [Overlay]
  /// Of the directives that say so themselves, by their places.
  let echoes: [SourceLocation: Echo]
  let includes: Includes
  /// nil where it belongs to none.
  let project: InputFile?

  /// The experiments in order of appearance, then those of the claims' controls.
  public var experiments: [any Experiment] { allComputed.map(\.experiment) }
}

/// Reads every directive of a template against the catalog.
public struct TemplateChecker: Sendable {
  private let catalog: Catalog
  private let memoryLimit: Int
  private let typesetter: MathTypesetter

  /// - Parameters:
  ///   - memoryLimit: bytes that one work unit may need at most.
  ///   - memo: of formulas typeset before.
  public init(catalog: Catalog, memoryLimit: Int, memo: any Memo = NoMemo()) {
    self.catalog = catalog
    self.memoryLimit = memoryLimit
    typesetter = MathTypesetter(memo: memo)
  }

  /// Loads now what a first check would load.
  public func warmUp() { typesetter.warmUp() }

  /// The checked template and its warnings.
  ///
  /// - Parameters:
  ///   - files: what the template may name beside itself.
  ///   - variant: what decides parameters and conditional content; the format stays open.
  ///   - formats: what the report will be written as; each may refuse what it cannot show.
  /// - Throws: all mistakes of the file at once.
  public func check(
    _ source: SourceText, files: any SourceReader = NoFiles(), variant: Variant = Variant(),
    for formats: [OutputFormat] = [.html]
  ) throws(Diagnostics) -> (CheckedTemplate, warnings: [Diagnostic]) {
    let (open, found) = Template.read(source)
    var pass = CheckPass(catalog: catalog, files: files, template: open, diagnostics: found)
    let project = pass.collecting { () throws(Diagnostics) in try files.project() } ?? nil
    pass.defaults = project.flatMap { source in
      pass.collecting { () throws(Diagnostics) in try ProjectDefaults(source) }
    }
    let frontMatter = pass.frontMatter(variant)
    let conditions = Conditions(
      profiles: Set(pass.profiles.chosen), parameters: pass.parameters.texts)
    let (resolved, mistakes) = open.resolved(under: conditions) { directive, names in
      pass.included(directive, inside: names)
    }
    let (template, tags) = resolved.readingHTML(
      isAllowed: frontMatter?.arguments[FrontMatter.rawHTML] ?? false)
    pass.template = template
    pass.diagnostics += tags
    pass.diagnostics +=
      mistakes + pass.profiles.unknownNames(open.blocks.conditions + pass.includes.conditions)
    let directives = pass.limited(template.directives)
    pass.checkKinds(of: directives + template.excluded.directives)
    pass.checkProfiles(directives + template.excluded.directives)
    let computed = directives.filter { $0.kind == "experiment" }.compactMap { directive in
      pass.experiment(directive, memoryLimit: memoryLimit)
    }
    // A faulty experiment has said so itself.
    let isComplete = computed.count == directives.count { $0.kind == "experiment" }
    pass.derivations = pass.readDerivations(
      directives, computed: computed, isComplete: isComplete)
    let shown = directives.compactMap { pass.shown($0, computed: computed, among: directives) }
    let overlays = directives.compactMap { pass.overlay($0, among: directives) }
    var claims = ClaimChecks(computed: computed, isComplete: isComplete)
    for directive in directives where directive.kind == "claim" { claims.add(directive, in: &pass) }
    for control in claims.controls {
      _ = pass.collecting { () throws(Diagnostics) in
        try control.experiment.refuse(above: memoryLimit, at: control.location)
      }
    }
    let abstract = frontMatter?.abstract ?? []
    for block in abstract {
      block.forEachInlines { pass.diagnostics += template.unknownReferences(in: $0) }
    }
    let prose = template.blocks + template.footnotes.joined() + abstract
    let captions = shown.map(\.caption) + claims.claims.map(\.says)
    let citations = pass.citedWorks(frontMatter, in: prose, captions)
    let pictures = pass.pictures(in: prose, captions)
    let running = captions + (citations?.inlines ?? [])
    let typeset = TypesetFormulas(blocks: prose, captions: running, by: typesetter)
    pass.diagnostics += typeset.diagnostics
    pass.diagnostics +=
      TypesetFormulas(
        blocks: template.excluded, captions: [], by: typesetter
      ).diagnostics
    let printed =
      formats.contains(.pdf)
      ? PrintedFormulas(blocks: prose, captions: running, sound: typeset.formulas, by: typesetter)
      : PrintedFormulas()
    pass.diagnostics += printed.diagnostics
    let values = pass.values(
      in: prose, captions + shown.compactMap(\.alt), among: computed, isComplete: isComplete)
    pass.limitMistakes()
    pass.explainOrigins()
    pass.placeMistakesInScalars()
    let errors = pass.diagnostics.filter { $0.severity == .error }
    let told = pass.includes.explained(pass.diagnostics)
    guard errors.isEmpty, let frontMatter else { throw Diagnostics(told) }
    let checked = CheckedTemplate(
      template: template, frontMatter: frontMatter, computed: computed, shown: shown,
      claims: claims.claims, controls: claims.controls,
      formulas: typeset.formulas, printedFormulas: printed.formulas, values: values,
      profiles: pass.profiles, parameters: pass.parameters, citations: citations,
      pictures: pictures, derivations: pass.derivations, overlays: overlays,
      echoes: pass.echoes, includes: pass.includes,
      project: project.map(InputFile.init))
    return (checked, told)
  }
}

extension Template {
  /// The place of what has none of its own.
  var start: SourceLocation { SourceLocation(file: source.name, line: 1, column: 1) }

  /// Every directive block, in reading order.
  var directives: [DirectiveBlock] { blocks.directives }
}

extension [Block] {
  /// Every directive block, in reading order.
  var directives: [DirectiveBlock] {
    var directives: [DirectiveBlock] = []
    for block in self {
      block.forEachBlock {
        if case .directive(let directive) = $0.content { directives.append(directive) }
      }
    }
    return directives
  }
}

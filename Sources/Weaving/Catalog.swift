import Directives
import Experiments
import Figures

/// Everything a template can name; adding a kind adds a line where the catalog is made.
public struct Catalog: Sendable {
  public let experiments: [any Experiment.Type]
  public let figures: [any FigureKind.Type]

  public init(experiments: [any Experiment.Type], figures: [any FigureKind.Type]) {
    self.experiments = experiments
    self.figures = figures
  }

  public func experiment(_ name: String) -> (any Experiment.Type)? {
    experiments.first { $0.declaration.name == name }
  }

  public func figure(_ name: String) -> (any FigureKind.Type)? {
    figures.first { $0.declaration.name == name }
  }

  /// The kinds of directive blocks, with what each declares for every use.
  public var directives: [Declaration] {
    [
      Declaration(
        name: "experiment",
        summary: "Computes. `run` names the experiment, whose own options follow.",
        options: [runOption]),
      Declaration(
        name: "figure", summary: "Draws a result. `show` names the kind of figure.",
        options: FigureOptions.all(shows: figures.map { $0.declaration.name })),
      TableDirective.declaration,
      ClaimDirective.declaration,
      DeriveDirective.declaration,
      IncludeDirective.declaration,
      OverlayDirective.declaration,
    ].map { directive in
      canEcho(directive.name)
        ? Declaration(
          name: directive.name, summary: directive.summary,
          options: directive.options + [Echo.option]) : directive
    }
  }

  var runOption: Option<String> {
    Option.single(
      "run", .word(experiments.map { $0.declaration.name }), default: nil,
      help: "The experiment: `scarp list experiments` shows them.")
  }
}

extension Catalog {
  /// The options of the YAML at the top of a template.
  public var frontMatter: Declaration { FrontMatter.declaration }
}

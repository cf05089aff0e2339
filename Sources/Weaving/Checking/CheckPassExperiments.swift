import Diagnostics
import Directives
import Experiments
import Templates

extension CheckPass {
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
}

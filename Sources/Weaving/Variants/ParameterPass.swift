import Diagnostics
import Directives
import Templates

extension CheckPass {
  /// Reads the front matter, and the parameters before the options that use them.
  mutating func frontMatter(_ variant: Variant) -> FrontMatter? {
    let template = template
    let tree: OptionTree?
    do throws(Diagnostic) {
      tree = try template.frontMatter.flatMap { text throws(Diagnostic) in
        try OptionTree.reading(yaml: text.text, in: template.source, firstLine: text.line)
      }
    } catch {
      diagnostics.append(error)
      return nil
    }
    parameters = Parameters(tree?[FrontMatter.params.name], given: variant.given, &diagnostics)
    let (made, isReadable) = withParameters(tree, FrontMatter.declaration)
    guard isReadable else { return nil }
    return collecting { () throws(Diagnostics) in try FrontMatter(made, of: template) }
  }

  /// A tree with the values of parameters in place; false if one could not be put there.
  mutating func withParameters(
    _ tree: OptionTree?, _ declaration: Declaration?
  ) -> (OptionTree?, Bool) {
    guard let tree else { return (nil, true) }
    let kept = declaration?.options.filter(\.readsParameters).map(\.name) ?? []
    var substitution = Substitution(parameters)
    let made = substitution.substituted(tree, keeping: Set(kept))
    diagnostics += substitution.mistakes
    origins.merge(substitution.origins) { $1 }
    return (made, !substitution.isFaulty)
  }

  /// Says of every mistake in a parameter's value that it is one, and who gave it.
  mutating func explainParameters() {
    diagnostics = diagnostics.map { diagnostic in
      guard let place = diagnostic.location, let origin = origins[place] else { return diagnostic }
      return Diagnostic(
        diagnostic.severity, at: place, "\(diagnostic.message) (\(origin))", help: diagnostic.help)
    }
  }
}

import Diagnostics
import Directives
import Templates

extension CheckPass {
  /// Reads the front matter: profiles first, then the parameters that they set, then the options that
  /// use these.
  mutating func frontMatter(_ variant: Variant) -> FrontMatter? {
    let template = template
    var tree: OptionTree?
    do throws(Diagnostic) {
      tree = try template.frontMatter.flatMap { text throws(Diagnostic) in
        try OptionTree.reading(yaml: text.text, in: text.file, firstLine: text.line)
      }
    } catch {
      diagnostics.append(error)
      return nil
    }
    tree = defaults?.completing(tree) ?? tree
    let variant = completed(variant, declared: tree?[FrontMatter.profiles.name])
    profiles = Profiles(
      tree?[FrontMatter.profiles.name], chosen: variant.profiles, &diagnostics)
    let declared = tree?[FrontMatter.params.name]
    parameters = Parameters(declared, profiles: profiles, given: variant.given, &diagnostics)
    var told: [Diagnostic] = []
    plainParameters = Parameters(declared, given: variant.given, &told)
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

  /// Says of every mistake in what a parameter or a profile put somewhere that it did.
  mutating func explainOrigins() {
    diagnostics = diagnostics.map { diagnostic in
      guard let place = diagnostic.location, let origin = origins[place] else { return diagnostic }
      return Diagnostic(
        diagnostic.severity, at: place, "\(diagnostic.message) (\(origin))", help: diagnostic.help)
    }
  }
}

import Diagnostics
import Directives
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
  var plannedRuns = 0
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
}

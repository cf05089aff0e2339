import Directives

extension Catalog {
  /// JSON Schema, draft 2020-12, of the bodies of directives, of the front matter and of
  /// `scarp.yml`, each under its name in `$defs`.
  ///
  /// - Parameter name: what the whole schema is to be of: a directive, an experiment, a figure,
  ///   `front matter` or `scarp.yml`; any directive, front matter or `scarp.yml` if nil.
  /// - Returns: nil if there is nothing of that name.
  public func schema(of name: String? = nil) -> JSONValue? {
    var entries: [String: JSONValue] = [:]
    entries["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
    entries["title"] = .text("Scarp's directives and front matter")
    entries["$defs"] = .object(schemaDefinitions)
    guard let name else {
      entries["anyOf"] = .list(described.map { schemaReference(Self.key($0.name)) })
      return .object(entries)
    }
    guard let definition = definitionKeys.first(where: { $0.name == name })?.key else { return nil }
    entries["$ref"] = schemaReference(definition)["$ref"]
    return .object(entries)
  }

  /// The names that `schema(of:)` knows.
  public var schemaNames: [String] { definitionKeys.map(\.name) }

  /// Names and the keys of their definitions; of an experiment and a figure with one name, the
  /// experiment comes first.
  private var definitionKeys: [(name: String, key: String)] {
    described.map { ($0.name, Self.key($0.name)) }
      + experiments.map { ($0.declaration.name, Self.key(experiment: $0.declaration.name)) }
      + figures.map { ($0.declaration.name, Self.key(figure: $0.declaration.name)) }
  }

  private var described: [Declaration] {
    directives + [frontMatter, ProjectDefaults.declaration]
  }

  private var schemaDefinitions: [String: JSONValue] {
    var definitions = Declaration.schemaDefinitions
    for declaration in described { definitions[Self.key(declaration.name)] = declaration.schema }
    let render = ProjectDefaults.commandLine
    definitions[render.name] = render.schema
    definitions[Self.key(ProjectDefaults.declaration.name)] = ProjectDefaults.declaration.schema(
      where: [render.name: render.name])
    let runs = experiments.map { $0.declaration }
    for run in runs {
      definitions[Self.key(experiment: run.name)] = joined(run, common("experiment"))
    }
    definitions["experiment"] = Declaration.schema(
      choosingBy: runOption, among: runs.map(\.name), definition: Self.key(experiment:))
    let shows = figures.map { $0.declaration }
    for show in shows {
      definitions[Self.key(figure: show.name)] = joined(show, common("figure"))
    }
    definitions["figure"] = Declaration.schema(
      choosingBy: FigureOptions.show(shows.map(\.name)), among: shows.map(\.name),
      definition: Self.key(figure:))
    return definitions
  }

  /// What a directive takes whatever it computes or shows.
  private func common(_ directive: String) -> [any AnyOption] {
    directives.first { $0.name == directive }?.options ?? []
  }

  /// The schema of a kind's own options and those it has with every other.
  private func joined(_ kind: Declaration, _ common: [any AnyOption]) -> JSONValue {
    let own = kind.options.filter { option in !common.contains { $0.name == option.name } }
    let whole = Declaration(name: kind.name, summary: kind.summary, options: common + own)
    return whole.schema
  }

  private static func key(_ name: String) -> String {
    String(name.map { $0 == " " ? "-" : $0 })
  }

  private static func key(experiment name: String) -> String { "experiment-\(name)" }

  private static func key(figure name: String) -> String { "figure-\(name)" }
}

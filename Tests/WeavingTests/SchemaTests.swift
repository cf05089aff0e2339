import Directives
import Testing
import Weaving

@Suite struct SchemaTests {
  private func definition(_ name: String) throws -> JSONValue {
    try #require(catalog.schema()?["$defs"]?[name], "\(name)")
  }

  @Test("every option stands in the schema, with what is required, and nothing else is allowed")
  func complete() throws {
    func check(_ name: String, _ kind: Declaration, _ common: [String]) throws {
      let found = try definition(name)
      guard case .object(let properties)? = found["properties"] else {
        Issue.record("\(name) has no properties")
        return
      }
      #expect(Set(properties.keys) == Set(kind.options.map(\.name) + common))
      #expect(found["additionalProperties"] == .flag(false))
    }
    func common(_ directive: String) throws -> [String] {
      try #require(catalog.directives.first { $0.name == directive }).options.map(\.name)
    }
    #expect(try common("experiment").contains("run"))
    #expect(try common("figure").contains("caption"))
    for experiment in catalog.experiments {
      let kind = experiment.declaration
      try check("experiment-\(kind.name)", kind, try common("experiment"))
    }
    for figure in catalog.figures {
      let kind = figure.declaration
      try check("figure-\(kind.name)", kind, try common("figure"))
      #expect(
        try definition("figure-\(kind.name)")["required"] == .list([.text("show"), .text("of")]))
    }
    try check("front-matter", catalog.frontMatter, [])
    for directive in catalog.directives { _ = try definition(directive.name) }
  }

  @Test("every option says what it may hold: words one by one, numbers with their bounds")
  func forms() throws {
    var open: Set<String> = []
    func check(_ name: String, _ kind: Declaration) throws {
      let properties = try definition(name)["properties"]
      for option in kind.options {
        let found = try #require(properties?[option.name], "\(name) \(option.name)")
        if found["$ref"] != nil { continue }
        guard case .list(let choices)? = found["anyOf"] else {
          open.insert(option.name)
          continue
        }
        let words = choices.flatMap(words)
        let allowed = option.allowed.map { String($0.prefix { $0 != ":" }) }
        #expect(Set(words).isSuperset(of: allowed), "\(name) \(option.name)")
        if case .integer(let low, let high) = option.form {
          #expect(bounds(choices[0]) == [Double(low), Double(high)], "\(name) \(option.name)")
        }
        if case .text(let description)? = found["description"] {
          #expect(description.hasPrefix(option.help) && description.contains(option.expectation))
        }
      }
    }
    for directive in catalog.directives where !["experiment", "figure"].contains(directive.name) {
      try check(directive.name, directive)
    }
    for kind in catalog.experiments.map({ $0.declaration }) {
      try check("experiment-\(kind.name)", kind)
    }
    for kind in catalog.figures.map({ $0.declaration }) { try check("figure-\(kind.name)", kind) }
    try check("front-matter", catalog.frontMatter)
    try check("scarp.yml", ProjectDefaults.declaration)
    // Their content has names of the author's.
    #expect(open == ["params", "profiles", "control"])
  }

  /// The texts and flags that a schema lists.
  private func words(_ schema: JSONValue) -> [String] {
    if case .list(let choices)? = schema["anyOf"] { return choices.flatMap(words) }
    guard case .list(let values)? = schema["enum"] else { return [] }
    return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  private func bounds(_ schema: JSONValue) -> [Double] {
    guard case .list(let choices)? = schema["anyOf"] else { return [] }
    return ["minimum", "maximum"].compactMap { name in
      if case .number(let bound)? = choices[0][name] { bound } else { nil }
    }
  }

  @Test("true may be written where it is one of the words, as an editor reads it")
  func flags() throws {
    let echo = try #require(try definition("table")["properties"]?["echo"])
    guard case .list(let choices)? = echo["anyOf"] else {
      Issue.record("echo has no choices")
      return
    }
    #expect(
      choices[0]["enum"]
        == .list([.text("false"), .text("true"), .text("fold"), .flag(false), .flag(true)]))
  }

  @Test("ranges, words, defaults and help are those of the declarations")
  func options() throws {
    let properties = try definition("experiment-gradient-descent")["properties"]
    let steps = try #require(properties?["steps"])
    #expect(steps["default"] == .number(2500))
    guard case .list(let choices)? = steps["anyOf"], case .list(let numbers)? = choices[0]["anyOf"]
    else {
      Issue.record("steps has no choices")
      return
    }
    #expect(numbers[0]["type"] == .text("integer") && numbers[0]["maximum"] == .number(1e7))
    #expect(properties?["theory"]?["default"] == .flag(true))
    #expect(properties?["delta"]?["default"] == .number(6))
    #expect(properties?["activation"]?["default"] == .text("quad"))
    guard case .text(let description)? = steps["description"] else { return }
    #expect(description.contains(" Takes a whole number from "))
  }

  @Test("a name makes the schema of one; there is none of an unknown name")
  func root() {
    #expect(catalog.schema(of: "experiment")?["$ref"] == .text("#/$defs/experiment"))
    #expect(catalog.schema(of: "front matter")?["$ref"] == .text("#/$defs/front-matter"))
    #expect(catalog.schema(of: "training")?["$ref"] == .text("#/$defs/figure-training"))
    #expect(catalog.schema(of: "nothing") == nil)
    #expect(catalog.schemaNames.contains("threshold-sweep"))
    #expect(
      catalog.schema()?["$defs"]?["scarp.yml"]?["properties"]?["render"]
        == .object(["$ref": .text("#/$defs/render")]))
  }

  @Test("every reference leads to a definition")
  func references() throws {
    let schema = try #require(catalog.schema())
    var count = 0
    func check(_ value: JSONValue) {
      switch value {
      case .object(let entries):
        if case .text(let target)? = entries["$ref"] {
          count += 1
          #expect(schema["$defs"]?[String(target.dropFirst("#/$defs/".count))] != nil, "\(target)")
        }
        entries.values.forEach(check)
      case .list(let items): items.forEach(check)
      default: break
      }
    }
    check(schema)
    #expect(count > 100)
  }
}

extension AnyOption {
  /// JSON Schema of what may be written for the option, with its help and default.
  ///
  /// It refers to `Declaration.schemaDefinitions`. Whatever it refuses is a mistake; not every
  /// mistake is refused.
  public var schema: JSONValue {
    var entries: [String: JSONValue] = [:]
    if form != .unknown, shape != .mapping { entries["anyOf"] = .list(choices) }
    entries["description"] = .text(description)
    if let value = defaultText.flatMap({ form.json($0) }) { entries["default"] = value }
    return .object(entries)
  }

  private var choices: [JSONValue] {
    var one = [form.schema, schemaReference("param")]
    if form.isNumeric { one += [schemaReference("range-text"), schemaReference("range")] }
    var choices = shape == .single ? Array(one.prefix(2)) : one
    if shape != .single {
      choices.append(.object(["type": .text("array"), "items": anyOf(one)]))
    }
    if isKeyed {
      choices.append(.object(["type": .text("object"), "additionalProperties": anyOf(one)]))
    }
    return choices
  }

  private var description: String {
    var sentence = help
    if !sentence.isEmpty, !sentence.hasSuffix(".") { sentence += "." }
    sentence += " Takes \(expectation)."
    if let defaultText, !defaultText.isEmpty { sentence += " Default: \(defaultText)." }
    return sentence
  }
}

extension Declaration {
  /// JSON Schema of a mapping of the options, no others allowed.
  public var schema: JSONValue { schema(where: [:]) }

  /// The same, where some options hold what definitions say: of option names, those of definitions.
  public func schema(where definitions: [String: String]) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for option in options {
      properties[option.name] = definitions[option.name].map(schemaReference) ?? option.schema
    }
    var entries: [String: JSONValue] = [:]
    entries["type"] = .text("object")
    entries["title"] = .text(name)
    entries["description"] = .text(summary)
    entries["properties"] = .object(properties)
    entries["additionalProperties"] = .flag(false)
    let required = options.filter { $0.defaultText == nil }.map(\.name)
    if !required.isEmpty { entries["required"] = .texts(required) }
    return .object(entries)
  }

  /// JSON Schema of a directive whose further options depend on the word of one of them: the
  /// definitions named by `definition` hold each word's options.
  public static func schema(
    choosingBy selector: any AnyOption, among words: [String], definition: (String) -> String
  ) -> JSONValue {
    let cases = words.map { word in
      let isWord = JSONValue.object([selector.name: .object(["const": .text(word)])])
      let condition = JSONValue.object([
        "properties": isWord, "required": .texts([selector.name]),
      ])
      return JSONValue.object(["if": condition, "then": schemaReference(definition(word))])
    }
    var entries: [String: JSONValue] = [:]
    entries["type"] = .text("object")
    entries["properties"] = .object([selector.name: selector.schema])
    entries["required"] = .texts([selector.name])
    entries["allOf"] = .list(cases)
    return .object(entries)
  }

  /// What the schemas of options refer to, by name.
  public static var schemaDefinitions: [String: JSONValue] {
    ["param": parameter, "range-text": rangeText, "range": range]
  }

  private static var parameter: JSONValue {
    object(
      "The value of a parameter of the front matter.", ["param": .object(["type": .text("string")])]
    )
  }

  private static var rangeText: JSONValue {
    .object([
      "description": .text("from:to:step, as in 1:9:0.5."), "type": .text("string"),
      "pattern": .text("^[^:]+:[^:]+:[^:]+$"),
    ])
  }

  private static var range: JSONValue {
    let end = JSONValue.object(["type": .texts(["number", "string", "object"])])
    return object(
      "The values from, from + step, …, no further than to.", ["from": end, "to": end, "step": end])
  }

  /// An object with exactly these properties.
  private static func object(
    _ description: String, _ properties: [String: JSONValue]
  ) -> JSONValue {
    var entries: [String: JSONValue] = [:]
    entries["description"] = .text(description)
    entries["type"] = .text("object")
    entries["properties"] = .object(properties)
    entries["required"] = .texts(properties.keys.sorted())
    entries["additionalProperties"] = .flag(false)
    return .object(entries)
  }
}

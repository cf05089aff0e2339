/// What the texts of a type look like, for tools that check templates without reading the values.
public enum ScalarForm: Sendable, Equatable {
  /// Whatever is written, lists and mappings too.
  case unknown
  case text
  /// A number, `above` a bound that it may not be itself.
  case number(from: Double?, above: Double?, to: Double?)
  case integer(from: Int, to: Int)
  case flag
  /// One of these.
  case word([String])
  /// One of these, or one with a parameter after a colon: `pseudo-huber:1`.
  case named([String])

  /// Of a type that lists its words, some of them with an example of their parameter.
  static func listing(_ allowed: [String]) -> ScalarForm {
    guard !allowed.isEmpty else { return .text }
    return .named(allowed.map { String($0.prefix { $0 != ":" }) })
  }

  /// Whether the texts are numbers, so that a range may stand for several.
  var isNumeric: Bool {
    switch self {
    case .number, .integer: true
    default: false
    }
  }
}

extension ScalarForm {
  /// JSON Schema of one value as YAML tools read it: `true` is a flag to them wherever it stands; a
  /// number may also be text, such as `1e3`.
  var schema: JSONValue {
    switch self {
    case .unknown: return .object([:])
    case .text: return .object(["type": .texts(["string", "number", "boolean"])])
    case .flag:
      let words = JSONValue.texts(["true", "false", "yes", "no", "on", "off"])
      return anyOf([.object(["type": .text("boolean")]), .object(["enum": words])])
    case .word(let words):
      let flags = words.compactMap { ["true": true, "false": false][$0] }
      return .object(["enum": .list(words.map { .text($0) } + flags.map { .flag($0) })])
    case .named(let names):
      let pattern = "^(" + names.joined(separator: "|") + "):.+$"
      return anyOf([.object(["enum": .texts(names)]), Self.matching(pattern)])
    case .number(let low, let above, let high):
      var number: [String: JSONValue] = ["type": .text("number")]
      if let low { number["minimum"] = .number(low) }
      if let above { number["exclusiveMinimum"] = .number(above) }
      if let high { number["maximum"] = .number(high) }
      return anyOf([.object(number), Self.numberText])
    case .integer(let low, let high):
      var number: [String: JSONValue] = ["type": .text("integer")]
      number["minimum"] = .number(Double(low))
      number["maximum"] = .number(Double(high))
      return anyOf([.object(number), Self.numberText])
    }
  }

  private static let numberText = matching(
    "^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?$")

  private static func matching(_ pattern: String) -> JSONValue {
    .object(["type": .text("string"), "pattern": .text(pattern)])
  }

  /// A canonical text as JSON; nil for lists and for what is not known.
  func json(_ text: String) -> JSONValue? {
    guard !text.isEmpty, !text.hasPrefix("[") else { return nil }
    switch self {
    case .unknown: return nil
    case .flag: return .flag(text == "true")
    case .number, .integer: return Double(text).map { JSONValue.number($0) }
    case .text, .word, .named: return .text(text)
    }
  }
}

/// JSON Schema of what one of the choices allows.
func anyOf(_ choices: [JSONValue]) -> JSONValue {
  choices.count == 1 ? choices[0] : .object(["anyOf": .list(choices)])
}

/// JSON Schema of what a definition allows.
public func schemaReference(_ definition: String) -> JSONValue {
  .object(["$ref": .text("#/$defs/\(definition)")])
}

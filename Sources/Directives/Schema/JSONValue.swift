/// A value of JSON. Names are written in the encoder's order.
public indirect enum JSONValue: Sendable, Equatable, Encodable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([JSONValue])
  case object([String: JSONValue])

  /// The value of a name; nil if this is no object or has none such.
  public subscript(name: String) -> JSONValue? {
    if case .object(let entries) = self { entries[name] } else { nil }
  }

  static func texts(_ texts: [String]) -> JSONValue { .list(texts.map { JSONValue.text($0) }) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number):
      if number == number.rounded(), abs(number) < 1e15 {
        try container.encode(Int(number))
      } else {
        try container.encode(number)
      }
    case .flag(let flag): try container.encode(flag)
    case .list(let values): try container.encode(values)
    case .object(let entries): try container.encode(entries)
    }
  }
}

/// One value along an axis of an experiment: a number (δ, d, step) or a name (activation).
public enum AxisValue: Sendable, Hashable, Codable {
  case number(Double)
  case name(String)

  public var number: Double? { if case .number(let value) = self { value } else { nil } }

  /// As written in a template: integers without a point.
  public var text: String {
    switch self {
    case .name(let name): name
    case .number(let value):
      value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .name(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value): try container.encode(value)
    case .name(let name): try container.encode(name)
    }
  }
}

/// Where on the grid something was computed: axis name to value, `["activation": quad, "delta": 3]`.
public typealias Coordinates = [String: AxisValue]

/// Named quantities at one place of the grid, each an estimate over seeds, nil where undefined.
public struct Point: Sendable, Codable, Equatable {
  public var at: Coordinates
  public var quantities: [String: Estimate?]

  public init(at: Coordinates, quantities: [String: Estimate?]) {
    self.at = at
    self.quantities = quantities
  }

  /// The estimate of a quantity, nil where absent or undefined.
  public subscript(_ quantity: String) -> Estimate? { quantities[quantity] ?? nil }
}

extension [String: AxisValue] {
  /// `activation = gelu, delta = 3`, axes in alphabetical order.
  public func description(separator: String) -> String {
    sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.text)" }.joined(separator: separator)
  }
}

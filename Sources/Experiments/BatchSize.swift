import Directives
import Results

/// How many samples the gradient of one step takes.
enum BatchSize: Sendable, Hashable, CustomStringConvertible {
  /// All n of them.
  case full
  /// B; all of them if there are no more.
  case samples(Int)

  var description: String {
    switch self {
    case .full: "full"
    case .samples(let count): String(count)
    }
  }

  /// As a coordinate of a grid.
  var axisValue: AxisValue {
    switch self {
    case .full: .name("full")
    case .samples(let count): .number(Double(count))
    }
  }
}

extension ValueType where Value == BatchSize {
  static var batchSize: ValueType {
    let number = ValueType<Int>.integer(from: 1, to: 1_000_000_000)
    return ValueType(
      expectation: "full, or a whole number of samples ≥ 1"
    ) { text in
      if text == "full" { return .value(.full) }
      return switch number.read(text) {
      case .value(let count): .value(.samples(count))
      case .misread(let reason, _): .misread(reason)
      }
    } text: {
      $0.description
    }
  }
}

import Diagnostics
import Templates

/// An inline value as it is written: `cliff.gelu.delta50`, `m.population_risk[30] :.3f±`,
/// `cliff[activation=quad, d=500].delta50`. In names every "-" may be "_".
struct ValuePath: Sendable, Equatable {
  /// A place along the axes.
  enum Selector: Sendable, Equatable {
    /// `quad` between dots: the axis is the one that has this value.
    case value(String)
    /// `[axis=value]`
    case axis(String, String)
    /// `[30]` after the quantity.
    case step(String)
  }

  var label: String
  var selectors: [Selector]
  var quantity: String
  var format: ValueFormat

  /// - Throws: one mistake, placed in the file.
  init(_ body: PositionedText) throws(Diagnostic) {
    let text = Array(body.text)
    let end: Int
    (end, format) = try ValueFormat.split(body)
    var index = 0

    func mistake(_ message: String) -> Diagnostic {
      Diagnostic(
        at: body.location(offset: min(index, max(0, text.count - 1))), message,
        help: "write label.quantity, label.value.quantity or label[axis=value].quantity")
    }
    func name() throws(Diagnostic) -> String {
      let start = index
      while index < end, text[index].isLetter || text[index].isNumber || "_-".contains(text[index])
      { index += 1 }
      guard index > start else { throw mistake("a name is missing") }
      return String(text[start..<index]).underscored
    }
    label = try name()
    selectors = []
    var words: [String] = []
    while index < end {
      switch text[index] {
      case ".":
        index += 1
        words.append(try name())
      case "[":
        let start = index + 1
        guard let close = text[start..<end].firstIndex(of: "]") else {
          throw mistake("'[' is not closed")
        }
        for part in Self.parts(text[start..<close]) {
          let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          let trimmed = sides.map { String($0).trimmed }
          guard trimmed.allSatisfy({ !$0.isEmpty }) else { throw mistake("'[\(part)]' is empty") }
          if trimmed.count == 2 {
            selectors.append(.axis(trimmed[0].underscored, trimmed[1]))
          } else {
            selectors.append(.step(trimmed[0]))
          }
        }
        index = close + 1
      default:
        throw mistake("'\(text[index])' does not belong here")
      }
    }
    guard let last = words.popLast() else { throw mistake("a quantity is missing") }
    quantity = last
    selectors = words.map(Selector.value) + selectors
  }

  /// At commas outside parentheses.
  private static func parts(_ text: ArraySlice<Character>) -> [String] {
    var depth = 0
    var parts = [""]
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}

extension String {
  /// With every "-" as "_", as paths have it.
  var underscored: String { String(map { $0 == "-" ? "_" : $0 }) }
}

import Diagnostics

/// The name of a computed quantity: `cliff.gelu.delta50`, `m.population_risk[30]`,
/// `cliff[activation=quad, d=500].delta50`. In names every "-" is "_".
public struct QuantityPath: Sendable, Hashable {
  /// A place along the axes.
  public enum Selector: Sendable, Hashable {
    /// `quad` between dots: the axis is the one that has this value.
    case value(String)
    /// `[axis=value]`
    case axis(String, String)
    /// `[30]` after the quantity.
    case step(String)
  }

  public var label: String
  public var selectors: [Selector]
  /// nil for a label that stands alone.
  public var quantity: String?

  public init(label: String, selectors: [Selector], quantity: String?) {
    self.label = label
    self.selectors = selectors
    self.quantity = quantity
  }

  /// A path that stands by itself, where names may be written with "-" too.
  ///
  /// - Parameter place: where the character at an offset of the text stands in a file.
  /// - Throws: the first mistake.
  public init(_ text: String, at place: (Int) -> SourceLocation?) throws(Diagnostic) {
    do throws(ExpressionMistake) {
      var scanner = PathScanner(text: Array(text), allowsHyphens: true)
      self = try scanner.path()
      if scanner.index < scanner.text.count {
        throw scanner.mistake("'\(scanner.text[scanner.index])' does not belong here")
      }
    } catch {
      throw error.diagnostic(place)
    }
  }
}

/// Reads one path from a place in a text.
struct PathScanner {
  let text: [Character]
  var index = 0
  var allowsHyphens: Bool

  func mistake(_ message: String) -> ExpressionMistake {
    let place = min(index, max(0, text.count - 1))
    return ExpressionMistake(
      range: place..<place + 1, message: message,
      help: "write label.quantity, label.value.quantity or label[axis=value].quantity")
  }

  mutating func path() throws(ExpressionMistake) -> QuantityPath {
    let label = try name()
    var selectors: [QuantityPath.Selector] = []
    var words: [String] = []
    while index < text.count {
      if text[index] == "." {
        index += 1
        words.append(try name())
      } else if text[index] == "[" {
        selectors += try bracket()
      } else {
        break
      }
    }
    let quantity = words.popLast()
    return QuantityPath(
      label: label, selectors: words.map(QuantityPath.Selector.value) + selectors,
      quantity: quantity)
  }

  private mutating func name() throws(ExpressionMistake) -> String {
    let start = index
    while index < text.count, isNamePart(text[index]) || (allowsHyphens && text[index] == "-") {
      index += 1
    }
    guard index > start else { throw mistake("a name is missing") }
    return String(text[start..<index]).underscored
  }

  private mutating func bracket() throws(ExpressionMistake) -> [QuantityPath.Selector] {
    let start = index + 1
    guard let close = text[start...].firstIndex(of: "]") else {
      throw mistake("'[' is not closed")
    }
    var selectors: [QuantityPath.Selector] = []
    for part in Self.parts(text[start..<close]) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.trimmed }
      guard sides.allSatisfy({ !$0.isEmpty }) else { throw mistake("'[\(part)]' is empty") }
      selectors.append(
        sides.count == 2 ? .axis(sides[0].underscored, sides[1]) : .step(sides[0]))
    }
    index = close + 1
    return selectors
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

func isNamePart(_ character: Character) -> Bool {
  character.isLetter || character.isNumber || character == "_"
}

extension String {
  /// With every "-" as "_", as paths have it.
  public var underscored: String { String(map { $0 == "-" ? "_" : $0 }) }
}

extension Substring {
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}

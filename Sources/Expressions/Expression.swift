import Diagnostics

/// What an author writes where a quantity is computed from others or a statement is made about them:
/// `cliff.gelu.delta50 > 1.2 * cliff.quad.delta50`.
///
/// In order of binding, the loosest first: `or`, `and`, `not`, comparisons (`a < b < c` means both),
/// `+ -`, `* /`, unary minus, `^`.
public struct Expression: Sendable, Hashable {
  public indirect enum Content: Sendable, Hashable {
    case number(Double)
    case quantity(QuantityPath)
    /// `` `{param} name` ``
    case parameter(String)
    case negated(Expression)
    case arithmetic(Arithmetic, Expression, Expression)
    case call(Function, [Expression], keywords: [Keyword])
    /// A chain: each link compares with what stands before it. Never empty.
    case comparison(Expression, [Link])
    case and([Expression])
    case or([Expression])
    case not(Expression)
  }

  public enum Arithmetic: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case power = "^"
  }

  public enum Comparison: String, Sendable {
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
  }

  public struct Link: Sendable, Hashable {
    public let comparison: Comparison
    public let right: Expression
  }

  /// `rel=0.2`
  public struct Keyword: Sendable, Hashable {
    public let name: String
    public let value: Expression
  }

  public let content: Content
  /// Of the text, in characters.
  public let range: Range<Int>

  /// - Parameter place: where the character at an offset of the text stands in a file.
  /// - Throws: the first mistake, with what could stand there.
  public init(
    _ text: String, at place: (Int) -> SourceLocation?
  ) throws(Diagnostic) {
    do throws(ExpressionMistake) {
      var parser = try ExpressionParser(text)
      self = try parser.whole()
    } catch {
      throw error.diagnostic(place)
    }
  }

  /// - Parameter range: of the text that it stands for.
  public init(_ content: Content, _ range: Range<Int>) {
    self.content = content
    self.range = range
  }
}

/// A mistake in an expression, by its place in the text.
struct ExpressionMistake: Error {
  let range: Range<Int>
  let message: String
  var help: String?

  func diagnostic(_ place: (Int) -> SourceLocation?) -> Diagnostic {
    Diagnostic(
      at: place(range.lowerBound), length: max(1, range.count), message, help: help)
  }
}

extension Expression {
  /// What it is made of directly.
  public var parts: [Expression] {
    switch content {
    case .number, .quantity, .parameter: []
    case .negated(let inner), .not(let inner): [inner]
    case .arithmetic(_, let left, let right): [left, right]
    case .call(_, let arguments, let keywords): arguments + keywords.map(\.value)
    case .comparison(let first, let links): [first] + links.map(\.right)
    case .and(let all), .or(let all): all
    }
  }

  /// Every quantity named, in reading order, with its place in the text.
  public var quantities: [(path: QuantityPath, range: Range<Int>)] {
    if case .quantity(let path) = content { return [(path, range)] }
    return parts.flatMap(\.quantities)
  }
}

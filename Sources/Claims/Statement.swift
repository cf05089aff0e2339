import Expressions
import Statistics

/// A predicate taken apart into the signs of numbers.
indirect enum Statement {
  case leaf(Leaf)
  case all([Statement])
  case any([Statement])
  case not(Statement)

  /// One comparison: every margin must be positive.
  struct Leaf {
    var margins: [Margin]
    /// What a reader looks at: a number, and where it has to lie.
    var shown: Expression
    var region: Span
    /// The parts of the text that `shown` is made of, and what stands between them; none for the
    /// members of a series.
    var ranges: [Range<Int>]
    var joint = ""
  }

  /// A number whose sign decides.
  struct Margin {
    var value: Expression
    /// Whether zero is not enough.
    var isStrict: Bool
  }

  /// - Parameter series: the paths that a path stands for which leaves an axis open.
  init(_ expression: Expression, series: (QuantityPath) -> [QuantityPath]) {
    switch expression.content {
    case .and(let parts): self = .all(parts.map { Statement($0, series: series) })
    case .or(let parts): self = .any(parts.map { Statement($0, series: series) })
    case .not(let inner): self = .not(Statement(inner, series: series))
    case .comparison(let first, let links):
      var left = first
      var leaves: [Statement] = []
      for link in links {
        leaves.append(.leaf(Leaf(left, link.comparison, link.right)))
        left = link.right
      }
      self = leaves.count == 1 ? leaves[0] : .all(leaves)
    case .call(.within, let arguments, let keywords):
      self = .leaf(
        Leaf(
          arguments[0], within: keywords[0].value, isRelative: keywords[0].name == "rel",
          of: arguments[1], range: expression.range))
    case .call(let function, let arguments, _):
      let sign: Expression.Comparison = function == .increasing ? .less : .greater
      var steps = arguments
      if steps.count == 1, case .quantity(let path) = steps[0].content {
        steps = series(path).map { Expression(.quantity($0), arguments[0].range) }
      }
      let isSeries = arguments.count == 1
      self = .all(
        zip(steps, steps.dropFirst()).map { before, after in
          var leaf = Leaf(before, sign, after)
          // Members of a series and of a derivation stand for one path of the text.
          if isSeries || before.range == after.range { leaf.ranges = [] }
          return .leaf(leaf)
        })
    case .number, .quantity, .parameter, .negated, .arithmetic:
      preconditionFailure("a number is no statement")
    }
  }
}

extension Statement.Leaf {
  fileprivate init(_ left: Expression, _ comparison: Expression.Comparison, _ right: Expression) {
    let isStrict = comparison == .less || comparison == .greater
    let isBelow = comparison == .less || comparison == .atMost
    margins = [
      Statement.Margin(
        value: isBelow ? right.minus(left) : left.minus(right), isStrict: isStrict)
    ]
    if right.quantities.isEmpty {
      let bound = right.value { _ in Double.nan }
      (shown, region) = (left, isBelow ? Span(-.infinity, bound) : Span(bound, .infinity))
      ranges = [left.range]
    } else if left.quantities.isEmpty {
      let bound = left.value { _ in Double.nan }
      (shown, region) = (right, isBelow ? Span(bound, .infinity) : Span(-.infinity, bound))
      ranges = [right.range]
    } else {
      let (high, low) = isBelow ? (right, left) : (left, right)
      (shown, region) = (high.minus(low), Span(0, .infinity))
      (ranges, joint) = ([high.range, low.range], " − ")
    }
  }

  /// |a − b| at most a tolerance, as two one-sided statements.
  fileprivate init(
    _ a: Expression, within width: Expression, isRelative: Bool, of b: Expression,
    range: Range<Int>
  ) {
    ranges = [a.range, b.range]
    let tolerance =
      isRelative
      ? Expression(
        .arithmetic(.times, width, Expression(.call(.abs, [b], keywords: []), b.range)), b.range)
      : width
    let difference = a.minus(b)
    margins = [
      Statement.Margin(value: tolerance.minus(difference), isStrict: false),
      Statement.Margin(
        value: Expression(.arithmetic(.plus, difference, tolerance), range), isStrict: false),
    ]
    let half = width.value { _ in Double.nan }
    if b.quantities.isEmpty {
      let centre = b.value { _ in Double.nan }
      let reach = isRelative ? half * abs(centre) : half
      (shown, region) = (a, Span(centre - reach, centre + reach))
      ranges = [a.range]
    } else if isRelative {
      shown = Expression(.arithmetic(.divided, a, b), range)
      region = Span(1 - half, 1 + half)
      joint = " / "
    } else {
      (shown, region) = (difference, Span(-half, half))
      joint = " − "
    }
  }
}

extension Expression {
  fileprivate func minus(_ other: Expression) -> Expression {
    Expression(
      .arithmetic(.minus, self, other),
      min(range.lowerBound, other.range.lowerBound)..<max(range.upperBound, other.range.upperBound))
  }
}

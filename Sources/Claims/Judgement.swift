import Expressions
import Statistics

public enum Verdict: String, Sendable, Codable {
  case holds, refuted, inconclusive
}

/// What was found of a predicate at a level.
public struct Judgement: Sendable {
  public var verdict: Verdict
  public var pValues: PValues
  /// One a comparison, in reading order.
  public var comparisons: [Comparison]
  /// Every quantity named, once, in reading order, with its one-sided bounds.
  public var quantities: [(quantity: ClaimQuantity, bounds: Span)]
  /// Settled, unless inconclusive.
  public var need: Need
  /// Why nothing could be said of a part, each once.
  public var obstacles: [String]

  /// One comparison of a predicate.
  public struct Comparison: Sendable {
    /// The quantities in it.
    public var names: [String]
    /// The parts of the predicate's text that are compared, and what stands between them; none for
    /// members of a series, whose names are.
    public var ranges: [Range<Int>]
    public var joint: String
    /// nil where undefined.
    public var estimate: Double?
    /// One-sided bounds, each at the level.
    public var bounds: Span
    /// Where the number has to lie.
    public var region: Span
    /// Where it can lie at all.
    public var range: Span
    public var verdict: Verdict
  }

  /// - Parameters:
  ///   - predicate: a statement without parameters.
  ///   - level: in ½..<1: a verdict that is wrong comes with probability 1 − level at most.
  ///   - series: the paths that a path stands for which leaves an axis open.
  ///   - known: every path of those.
  public init(
    of predicate: Expression, level: Double, series: (QuantityPath) -> [QuantityPath],
    known: [QuantityPath: ClaimQuantity]
  ) {
    let tail = 1 - level
    let predicate = predicate.expandingSeries(series)
    let statement = Statement(predicate, series: series)
    var work = Work(tail: tail, known: known)
    pValues = work.pValues(statement)
    verdict = Self.verdict(pValues, tail)
    comparisons = work.comparisons
    need = verdict == .inconclusive ? work.need(statement, tail: tail) : .settled
    var seen: Set<QuantityPath> = []
    let paths = predicate.quantities.flatMap { path, _ in
      let members = series(path)
      return members.isEmpty ? [path] : members
    }
    quantities = paths.filter { seen.insert($0).inserted }.compactMap { path in
      known[path].map { ($0, $0.span(tail: tail)) }
    }
    var said: Set<String> = []
    obstacles = quantities.compactMap(\.quantity.obstacle).filter { said.insert($0).inserted }
  }

  fileprivate static func verdict(_ p: PValues, _ tail: Double) -> Verdict {
    // Decimal levels are not binary: 1 − 0.99 is a little more than 0.01.
    let limit = tail * (1 + 1e-9)
    return p.isFalse <= limit ? .holds : p.isTrue <= limit ? .refuted : .inconclusive
  }
}

private struct Work {
  let tail: Double
  let known: [QuantityPath: ClaimQuantity]
  var comparisons: [Judgement.Comparison] = []

  init(tail: Double, known: [QuantityPath: ClaimQuantity]) {
    self.tail = tail
    self.known = known
  }

  mutating func pValues(_ statement: Statement) -> PValues {
    switch statement {
    case .leaf(let leaf):
      let p = PValues.all(
        leaf.margins.map { ResolvedNumber($0.value, known).pValues(isStrict: $0.isStrict) })
      let shown = ResolvedNumber(leaf.shown, known)
      comparisons.append(
        Judgement.Comparison(
          names: shown.quantities.map(\.name), ranges: leaf.ranges, joint: leaf.joint,
          estimate: shown.estimate, bounds: shown.span(tail: tail), region: leaf.region,
          range: shown.range, verdict: Judgement.verdict(p, tail)))
      return p
    case .all(let parts): return .all(parts.map { pValues($0) })
    case .any(let parts): return .any(parts.map { pValues($0) })
    case .not(let inner): return !pValues(inner)
    }
  }

  /// What would settle a statement as the estimates have it.
  func need(_ statement: Statement, tail: Double) -> Need {
    switch statement {
    case .leaf(let leaf): return need(leaf.margins.map(marginPart), tail: tail, all: true)
    case .all(let parts): return need(parts.map(part), tail: tail, all: true)
    case .any(let parts): return need(parts.map(part), tail: tail, all: false)
    case .not(let inner): return need(inner, tail: tail)
    }
  }

  private struct Part {
    var seemsTrue: Bool
    var need: (Double) -> Need
  }

  private func part(_ statement: Statement) -> Part {
    Part(seemsTrue: seemsTrue(statement)) { need(statement, tail: $0) }
  }

  private func marginPart(_ margin: Statement.Margin) -> Part {
    let number = ResolvedNumber(margin.value, known)
    return Part(seemsTrue: (number.estimate ?? -1) > 0) { Need(sign: number, tail: $0) }
  }

  /// A conjunction holds through all its parts and is refuted by one, at its share of the level.
  private func need(_ parts: [Part], tail: Double, all: Bool) -> Need {
    let decisive = parts.filter { $0.seemsTrue != all }
    if decisive.isEmpty { return .all(parts.map { $0.need(tail) }) }
    return .any(decisive.map { $0.need(tail / Double(parts.count)) })
  }

  private func seemsTrue(_ statement: Statement) -> Bool {
    switch statement {
    case .leaf(let leaf): leaf.margins.allSatisfy { marginPart($0).seemsTrue }
    case .all(let parts): parts.allSatisfy(seemsTrue)
    case .any(let parts): parts.contains(where: seemsTrue)
    case .not(let inner): !seemsTrue(inner)
    }
  }
}

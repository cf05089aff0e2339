/// What may be believed of a contrast of means over one set of seeds, under one law of the values.
enum ContrastLaw {
  /// A constant and a multiple, not zero, of one mean.
  case single(MeanLaw, constant: Double, factor: Double)
  /// Student's t around the mean of the contrast at each seed.
  case student(mean: Double, error: Double, degrees: Int)
  /// The contrast of values in ranges at each seed.
  case bounded(BoundedMean)
  /// The ends of the contrast in each pivotal draw.
  case draws([Span])

  var pValues: PValues {
    switch self {
    case .single(let law, let constant, let factor):
      let boundary = -constant / factor
      return factor > 0
        ? PValues(isFalse: law.isAtMost(boundary), isTrue: law.isAbove(boundary))
        : PValues(isFalse: law.isAtLeast(boundary), isTrue: law.isBelow(boundary))
    case .student(let mean, let error, let degrees):
      guard error > 0 else { return PValues(isFalse: mean > 0 ? 0 : 1, isTrue: mean > 0 ? 1 : 0) }
      let above = studentTail(mean / error, degrees: degrees)
      return PValues(isFalse: above, isTrue: 1 - above)
    case .bounded(let law):
      return PValues(
        isFalse: 1 - law.low.probability(above: 0), isTrue: law.high.probability(above: 0))
    case .draws(let spans):
      let count = Double(spans.count)
      return PValues(
        isFalse: Double(spans.count { !($0.low > 0) }) / count,
        isTrue: Double(spans.count { !($0.high <= 0) }) / count)
    }
  }

  /// One-sided bounds, each wrong with probability `tail` at most.
  func span(tail: Double) -> Span {
    switch self {
    case .single(let law, let constant, let factor):
      return Span(constant) + Span(factor) * law.span(tail: tail)
    case .student(let mean, let error, let degrees):
      let reach = error > 0 ? error * studentQuantile(level: 1 - 2 * tail, degrees: degrees) : 0
      return Span(mean - reach, mean + reach)
    case .bounded(let law): return law.span(tail: tail)
    case .draws(let spans):
      let index = min(spans.count - 1, Int(Double(spans.count) * tail))
      let (low, high) = (spans.map(\.low).sorted(), spans.map(\.high).sorted())
      return Span(low[index], high[high.count - 1 - index])
    }
  }

  /// One for each law of the values that is allowed for; none for too few seeds.
  static func laws(
    of contrast: Contrast, _ quantities: [UnknownQuantity],
    _ group: (indices: [Int], seeds: SeedGroup)
  ) -> [ContrastLaw] {
    if let linear = LinearContrast(contrast, quantities, group) { return linear.laws }
    var spans = quantities.map { quantity in
      if case .exact(let value) = quantity { Span(value) } else { Span.anything }
    }
    return group.seeds.models.map { model in
      .draws(
        (0..<PivotalDraws.count).map { draw in
          for (place, index) in group.indices.enumerated() {
            spans[index] = model.spans[place][draw]
          }
          return contrast.value(spans)
        })
    }
  }
}

/// c + Σ a_j μ_j over the means μ_j of one set of seeds, no a_j zero.
struct LinearContrast {
  private let constant: Double
  private let factors: [Double]
  private let seeds: SeedGroup

  /// nil for a contrast that is not linear.
  init?(
    _ contrast: Contrast, _ quantities: [UnknownQuantity],
    _ group: (indices: [Int], seeds: SeedGroup)
  ) {
    guard let coefficients = contrast.coefficients else { return nil }
    let atZero = quantities.map { quantity in
      if case .exact(let value) = quantity { Span(value) } else { Span(0) }
    }
    constant = contrast.value(atZero).low
    let kept = group.indices.enumerated().filter { coefficients[$0.element] != 0 }
    factors = kept.map { coefficients[$0.element] }
    seeds = SeedGroup(kept.map { group.seeds.samples[$0.offset] })
  }

  var laws: [ContrastLaw] {
    guard let first = seeds.samples.first else {
      return [.student(mean: constant, error: 0, degrees: 1)]
    }
    if factors.count == 1 {
      return first.laws.map { .single($0, constant: constant, factor: factors[0]) }
    }
    if seeds.isBounded { return bounded.map { [$0] } ?? [] }
    return [student].compactMap { $0 } + (seeds.lognormal.map { [.draws(values($0))] } ?? [])
  }

  /// Of the contrast at each seed, in its range.
  private var bounded: ContrastLaw? {
    let planned = seeds.planned
    guard !planned.isEmpty else { return nil }
    let columns = seeds.samples.map { $0.spans(at: planned) }
    let values = planned.indices.map { seed in value(columns.map { $0[seed] }) }
    let range = value(
      seeds.samples.map { $0.support.map { Span($0.lowerBound, $0.upperBound) } ?? .anything })
    return .bounded(BoundedMean(values, range: range))
  }

  /// Student's paired t.
  private var student: ContrastLaw? {
    let columns = seeds.columns
    let values = columns[0].indices.map { seed in
      zip(factors, columns).reduce(constant) { $0 + $1.0 * $1.1[seed] }
    }
    guard let sample = SampleMean(values), let error = sample.standardError else { return nil }
    return .student(mean: sample.mean, error: error, degrees: sample.count - 1)
  }

  private func value(_ spans: [Span]) -> Span {
    zip(factors, spans).reduce(Span(constant)) { $0 + Span($1.0) * $1.1 }
  }

  private func values(_ draws: PivotalDraws) -> [Span] {
    (0..<PivotalDraws.count).map { draw in
      var sum = Span(constant)
      for (factor, spans) in zip(factors, draws.spans) {
        let span = spans[draw]
        sum.low += factor * (factor > 0 ? span.low : span.high)
        sum.high += factor * (factor > 0 ? span.high : span.low)
      }
      return sum
    }
  }
}

extension Contrast {
  /// One-sided bounds of a contrast, each wrong with probability `tail` at most: a number beyond one
  /// of them is what `PValues(positive:of:)` rejects at that level.
  public func span(of quantities: [UnknownQuantity], tail: Double) -> Span {
    let groups = JointGroups(quantities)
    guard let group = groups.single else { return groups.values(of: self)(tail) }
    return Span.hull(ContrastLaw.laws(of: self, quantities, group).map { $0.span(tail: tail) })
      ?? .anything
  }
}

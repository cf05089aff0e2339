/// What may be believed of a contrast of means over one set of seeds, under one law of the values.
enum ContrastLaw {
  /// A constant and a multiple, not zero, of one mean.
  case single(MeanLaw, constant: Double, factor: Double)
  /// Student's t around the mean of the contrast at each seed.
  case student(mean: Double, error: Double, degrees: Int)
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
    if let single = single(contrast, quantities, group) { return single }
    var spans = quantities.map { quantity in
      if case .exact(let value) = quantity { Span(value) } else { Span.anything }
    }
    return group.seeds.models.enumerated().map { order, model in
      if order == 0, let paired = paired(contrast, quantities, group) { return paired }
      return .draws(
        (0..<PivotalDraws.count).map { draw in
          for (place, index) in group.indices.enumerated() {
            spans[index] = model.spans[place][draw]
          }
          return contrast.value(spans)
        })
    }
  }

  /// In closed form, if the contrast is linear in one quantity; nil where there is no such form.
  private static func single(
    _ contrast: Contrast, _ quantities: [UnknownQuantity],
    _ group: (indices: [Int], seeds: SeedGroup)
  ) -> [ContrastLaw]? {
    guard group.indices.count == 1, let index = group.indices.first,
      let factor = contrast.coefficients?[index], factor != 0,
      let laws = group.seeds.samples.first?.laws
    else { return nil }
    let constant = contrast.value(atZero(quantities)).low
    return laws.map { .single($0, constant: constant, factor: factor) }
  }

  /// Every quantity that is not known exactly as zero.
  private static func atZero(_ quantities: [UnknownQuantity]) -> [Span] {
    quantities.map { quantity in
      if case .exact(let value) = quantity { Span(value) } else { Span(0) }
    }
  }

  /// Student's paired t on the contrast of each seed, if it is linear in unbounded quantities.
  private static func paired(
    _ contrast: Contrast, _ quantities: [UnknownQuantity],
    _ group: (indices: [Int], seeds: SeedGroup)
  ) -> ContrastLaw? {
    guard let coefficients = contrast.coefficients,
      group.seeds.samples.allSatisfy({ $0.support == nil })
    else { return nil }
    let columns = group.seeds.columns
    let constant = contrast.value(atZero(quantities)).low
    let values = columns[0].indices.map { seed in
      group.indices.enumerated().reduce(constant) {
        $0 + coefficients[$1.element] * columns[$1.offset][seed]
      }
    }
    guard let sample = SampleMean(values), let error = sample.standardError else { return nil }
    return .student(mean: sample.mean, error: error, degrees: sample.count - 1)
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

import Glibc

extension PValues {
  /// Of the statement that a contrast of quantities is positive.
  ///
  /// Means over the same seeds are tested jointly; whatever has no joint law (a crossing, a theory
  /// value, other seeds) enters by one-sided bounds that share the level among the quantities
  /// (Bonferroni), which is valid whatever they have in common.
  ///
  /// - Parameter tail: bounds are not looked for below this level.
  public init(
    positive contrast: Contrast, of quantities: [UnknownQuantity], tail: Double = 1e-4
  ) {
    let groups = JointGroups(quantities)
    if let group = groups.single {
      self = Self.joint(contrast, quantities, group)
    } else {
      self = Self.bonferroni(contrast, groups, tail: tail)
    }
  }

  /// All uncertain quantities are means over one set of seeds.
  private static func joint(
    _ contrast: Contrast, _ quantities: [UnknownQuantity],
    _ group: (indices: [Int], seeds: SeedGroup)
  ) -> PValues {
    var spans = quantities.map { quantity in
      if case .exact(let value) = quantity { Span(value) } else { Span.anything }
    }
    let models = group.seeds.models
    guard !models.isEmpty else { return .none }
    var result: PValues?
    for (order, model) in models.enumerated() {
      if order == 0, let paired = paired(contrast, quantities, group) {
        result = paired
        continue
      }
      var notTrue = 0
      var notFalse = 0
      for draw in 0..<PivotalDraws.count {
        for (place, index) in group.indices.enumerated() { spans[index] = model.spans[place][draw] }
        let value = contrast.value(spans)
        if !(value.low > 0) { notTrue += 1 }
        if !(value.high <= 0) { notFalse += 1 }
      }
      let count = Double(PivotalDraws.count)
      let p = PValues(isFalse: Double(notTrue) / count, isTrue: Double(notFalse) / count)
      result = result.map { $0.cautious(p) } ?? p
    }
    return result ?? .none
  }

  /// Student's paired t on the contrast of each seed, if it is linear in unbounded quantities.
  private static func paired(
    _ contrast: Contrast, _ quantities: [UnknownQuantity],
    _ group: (indices: [Int], seeds: SeedGroup)
  ) -> PValues? {
    guard let coefficients = contrast.coefficients,
      group.seeds.samples.allSatisfy({ $0.support == nil })
    else { return nil }
    let columns = group.seeds.columns
    let zero = quantities.map { quantity in
      if case .exact(let value) = quantity { Span(value) } else { Span(0) }
    }
    let constant = contrast.value(zero).low
    let values = columns[0].indices.map { seed in
      group.indices.enumerated().reduce(constant) {
        $0 + coefficients[$1.element] * columns[$1.offset][seed]
      }
    }
    guard let sample = SampleMean(values), let error = sample.standardError else { return nil }
    guard error > 0 else {
      return PValues(isFalse: sample.mean > 0 ? 0 : 1, isTrue: sample.mean > 0 ? 1 : 0)
    }
    let above = studentTail(sample.mean / error, degrees: sample.count - 1)
    return PValues(isFalse: above, isTrue: 1 - above)
  }

  /// The smallest level at which one-sided bounds settle the sign, each at its share of it.
  private static func bonferroni(
    _ contrast: Contrast, _ groups: JointGroups, tail: Double
  ) -> PValues {
    let bounds = groups.bounds
    let parts = Double(max(1, groups.uncertain))
    func value(_ level: Double) -> Span { contrast.value(bounds.map { $0(level / parts) }) }
    func smallest(_ settled: (Span) -> Bool) -> Double {
      guard settled(value(0.999)) else { return 1 }
      if settled(value(tail)) { return tail }
      var low = log(tail)
      var high = log(0.999)
      for _ in 0..<30 {
        let middle = (low + high) / 2
        if settled(value(exp(middle))) { high = middle } else { low = middle }
      }
      return exp(high)
    }
    return PValues(isFalse: smallest { $0.low > 0 }, isTrue: smallest { $0.high <= 0 })
  }
}

/// P(T > t) for Student's t.
public func studentTail(_ t: Double, degrees: Int) -> Double {
  let nu = Double(degrees)
  let half = 0.5 * incompleteBeta(nu / (nu + t * t), nu / 2, 0.5)
  return t > 0 ? half : 1 - half
}

/// Which quantities have a joint law.
struct JointGroups {
  private let quantities: [UnknownQuantity]
  /// How many quantities are not known exactly.
  let uncertain: Int

  init(_ quantities: [UnknownQuantity]) {
    self.quantities = quantities
    uncertain = quantities.count { if case .exact = $0 { false } else { true } }
  }

  /// If all uncertain quantities are means over seeds in common.
  var single: (indices: [Int], seeds: SeedGroup)? {
    var indices: [Int] = []
    var samples: [SeedSample] = []
    for (index, quantity) in quantities.enumerated() {
      switch quantity {
      case .exact: continue
      case .mean(let sample):
        indices.append(index)
        samples.append(sample)
      case .crossing, .batchMean: return nil
      }
    }
    guard let first = samples.first else { return nil }
    let planned = first.seeds.union(first.missing)
    guard samples.allSatisfy({ $0.seeds.union($0.missing) == planned }) else { return nil }
    let group = SeedGroup(samples)
    return group.isMixed ? nil : (indices, group)
  }

  /// The bounds of each quantity by tail probability; draws are made once.
  var bounds: [(Double) -> Span] {
    quantities.map { quantity in
      switch quantity {
      case .mean(let sample):
        let sorted = sample.sortedDraws
        return { tail in sample.span(tail: tail, of: sorted) }
      case .crossing, .batchMean, .exact: return { quantity.span(tail: $0) }
      }
    }
  }
}

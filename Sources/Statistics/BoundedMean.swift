/// What may be believed of the mean of values in a range, whatever their law: the seeds get the
/// weights of a uniform Dirichlet vector with one entry more than there are seeds, which is put at
/// either end of the range (Gaffke 2005; Learned-Miller and Thomas 2019). For values 0 and 1 the
/// quantiles are the ends of Clopper and Pearson; for differences of such between paired seeds, the
/// test is the sign test.
struct BoundedMean {
  /// With every unknown value at its lower end.
  let low: DirichletMean
  let high: DirichletMean

  /// - Parameters:
  ///   - values: one a seed; a span where a seed is missing, which may have had any value.
  ///   - range: of the values.
  init(_ values: [Span], range: Span) {
    low = DirichletMean(values: values.map(\.low) + [range.low])
    high = DirichletMean(values: values.map(\.high) + [range.high])
  }

  /// One-sided bounds, each wrong with probability `tail` at most.
  func span(tail: Double) -> Span {
    Span(low.quantile(tail), high.quantile(1 - tail))
  }
}

extension SeedSample {
  /// The value of every planned seed: anything in the range where it is missing.
  var spans: [Span] { spans(at: seeds.union(missing).sorted()) }

  func spans(at seeds: [Int]) -> [Span] {
    let unknown = support.map { Span($0.lowerBound, $0.upperBound) } ?? .anything
    return seeds.map { seed in values[seed].map { Span($0) } ?? unknown }
  }
}

/// Quantities measured at the same seeds.
struct SeedGroup {
  let samples: [SeedSample]
  /// The seeds at which every quantity has a value.
  private let common: [Int]

  init(_ samples: [SeedSample]) {
    self.samples = samples
    let first = samples.first?.seeds ?? []
    common = samples.dropFirst().reduce(first) { $0.intersection($1.seeds) }.sorted()
  }

  var columns: [[Double]] { samples.map { sample in common.map { sample.values[$0] ?? .nan } } }

  var isBounded: Bool { samples.allSatisfy { $0.support != nil } }

  /// Some bounded and some not: what seeds share is not used then.
  var isMixed: Bool { !isBounded && samples.contains { $0.support != nil } }

  /// Every seed that was asked of one of the quantities.
  var planned: [Int] {
    samples.reduce(Set<Int>()) { $0.union($1.seeds).union($1.missing) }.sorted()
  }

  /// Draws of the means under each law of the values that is allowed for; none for too few seeds.
  ///
  /// Bounded quantities need no law. Others are taken to be normal, and those that were positive at
  /// every seed lognormal as well: over ten seeds nobody can tell, and Student's t alone would be
  /// wrong ten times too often for a skewed quantity.
  var models: [PivotalDraws] {
    if isBounded {
      let planned = planned
      return planned.isEmpty
        ? [] : [PivotalDraws(bounded: samples.map { $0.spans(at: planned) }, ranges: ranges)]
    }
    guard let draws else { return [] }
    return [normal(draws), lognormal(draws)].compactMap { $0 }
  }

  private var ranges: [Span] {
    samples.map { $0.support.map { Span($0.lowerBound, $0.upperBound) } ?? .anything }
  }

  /// nil for too few seeds.
  private var draws: BartlettDraws? {
    guard !isMixed, common.count > max(1, samples.count) else { return nil }
    return BartlettDraws(seeds: common.count, quantities: samples.count)
  }

  private func normal(_ draws: BartlettDraws) -> PivotalDraws {
    let columns = columns
    return PivotalDraws(normal: columns, isLogarithmic: columns.map { _ in false }, from: draws)
  }

  private func lognormal(_ draws: BartlettDraws) -> PivotalDraws? {
    let columns = columns
    let isPositive = columns.map { $0.allSatisfy { $0 > 0 } }
    guard isPositive.contains(true) else { return nil }
    return PivotalDraws(normal: columns, isLogarithmic: isPositive, from: draws)
  }

  /// nil for too few seeds, or if no quantity was positive at every seed.
  var lognormal: PivotalDraws? {
    guard columns.contains(where: { $0.allSatisfy { $0 > 0 } }), let draws else { return nil }
    return lognormal(draws)
  }
}

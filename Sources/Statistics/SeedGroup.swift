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

  private var isBounded: Bool { samples.allSatisfy { $0.support != nil } }

  /// Some bounded and some not: what seeds share is not used then.
  var isMixed: Bool { !isBounded && samples.contains { $0.support != nil } }

  /// Draws of the means under each law of the values that is allowed for; none for too few seeds.
  ///
  /// Bounded quantities need no law. Others are taken to be normal, and those that were positive at
  /// every seed lognormal as well: over ten seeds nobody can tell, and Student's t alone would be
  /// wrong ten times too often for a skewed quantity.
  var models: [PivotalDraws] {
    if isBounded {
      let all = samples.reduce(Set<Int>()) { $0.union($1.seeds).union($1.missing) }.sorted()
      guard !all.isEmpty else { return [] }
      return [
        PivotalDraws(
          bounded: samples.map { sample in all.map { sample.values[$0] } },
          supports: samples.map { $0.support ?? 0...1 })
      ]
    }
    let columns = columns
    guard !isMixed, common.count > max(1, columns.count) else { return [] }
    let isPositive = columns.map { $0.allSatisfy { $0 > 0 } }
    var models = [
      PivotalDraws(normal: columns, isLogarithmic: columns.map { _ in false })
    ]
    if isPositive.contains(true) {
      models.append(PivotalDraws(normal: columns, isLogarithmic: isPositive))
    }
    return models
  }
}

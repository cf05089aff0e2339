import Glibc
import Numerics

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
    let laws = ContrastLaw.laws(of: contrast, quantities, group).map(\.pValues)
    return laws.dropFirst().reduce(laws.first ?? .none) { $0.cautious($1) }
  }

  /// The smallest level at which one-sided bounds settle the sign, each at its share of it.
  private static func bonferroni(
    _ contrast: Contrast, _ groups: JointGroups, tail: Double
  ) -> PValues {
    let value = groups.values(of: contrast)
    // Settled where the distance is above zero, or at it if that is enough; it grows with the level.
    func smallest(atZero: Bool, _ distance: (Span) -> Double) -> Double {
      func sign(_ level: Double) -> Double {
        let distance = distance(value(level))
        return distance > 0 || distance == 0 && atZero
          ? max(distance, .leastNormalMagnitude) : min(distance, -.leastNormalMagnitude)
      }
      guard sign(0.999) > 0 else { return 1 }
      if sign(tail) > 0 { return tail }
      let found = root(between: log(tail), and: log(0.999), tolerance: 1e-9) { sign(exp($0)) }
      return found.map(exp) ?? 1
    }
    return PValues(
      isFalse: smallest(atZero: false, \.low), isTrue: smallest(atZero: true) { -$0.high })
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
      case .crossing, .batchMean, .bounded, .oneOf: return nil
      }
    }
    guard let first = samples.first else { return nil }
    let planned = first.seeds.union(first.missing)
    guard samples.allSatisfy({ $0.seeds.union($0.missing) == planned }) else { return nil }
    let group = SeedGroup(samples)
    return group.isMixed ? nil : (indices, group)
  }

  /// All values of a contrast inside one-sided bounds that share a level, by the level.
  func values(of contrast: Contrast) -> (Double) -> Span {
    let bounds = bounds
    let parts = Double(max(1, uncertain))
    return { level in contrast.value(bounds.map { $0(level / parts) }) }
  }

  /// The bounds of each quantity by tail probability; draws are made once.
  private var bounds: [(Double) -> Span] {
    quantities.map { quantity in
      switch quantity {
      case .mean(let sample): return sample.bounds
      case .crossing, .batchMean, .bounded, .oneOf, .exact: return { quantity.span(tail: $0) }
      }
    }
  }
}

import Results

/// How the eigenvalues of all seeds at one place are distributed.
enum EigenvalueLaw {
  /// Every one of them, ascending.
  case eigenvalues([Double])
  /// Quadrature rules between the lowest and the highest.
  case quadrature([QuadratureRule], least: Double, most: Double)

  /// nil for spectra without a finite eigenvalue.
  init?(of spectra: [Spectrum]) {
    let eigenvalues = spectra.flatMap(\.eigenvalues).filter(\.isFinite).sorted()
    if !eigenvalues.isEmpty {
      self = .eigenvalues(eigenvalues)
      return
    }
    let rules = spectra.compactMap(\.quadrature).flatMap(\.rules).compactMap(QuadratureRule.init)
    let ends = spectra.flatMap { $0.lowest + $0.highest }.map(\.eigenvalue).filter(\.isFinite)
    let nodes = rules.flatMap { [$0.nodes[0], $0.nodes[$0.nodes.count - 1]] }
    guard let least = (ends + nodes).min(), let most = (ends + nodes).max(), !rules.isEmpty else {
      return nil
    }
    self = .quadrature(rules, least: least, most: most)
  }

  /// Whether it is estimated rather than counted.
  var isQuadrature: Bool { if case .quadrature = self { true } else { false } }

  var least: Double {
    switch self {
    case .eigenvalues(let values): values[0]
    case .quadrature(_, let least, _): least
    }
  }

  var most: Double {
    switch self {
    case .eigenvalues(let values): values[values.count - 1]
    case .quadrature(_, _, let most): most
    }
  }

  /// The share of eigenvalues at or below x.
  func share(upTo x: Double) -> Double {
    switch self {
    case .eigenvalues(let values):
      return Double(values.count(below: { $0 <= x })) / Double(values.count)
    case .quadrature(let rules, let least, let most):
      if x < least { return 0 }
      if x >= most { return 1 }
      return rules.reduce(0) { $0 + $1.share(upTo: x) } / Double(rules.count)
    }
  }

  /// The share below x.
  func share(below x: Double) -> Double {
    guard case .eigenvalues(let values) = self else { return share(upTo: x) }
    return Double(values.count(below: { $0 < x })) / Double(values.count)
  }

  /// The value that a share p of the eigenvalues does not exceed.
  func quantile(_ p: Double) -> Double {
    guard case .quadrature(_, var low, var high) = self else {
      if case .eigenvalues(let values) = self { return Figures.quantile(values, p) }
      return 0
    }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if share(upTo: middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

extension [Double] {
  /// How many of ascending values come before the first that does not satisfy a condition.
  fileprivate func count(below isBelow: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBelow(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// One probe's quadrature rule as a density: each node's weight is spread evenly as far as the
/// nearer of its neighbours on either side, that of an end node as far as the second gap inwards,
/// so that an outlier does not fill its gap to the bulk.
struct QuadratureRule {
  let nodes: [Double]
  let weights: [Double]
  private let reaches: [Double]

  /// nil unless there are three nodes, all finite.
  init?(_ rule: Spectrum.Quadrature.Rule) {
    self.init(nodes: rule.nodes, weights: rule.weights)
  }

  private init?(nodes: [Double], weights: [Double]) {
    guard nodes.count >= 3, nodes.count == weights.count,
      nodes.allSatisfy(\.isFinite), weights.allSatisfy(\.isFinite)
    else { return nil }
    self.nodes = nodes
    self.weights = weights
    let gaps = zip(nodes, nodes.dropFirst()).map { $1 - $0 }
    reaches = nodes.indices.map { index in
      let pair = min(max(0, index - 1), gaps.count - 2)
      return min(gaps[pair], gaps[pair + 1])
    }
  }

  func share(upTo x: Double) -> Double {
    var sum = 0.0
    for index in nodes.indices {
      let (node, reach) = (nodes[index], reaches[index])
      if x >= node + reach {
        sum += weights[index]
      } else if x > node - reach {
        sum += weights[index] * (x - node + reach) / (2 * reach)
      }
    }
    return sum
  }

  /// The rule without the node next to `value`, and that node's weight.
  func without(_ value: Double) -> (rule: QuadratureRule?, weight: Double) {
    guard let index = nodes.indices.min(by: { abs(nodes[$0] - value) < abs(nodes[$1] - value) })
    else { return (self, 0) }
    var (left, rest) = (nodes, weights)
    left.remove(at: index)
    let weight = rest.remove(at: index)
    return (QuadratureRule(nodes: left, weights: rest), weight)
  }
}

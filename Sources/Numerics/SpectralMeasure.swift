/// How the eigenvalues of a symmetric operator are distributed, from its products with a few random
/// vectors: stochastic Lanczos quadrature (Ubaru, Chen, Saad 2017).
///
/// Each probe gives a quadrature rule for its own spectral measure, whose mean over isotropic
/// probes is the distribution of eigenvalues; the spread over probes is the error.
public struct SpectralMeasure: Sendable {
  /// Nodes, ascending, with weights of sum 1, for every probe.
  public let rules: [[(node: Double, weight: Double)]]

  /// - Parameters:
  ///   - probes: random vectors with independent N(0, 1) entries, or uniform on the sphere.
  ///   - steps: products a probe.
  ///   - products: of the operator with one vector of each probe at most.
  public init(
    probes: [[Double]], steps: Int, products: ([[Double]]) -> [[Double]]
  ) throws(SymmetricEigen.Failure) {
    var spaces = probes.map { Lanczos(start: $0, capacity: steps) }
    while true {
      let open = spaces.indices.filter { !spaces[$0].isComplete }
      if open.isEmpty { break }
      for (probe, product) in zip(open, products(open.map { spaces[$0].front })) {
        spaces[probe].take(product)
      }
    }
    var rules: [[(node: Double, weight: Double)]] = []
    for space in spaces { rules.append(try space.ritz().map { ($0.value, $0.weight) }) }
    self.rules = rules
  }

  /// The probes of all of them.
  public init(joining measures: [SpectralMeasure]) { rules = measures.flatMap(\.rules) }

  /// The share of eigenvalues at or below x, with the standard error over probes.
  ///
  /// Between nodes each probe's share is interpolated linearly, half a node's weight on either
  /// side of it: Gauss rules bound the true share by the jump's two ends.
  public func share(below x: Double) -> (value: Double, standardError: Double?) {
    let shares = rules.map { SpectralMeasure.share(below: x, rule: $0) }
    let count = Double(shares.count)
    let mean = shares.reduce(0, +) / count
    let squares = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, shares.count > 1 ? (squares / (count - 1) / count).squareRoot() : nil)
  }

  private static func share(below x: Double, rule: [(node: Double, weight: Double)]) -> Double {
    guard let first = rule.first, let last = rule.last, x >= first.node else { return 0 }
    if x >= last.node { return 1 }
    var below = 0.0
    for (left, right) in zip(rule, rule.dropFirst()) {
      below += left.weight
      if x < right.node {
        let fraction = (x - left.node) / (right.node - left.node)
        return below - left.weight / 2 + fraction * (left.weight + right.weight) / 2
      }
    }
    return 1
  }
}

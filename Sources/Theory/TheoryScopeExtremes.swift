import Glibc
import Model

/// Whether the diagonal of D, theory (2), is bounded over all pre-activations and responses.
///
/// D_jj = ℓ''(r) (a_j σ'_j)² + ℓ'(r) a_j σ''_j with r = f − y. Given u_j, the rest of r ranges over
/// the interval that the other neurons and the response leave it; extremes over grids that reach
/// 10⁴ and 10⁶ times as far are compared.
struct TheoryScopeExtremes {
  let isBoundedBelow: Bool
  let isBoundedAbove: Bool

  init(of network: Network, responses: TargetRange) {
    let extremes = [4, 6].map { decades in
      network.secondLayer.indices.map {
        Self.extremes(network, neuron: $0, responses: responses, decades: decades)
      }
    }
    func isBounded(_ values: [Double]) -> Bool { values[1] <= 4 * max(values[0], 1e-6) }
    isBoundedBelow = isBounded(extremes.map { $0.map { -$0.least }.max() ?? 0 })
    isBoundedAbove = isBounded(extremes.map { $0.map(\.largest).max() ?? 0 })
  }

  private static func extremes(
    _ network: Network, neuron: Int, responses: TargetRange, decades: Int
  ) -> (least: Double, largest: Double) {
    let u = grid(decades: Double(decades), perDecade: 12)
    let sigma = network.activation.evaluate(u)
    // What a_j σ_j − r may be: y less the other neurons.
    var (lowest, highest) = (
      max(responses.least, -pow(10, 3 * Double(decades))),
      min(responses.largest, pow(10, 3 * Double(decades)))
    )
    for (other, weight) in network.secondLayer.enumerated() where other != neuron {
      let terms = sigma.value.map { weight * $0 }
      lowest -= terms.max() ?? 0
      highest -= terms.min() ?? 0
    }
    let residuals = grid(decades: 3 * Double(decades), perDecade: 4)
    let weight = network.secondLayer[neuron]
    var (least, largest) = (0.0, 0.0)
    for index in u.indices {
      let own = weight * sigma.value[index]
      let range = own - highest...own - lowest
      let points = residuals.filter(range.contains) + [range.lowerBound, range.upperBound]
      for residual in points {
        let loss = network.loss.evaluate(response: 0, prediction: residual)
        let slope = weight * sigma.slope[index]
        let value = loss.curvature * slope * slope + loss.slope * weight * sigma.curvature[index]
        least = min(least, value)
        largest = max(largest, value)
      }
    }
    return (least, largest)
  }

  /// 0 and ± sizes from 10⁻² up to 10^decades.
  private static func grid(decades: Double, perDecade: Int) -> [Double] {
    let count = Int(decades + 2) * perDecade
    let sizes = (0...count).map { pow(10, Double($0) / Double(perDecade) - 2) }
    return [0] + sizes + sizes.map { -$0 }
  }
}

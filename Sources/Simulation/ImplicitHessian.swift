import Conditioning
import Model
import Numerics

/// Products of ∇²R(Θ), theory (4), with directions on a fork of an implicit design: two of the
/// design's own operations each, which add up to m directions on either side.
///
/// A direction has m parts, one for each neuron, of `coordinates` entries on the axes: those in use
/// and those that may come into use.
package struct ImplicitHessian {
  /// Of each neuron's part.
  package let coordinates: Int
  private let network: Network
  /// D, entry [j·m + l][i].
  private let curvatures: [[Double]]
  /// X as it is known by now.
  package private(set) var conditioned: ConditionedDesign

  /// - Parameters:
  ///   - curvatures: `curvatures(of:)` of the state.
  ///   - index: those that leave the same state with different indices are independent given it.
  ///   - products: how many will be taken at most.
  package init(
    of state: ImplicitState, curvatures: [[Double]], index: Int, products: Int, threads: Int = 1
  ) {
    network = state.design.problem.network
    self.curvatures = curvatures
    conditioned = state.conditioned.forked(
      random: state.design.random(step: state.step, index: index), threads: threads)
    coordinates = min(
      conditioned.dimension, conditioned.axes + network.neurons * (products + 1))
  }

  /// D of theory (2) for every sample: entry [j·m + l][i].
  package static func curvatures(of state: ImplicitState) -> [[Double]] {
    state.design.problem.network.sampleCurvatures(
      preactivations: state.conditioned.latestImages(), responses: state.design.responses)
  }

  /// A direction of R^md with independent N(0, 1) entries.
  package mutating func randomVector(_ random: CounterRandom, row: Int) -> [Double] {
    let m = network.neurons
    var vector: [Double] = []
    for neuron in 0..<m {
      vector += padded(conditioned.gaussian(random, row: row * m + neuron))
    }
    return vector
  }

  /// ∇²R v
  package mutating func callAsFunction(_ v: [Double]) -> [Double] {
    let (m, length, curvatures) = (network.neurons, coordinates, curvatures)
    precondition(v.count == m * length)
    let parts = (0..<m).map { Array(v[$0 * length..<$0 * length + conditioned.axes]) }
    _ = conditioned.apply(to: parts) { panel in
      for pair in 0..<m * m {
        let (values, images) = (
          panel.values + pair / m * panel.pitch, panel.images + pair % m * panel.pitch
        )
        curvatures[pair].withUnsafeBufferPointer { entries in
          for (row, sample) in panel.samples.enumerated() {
            values[row] += entries[sample] * images[row]
          }
        }
      }
      return 0
    }
    let inverse = 1 / Double(conditioned.samples)
    var product = v.map { network.ridge * $0 }
    for (neuron, image) in conditioned.transposedImages().enumerated() {
      for (axis, value) in image.enumerated() {
        product[neuron * length + axis] += inverse * value
      }
    }
    return product
  }

  /// With zeros on the axes not yet in use.
  package func padded(_ part: [Double]) -> [Double] {
    part + [Double](repeating: 0, count: coordinates - part.count)
  }
}

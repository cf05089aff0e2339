import Conditioning
import Model

/// A moment of one batch of the mean field: the joint law of (u, z, y) as n samples.
public struct MeanFieldState: Sendable {
  public let problem: Problem
  /// t
  public let step: Int
  /// R(Θ^t) on the samples, including the ridge.
  public let trainRisk: Double
  /// Q = ΘᵀΘ, m×m.
  public let gram: [[Double]]
  /// B = ΘᵀΘ*, m×k; 0 along hard directions.
  public let overlap: [[Double]]
  /// u = XΘ, m arrays of length n.
  public let preactivations: [[Double]]
  /// z, k arrays of length n, in the coordinates of the target's expression.
  public let latents: [[Double]]
  /// z_H: latents along each of `MeanField.hard`.
  public let hardLatents: [[Double]]
  /// y
  public let responses: [Double]
  package let design: ConditionedDesign

  /// b: axes of R^d in use.
  public var axes: Int { design.axes }

  /// ‖θ_j‖
  public var norms: [Double] { gram.indices.map { gram[$0][$0].squareRoot() } }

  /// ⟨θ_j, θ*_l⟩/‖θ_j‖, m×k; 0 for a neuron that vanished.
  public var signedOverlaps: [[Double]] {
    zip(overlap, norms).map { row, norm in row.map { norm > 0 ? $0 / norm : 0 } }
  }

  /// D of theory (2) for every sample: entry [j·m + l][i].
  public func sampleCurvatures() -> [[Double]] {
    problem.network.sampleCurvatures(preactivations: preactivations, responses: responses)
  }

  /// y_i of theory (15) by coordinate: the samples along an orthonormal basis of the span of Θ* and
  /// all θ_j^s, s ≤ t. Latent axes come first, easy before hard. Arrays of length n.
  public func trajectoryCoordinates() -> [[Double]] { design.axisImages() }

  /// U of theory (15): an orthonormal basis of the gradient columns g_j^s, s < t, of length n.
  public func gradientBasis() -> [[Double]] { design.sampleDirections() }
}

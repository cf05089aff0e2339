import Glibc
import Model
import Numerics

/// How far the theory of the Hessian's spectrum reaches for a problem: whether the curvature D of
/// theory (2) is bounded on either side, so that the bulk of theory section 5 has an edge there.
///
/// What counts is D, not the target: the extremes of its diagonal are searched over pre-activations
/// and responses at growing scale. A kinked activation has a point mass in σ'' and no bound.
public struct TheoryScope: Sendable, Equatable {
  public let below: CurvatureLaw.Reach
  public let above: CurvatureLaw.Reach
  /// Why there is no left edge, hence no δ_NN: one sentence; nil where theory applies.
  public let leftEdgeObstacle: String?
  /// Why there is no right edge: one sentence; nil where there is one.
  public let rightEdgeObstacle: String?

  public init(of problem: Problem) {
    let activation = problem.network.activation
    if activation.isKinked {
      let sentence = Self.kink(of: activation)
      self.init(left: sentence, right: sentence)
      return
    }
    let responses = TargetRange(of: problem)
    let extremes = TheoryScopeExtremes(of: problem.network, responses: responses)
    self.init(
      left: extremes.isBoundedBelow
        ? nil
        : "With \(Self.cause(problem, responses)), the second derivative of a sample's loss in the "
          + "pre-activations is "
          + "unbounded below: the left edge of the Hessian's bulk drifts with d, and neither it "
          + "nor δ_NN is defined.",
      right: extremes.isBoundedAbove
        ? nil
        : "With \(Self.cause(problem, responses)), the second derivative of a sample's loss in the "
          + "pre-activations is "
          + "unbounded above: the Hessian's bulk has no right edge, and its upper end grows with d."
    )
  }

  private init(left: String?, right: String?) {
    leftEdgeObstacle = left
    rightEdgeObstacle = right
    below = left == nil ? .sampled : .unbounded
    above = right == nil ? .sampled : .unbounded
  }

  private static func kink(of activation: Activation) -> String {
    let start =
      "The slope of \(activation) jumps, and the Hessian leaves out the point mass that its second "
      + "derivative has there: neither the edges of the bulk nor δ_NN are defined"
    return activation.hasZeroCurvature
      ? start + ", and no eigenvalue lies below λ." : start + "."
  }

  /// What lets D grow, in words.
  private static func cause(_ problem: Problem, _ responses: TargetRange) -> String {
    let network = problem.network
    var parts: [String] = []
    if !network.activation.hasBoundedCurvature || !network.activation.hasBoundedSlope {
      parts.append("the activation \(network.activation)")
    }
    let isSquare = !network.loss.hasBoundedSlope
    if isSquare { parts.append("the \(network.loss) loss") }
    if isSquare && !responses.isBounded {
      parts.append(
        problem.noise > 0 ? "responses without bound" : "the unbounded target \(problem.target)")
    }
    return parts.joined(separator: " and ")
  }
}

/// Between what y lies.
struct TargetRange {
  /// Least and largest y, infinite without bound.
  let least: Double
  let largest: Double

  var isBounded: Bool { least.isFinite && largest.isFinite }

  init(of problem: Problem) {
    guard problem.noise == 0 else {
      (least, largest) = (-.infinity, .infinity)
      return
    }
    let ends = [4.0, 8, 16].map { Self.ends(of: problem.target, decades: $0) }
    // A logarithm doubles when the number of decades does.
    func limit(_ values: [Double], sign: Double) -> Double {
      let (first, last) = (sign * values[1], sign * values[2])
      let size = max(abs(values[0]), abs(values[1]), 1e-3)
      return last.isFinite && last - first < 0.1 * size && last < 1e12
        ? values[2] : sign * .infinity
    }
    least = limit(ends.map(\.least), sign: -1)
    largest = limit(ends.map(\.largest), sign: 1)
  }

  /// Extremes over latents of all signs whose sizes range over this many decades on either side
  /// of 1.
  private static func ends(of target: Target, decades: Double) -> (least: Double, largest: Double) {
    let count = 1 << 14
    let random = CounterRandom(seed: 0x5C0_9E, stream: 0)
    let k = target.latentDimension
    let inputs = (0...k).map { axis in
      random.uniforms(count, row: axis).map { uniform -> Double in
        let position = 2 * uniform - 1
        // The sign from the half, the size from the place within it.
        return (position < 0 ? -1 : 1) * pow(10, decades * (2 * abs(position) - 1))
      }
    }
    let values = target.responses(latents: Array(inputs.prefix(k)), noise: inputs[k])
      .filter { !$0.isNaN }
    return (values.min() ?? 0, values.max() ?? 0)
  }
}

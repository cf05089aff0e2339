import Conditioning
import Model
import Numerics

/// n Gaussian samples of a problem whose matrix X is never held: theory section 4.
///
/// X is drawn as far as products with it are asked for, each given all before it: an exact sample of
/// what a dense design would show, at the true n and d. It takes 12·n bytes for each of the
/// k + m(T + 1) directions that T steps of gradient descent with m neurons use, and O(n·m²·T²)
/// operations.
public struct ImplicitDesign: Sendable {
  public let problem: Problem
  public let seed: Int
  /// d
  public let dimension: Int
  /// z: k arrays of length n.
  public let latents: [[Double]]
  /// y, of length n.
  public let responses: [Double]

  /// n
  public var samples: Int { responses.count }

  public init(
    problem: Problem, dimension d: Int, samples n: Int, seed: Int, labels: Labels = .true
  ) {
    precondition(n >= 1 && d >= problem.latentDimension)
    self.problem = problem
    self.seed = seed
    dimension = d
    let random = SampleStream.implicitLatents.random(seed: seed)
    let latents = (0..<problem.latentDimension).map { random.normals(n, row: $0) }
    let own = problem.responses(
      latents: latents,
      eps: problem.target.usesNoise
        ? SampleStream.eps.random(seed: seed).normals(n, row: 0) : [],
      disturbance: problem.noise > 0
        ? SampleStream.disturbance.random(seed: seed).normals(n, row: 0) : [])
    responses = labels.apply(to: own, seed: seed)
    self.latents = latents
  }

  /// X with nothing known but its latent directions, which are the first k axes.
  func conditioned(threads: Int) -> ConditionedDesign {
    ConditionedDesign(
      latents: latents, dimension: dimension,
      random: ConditionedRandom(
        noise: SampleStream.implicitNoise.random(seed: seed),
        lengths: SampleStream.implicitLengths.random(seed: seed)),
      threads: threads)
  }

  /// The random numbers of the `index`-th side way that leaves the run at a step.
  func random(step: Int, index: Int) -> ConditionedRandom {
    ConditionedRandom(
      noise: SampleStream.implicitNoise.random(seed: seed, step: step, index: index),
      lengths: SampleStream.implicitLengths.random(seed: seed, step: step, index: index))
  }
}

extension ImplicitDesign {
  /// Memory that a run of gradient descent takes, design included.
  ///
  /// - Parameter products: with the Hessian at its last step, one after another; 0 for none.
  public static func bytes(
    dimension d: Int, samples n: Int, neurons m: Int, latents k: Int, steps: Int,
    products: Int = 0
  ) -> Int {
    func slabs(_ columns: Int) -> Int { ConditionedDesign.wholeSlabs(columns) }
    let (axes, rank) = (min(d, k + m * (steps + 2)), min(n, m * steps))
    var columns = 8 * (slabs(k) + slabs(rank)) + 4 * slabs(axes - k)
    // z, y, XΘ and G.
    var vectors = k + 1 + 2 * m
    var coefficients = 3 * axes * rank
    if products > 0 {
      // What the run and its side way each fill up of a slab, D, and XΘ before it became D.
      let (more, moreRank) = (min(d, axes + m * (products + 1)), min(n, rank + m * products))
      columns += 8 * (slabs(moreRank) - slabs(rank)) + 4 * (slabs(more) - slabs(axes))
      columns += 12 * slabs(1)
      vectors += m * m + 3 * m
      coefficients += 3 * more * moreRank + m * more * products
    }
    return n * (columns + 8 * vectors) + 32 * coefficients
  }

  /// Whether a run costs less here than with X held, by the numbers alone: theory section 4.
  public static func pays(
    dimension d: Int, samples n: Int, neurons m: Int, steps: Int
  ) -> Bool {
    let delta = Double(n) / Double(d)
    return Double(m * steps) < Double(d) * delta / (3 * (1 + delta))
  }
}

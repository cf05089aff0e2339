import Conditioning
import Model
import Numerics

/// Gradient descent as n, d → ∞ at fixed δ = n/d, by Monte Carlo (theory section 4).
///
/// Exactly the law of a run at d = round(n/δ), but that overlaps with hard directions, which
/// fluctuate by d^{-1/2}, are held at their limit 0. Easy overlaps and those between neurons keep
/// fluctuations of that order: independent batches show how large. O(n·m·T) memory and
/// O(n·m²·T²) operations for T steps.
public struct MeanField: Sendable, Hashable {
  public let problem: Problem
  /// δ
  public let delta: Double
  /// η
  public let stepSize: Double
  /// r₀: columns of Θ⁰ have this length.
  public let radius: Double
  /// n: Monte Carlo samples of each batch.
  public let samples: Int
  /// Orthonormal vectors of R^k, the hard directions.
  public let hard: [[Double]]
  /// Whether the sample directions U are kept to 21 bits: a third less memory and time. X then has
  /// its law all the same, and its products agree to f64, but a step is that of gradient descent on
  /// X up to 2⁻²¹ of what is new in its gradient: nothing beside a standard error.
  public let roundsBasis: Bool
  /// The latent axes as rows in R^k: the easy ones, then `hard`.
  let latentAxes: [[Double]]

  public init(
    problem: Problem, delta: Double, stepSize: Double, radius: Double = 1, samples: Int,
    hard: [[Double]], roundsBasis: Bool = true
  ) {
    let k = problem.latentDimension
    precondition(delta > 0 && radius > 0 && samples > 0)
    precondition(hard.count <= k && hard.allSatisfy { $0.count == k })
    self.problem = problem
    self.delta = delta
    self.stepSize = stepSize
    self.radius = radius
    self.samples = samples
    self.hard = hard
    self.roundsBasis = roundsBasis
    latentAxes = orthogonalComplement(of: hard, dimension: k) + hard
    precondition(dimension >= k, "fewer dimensions than latent directions")
  }

  /// d = round(n/δ)
  public var dimension: Int { max(1, Int((Double(samples) / delta).rounded())) }

  /// n/d: what stands for δ in theory (8) when a batch's law of D is used.
  public var sampleRatio: Double { Double(samples) / Double(dimension) }

  /// The last step up to which at most a quarter of the d axes is in use. Later states are those
  /// of gradient descent at this d, not of the limit.
  public var lastStepOfLimit: Int {
    (dimension / 4 - problem.latentDimension) / problem.network.neurons - 1
  }

  /// Why a batch ended early.
  public enum Interruption: Error, Sendable, Hashable {
    /// At Θ of this step the risk is not finite or ‖Θ‖_F is beyond 10⁸.
    case diverged(batch: Int, step: Int)
    case cancelled
  }

  /// Runs one batch from Θ⁰ to the last of the reported steps.
  ///
  /// - Parameters:
  ///   - batch: seed; batches are independent. Runs of the same batch that differ in δ alone share
  ///     their random numbers.
  ///   - reported: steps t ≥ 0 to observe, in any order.
  ///   - threads: over the samples; they do not change the numbers. Batches in parallel are faster.
  ///   - isCancelled: asked before every step.
  public func run(
    batch: Int, at reported: [Int], threads: Int = 1, isCancelled: () -> Bool = { false },
    observe: (MeanFieldState) -> Void
  ) throws(Interruption) {
    let reported = Set(reported)
    guard let last = reported.max() else { return }
    precondition(reported.allSatisfy { $0 >= 0 })
    var trajectory = MeanFieldTrajectory(of: self, batch: batch, threads: threads)
    for step in 0...last {
      if isCancelled() { throw .cancelled }
      guard trajectory.squaredNorm <= 1e16 else { throw .diverged(batch: batch, step: step) }
      trajectory.evaluate()
      guard trajectory.trainRisk.isFinite else { throw .diverged(batch: batch, step: step) }
      if reported.contains(step) { observe(trajectory.state(step: step)) }
      if step < last { trajectory.descend() }
    }
  }
}

/// Orthonormal vectors spanning what `basis` leaves of R^dimension; coordinate axes where possible.
private func orthogonalComplement(of basis: [[Double]], dimension: Int) -> [[Double]] {
  var known = basis
  while known.count < dimension {
    var largest: [Double] = []
    for axis in 0..<dimension {
      var rest = (0..<dimension).map { $0 == axis ? 1.0 : 0 }
      for _ in 0..<2 {
        for vector in known {
          let product = zip(vector, rest).reduce(0) { $0 + $1.0 * $1.1 }
          for index in rest.indices { rest[index] -= product * vector[index] }
        }
      }
      // The first of equals, rounding aside.
      if norm(rest) > norm(largest) + 1e-9 { largest = rest }
    }
    let length = norm(largest)
    known.append(largest.map { $0 / length })
  }
  return Array(known[basis.count...])
}

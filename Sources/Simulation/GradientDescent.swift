import Model
import Numerics

/// Gradient descent Θ^{t+1} = Θ^t − η ∇R(Θ^t), theory section 1, on all samples or on a mini-batch
/// a step.
public struct GradientDescent: Sendable, Hashable {
  public let problem: Problem
  /// η
  public let stepSize: Double
  /// r₀: columns of Θ⁰ are uniform on the sphere of this radius.
  public let radius: Double
  /// T: the last state is Θ^T.
  public let steps: Int
  /// The samples of each step's gradient; nil for all of them.
  public let batches: MiniBatches?
  /// Orthonormal vectors v of R^k: Θ is kept orthogonal to Θ*v, by projection after every step.
  public let clamped: [[Double]]

  public init(
    problem: Problem, stepSize: Double, radius: Double = 1, steps: Int,
    batches: MiniBatches? = nil, clamped: [[Double]] = []
  ) {
    precondition(steps >= 0 && radius >= 0)
    precondition(clamped.allSatisfy { $0.count == problem.latentDimension })
    self.problem = problem
    self.stepSize = stepSize
    self.radius = radius
    self.steps = steps
    self.batches = batches
    self.clamped = clamped
  }

  /// How a run ended.
  public enum Termination: Sendable, Hashable {
    case finished
    /// At Θ of this step the risk is not finite or ‖Θ‖_F is beyond 10⁸.
    case diverged(step: Int)
    case cancelled
  }

  /// Runs from Θ⁰ and shows the states asked for.
  ///
  /// - Parameters:
  ///   - seed: of Θ⁰; may equal the design's.
  ///   - reported: steps in 0...T to observe, in any order; others are ignored.
  ///   - threads: do not change the numbers.
  ///   - isCancelled: asked before every step.
  public func run(
    on design: DenseDesign, seed: Int, at reported: [Int], threads: Int = 1,
    isCancelled: () -> Bool = { false }, observe: (State) -> Void
  ) -> Termination {
    run(
      on: design, from: start(on: design, seed: seed), seed: seed, at: reported, threads: threads,
      isCancelled: isCancelled, observe: observe)
  }

  /// The same from Θ⁰ (m×d), with `seed` for the mini-batches.
  package func run(
    on design: DenseDesign, from start: Matrix, seed: Int, at reported: [Int], threads: Int = 1,
    isCancelled: () -> Bool = { false }, observe: (State) -> Void
  ) -> Termination {
    var path = DescentPath(self, on: design, from: start, at: reported)
    var risk = EmpiricalRisk(on: design, threads: threads)
    var selection = batches.map { MiniBatchSelection($0, of: design.samples, seed: seed) }
    var batchRisk = batches.map {
      EmpiricalRisk(on: design, batch: min($0.size, design.samples), threads: threads)
    }
    while path.end == nil {
      if isCancelled() { return .cancelled }
      if batches == nil || path.isReported {
        path.take(risk: risk.evaluate(at: path.parameters), observe: observe)
        if path.end != nil { break }
      }
      if let samples = selection?.next() {
        batchRisk?.select(samples)
        guard batchRisk?.evaluate(at: path.parameters).isFinite == true else {
          return .diverged(step: path.step)
        }
      }
      (batchRisk ?? risk).gradient.withUnsafePointer { path.descend(along: $0) }
    }
    return path.end ?? .finished
  }

  /// Θ⁰ on a design.
  func start(on design: DenseDesign, seed: Int) -> Matrix {
    initialParameters(
      dimension: design.dimension, seed: seed,
      orthogonalTo: clamped.map { design.direction(along: $0) })
  }

  /// Θ⁰, m×d: each row uniform on the sphere of radius r₀ in the complement of `held`, which are
  /// orthonormal vectors of R^d.
  public func initialParameters(
    dimension: Int, seed: Int, orthogonalTo held: [[Double]] = []
  ) -> Matrix {
    let random = SampleStream.initialParameters.random(seed: seed)
    var parameters = Matrix(
      rows: (0..<problem.network.neurons).map { random.normals(dimension, row: $0) })
    parameters.remove(held)
    for neuron in 0..<parameters.rows {
      parameters.withUnsafeMutableRow(neuron) { row in
        let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
        for index in row.indices { row[index] *= radius / norm }
      }
    }
    return parameters
  }
}

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
    let held = clamped.map { design.direction(along: $0) }
    return run(
      on: design,
      from: initialParameters(dimension: design.dimension, seed: seed, orthogonalTo: held),
      seed: seed, at: reported, threads: threads, isCancelled: isCancelled, observe: observe)
  }

  /// The same from Θ⁰ (m×d), with `seed` for the mini-batches.
  package func run(
    on design: DenseDesign, from start: Matrix, seed: Int, at reported: [Int], threads: Int = 1,
    isCancelled: () -> Bool = { false }, observe: (State) -> Void
  ) -> Termination {
    precondition(design.problem == problem)
    let reported = Set(reported)
    var risk = EmpiricalRisk(on: design, threads: threads)
    var selection = batches.map { MiniBatchSelection($0, of: design.samples, seed: seed) }
    var batchRisk = batches.map {
      EmpiricalRisk(on: design, batch: min($0.size, design.samples), threads: threads)
    }
    let held = clamped.map { design.direction(along: $0) }
    var parameters = start
    for step in 0...steps {
      if isCancelled() { return .cancelled }
      if step == steps && !reported.contains(step) { break }
      if batches == nil || reported.contains(step) {
        let value = risk.evaluate(at: parameters)
        guard value.isFinite else { return .diverged(step: step) }
        if reported.contains(step) {
          observe(State(step: step, parameters: parameters, trainRisk: value, design: design))
        }
      }
      if step == steps { break }
      if let samples = selection?.next() {
        batchRisk?.select(samples)
        guard batchRisk?.evaluate(at: parameters).isFinite == true else {
          return .diverged(step: step)
        }
      }
      let squaredNorm = descend(&parameters, along: (batchRisk ?? risk).gradient)
      parameters.remove(held)
      guard squaredNorm <= 1e16 else { return .diverged(step: step + 1) }
    }
    return .finished
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

  /// Θ − η∇R in place; returns its squared norm.
  private func descend(_ parameters: inout Matrix, along gradient: Matrix) -> Double {
    let count = parameters.rows * parameters.stride
    var squares = 0.0
    parameters.withUnsafeMutablePointer { theta in
      gradient.withUnsafePointer { gradient in
        for index in 0..<count {
          theta[index] -= stepSize * gradient[index]
          squares += theta[index] * theta[index]
        }
      }
    }
    return squares
  }
}

extension Matrix {
  /// Projects every row on the complement of orthonormal vectors.
  fileprivate mutating func remove(_ vectors: [[Double]]) {
    for vector in vectors {
      for index in 0..<rows {
        withUnsafeMutableRow(index) { row in
          var share = 0.0
          for column in row.indices { share += row[column] * vector[column] }
          for column in row.indices { row[column] -= share * vector[column] }
        }
      }
    }
  }
}

import Numerics

/// Where a run of gradient descent on a dense design stands: what runs alone and runs side by side
/// have in common.
struct DescentPath {
  let descent: GradientDescent
  let design: DenseDesign
  private let reported: Set<Int>
  private let held: [[Double]]
  /// t
  private(set) var step = 0
  /// Θ^t, m×d.
  private(set) var parameters: Matrix
  /// How the run ended; nil while it goes on.
  private(set) var end: GradientDescent.Termination?

  init(_ descent: GradientDescent, on design: DenseDesign, from start: Matrix, at reported: [Int]) {
    precondition(design.problem == descent.problem)
    self.descent = descent
    self.design = design
    self.reported = Set(reported)
    held = descent.clamped.map { design.direction(along: $0) }
    parameters = start
    if step == descent.steps && !isReported { end = .finished }
  }

  /// Whether the state at t was asked for.
  var isReported: Bool { reported.contains(step) }

  /// Takes R(Θ^t), and shows the state if it was asked for.
  mutating func take(risk: Double, observe: (State) -> Void) {
    guard risk.isFinite else {
      end = .diverged(step: step)
      return
    }
    if isReported {
      observe(State(step: step, parameters: parameters, trainRisk: risk, design: design))
    }
    if step == descent.steps { end = .finished }
  }

  /// Ends the run here.
  mutating func stop(_ termination: GradientDescent.Termination) { end = termination }

  /// Goes on to Θ^{t+1} = Θ^t − η·gradient; rows of the gradient are as far apart as those of Θ.
  mutating func descend(along gradient: UnsafePointer<Double>) {
    let (count, stepSize) = (parameters.rows * parameters.stride, descent.stepSize)
    var squares = 0.0
    parameters.withUnsafeMutablePointer { theta in
      for index in 0..<count {
        theta[index] -= stepSize * gradient[index]
        squares += theta[index] * theta[index]
      }
    }
    parameters.remove(held)
    step += 1
    if !(squares <= 1e16) {
      end = .diverged(step: step)
    } else if step == descent.steps && !isReported {
      end = .finished
    }
  }
}

extension Matrix {
  /// Projects every row on the complement of orthonormal vectors.
  mutating func remove(_ vectors: [[Double]]) {
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

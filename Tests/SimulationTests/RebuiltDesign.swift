import Numerics
import Simulation

/// A dense design that agrees with all that an implicit run has seen: on the axes, X as drawn; on
/// the other coordinates of R^d, Gaussian columns orthogonal to U.
func rebuilt(_ state: ImplicitState) -> DenseDesign {
  rebuilt(
    state, columns: state.conditioned.axisImages(), known: state.conditioned.sampleDirections())
}

/// The same from what products with the Hessian have drawn after the state, the last of which must
/// have added no axis.
func rebuilt(_ state: ImplicitState, from hessian: ImplicitHessian) -> DenseDesign {
  rebuilt(
    state, columns: hessian.conditioned.axisImages(),
    known: hessian.conditioned.sampleDirections())
}

private func rebuilt(
  _ state: ImplicitState, columns: [[Double]], known: [[Double]]
) -> DenseDesign {
  let (d, n) = (state.design.dimension, state.design.samples)
  let random = CounterRandom(seed: 77, stream: 77)
  var columns = columns
  for index in columns.count..<max(d, columns.count) {
    var column = random.normals(n, row: index)
    for _ in 0..<2 {
      for h in known {
        let part = inner(h, column)
        for row in 0..<n { column[row] -= part * h[row] }
      }
    }
    columns.append(column)
  }
  let inputs = Inputs.double(
    Matrix(rows: (0..<n).map { sample in columns.map { $0[sample] } }))
  let k = state.design.problem.latentDimension
  var directions = Matrix(rows: k, columns: d)
  for latent in 0..<k { directions[latent, latent] = 1 }
  return DenseDesign(
    problem: state.design.problem, inputs: inputs, directions: directions,
    responses: state.design.responses, seed: state.design.seed)
}

/// Coordinates on the first axes as rows of R^d.
func padded(_ parameters: [[Double]], to d: Int) -> Matrix {
  Matrix(rows: parameters.map { $0 + [Double](repeating: 0, count: d - $0.count) })
}

/// A vector with one part of `coordinates` entries for each neuron, with parts of d entries.
func padded(_ vector: [Double], coordinates: Int, to d: Int) -> [Double] {
  stride(from: 0, to: vector.count, by: coordinates).flatMap { start in
    Array(vector[start..<start + coordinates]) + [Double](repeating: 0, count: d - coordinates)
  }
}

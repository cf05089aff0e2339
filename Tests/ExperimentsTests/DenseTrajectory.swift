import Model
import Numerics
import Simulation
import Theory

/// A dense run up to its last step: all that theory (15) needs of it, with V and U from the path
/// itself.
struct DenseTrajectory {
  let hessian: EmpiricalHessian
  private let trajectory: SpectralTrajectory
  private let law: MatrixCurvatureLaw

  /// r_V/d
  let rankRatio: Double

  init?(_ descent: GradientDescent, delta: Double, dimension d: Int, seed: Int) {
    let problem = descent.problem
    let design = DenseDesign(
      problem: problem, dimension: d, samples: Int((delta * Double(d)).rounded()), seed: seed)
    var path = (0..<design.directions.rows).map(design.directions.row)
    var gradients: [[Double]] = []
    var last: EmpiricalHessian?
    _ = descent.run(on: design, seed: seed, at: Array(0...descent.steps)) { state in
      let neurons = (0..<state.parameters.rows).map(state.parameters.row)
      path += neurons
      if state.step < descent.steps {
        gradients += gradientColumns(neurons.map { images(of: $0, in: design) }, of: design)
      } else {
        last = EmpiricalHessian(of: state)
      }
    }
    guard let last else { return nil }
    let basis = orthonormal(path)
    hessian = last
    rankRatio = Double(basis.count) / Double(d)
    trajectory = SpectralTrajectory(
      parameterAxes: basis.map { images(of: $0, in: design) }, sampleAxes: orthonormal(gradients),
      latentDimension: problem.latentDimension)
    law = MatrixCurvatureLaw(
      curvatures: last.sampleCurvatures(), ratio: Double(design.samples) / Double(d),
      ridge: problem.network.ridge)
  }

  var leftEdge: Double? { law.edge(.left) }

  /// Theory (15) left of the bulk; without U on request, which is wrong.
  func outliers(withGradients: Bool = true) -> [SpectralOutlier]? {
    law.outliers(
      .left,
      along: SpectralTrajectory(
        parameterAxes: trajectory.parameterAxes,
        sampleAxes: withGradients ? trajectory.sampleAxes : [],
        latentDimension: trajectory.latentDimension))
  }
}

/// Xv
private func images(of vector: [Double], in design: DenseDesign) -> [Double] {
  guard case .double(let inputs) = design.inputs else {
    preconditionFailure("the design holds X in f64")
  }
  return (0..<inputs.rows).map { sample in
    inputs.withUnsafeRow(sample) { row in
      var sum = 0.0
      for column in row.indices { sum += row[column] * vector[column] }
      return sum
    }
  }
}

/// g_j of theory (1) for pre-activations u: m arrays of length n.
private func gradientColumns(_ u: [[Double]], of design: DenseDesign) -> [[Double]] {
  let network = design.problem.network
  let units = u.map { network.activation.evaluate($0) }
  let slopes = design.responses.indices.map { sample in
    let output = zip(network.secondLayer, units).reduce(0) { $0 + $1.0 * $1.1.value[sample] }
    return network.loss.evaluate(response: design.responses[sample], prediction: output).slope
  }
  return zip(network.secondLayer, units).map { weight, unit in
    zip(slopes, unit.slope).map { weight * $0 * $1 }
  }
}

/// What adds no direction is dropped.
private func orthonormal(_ vectors: [[Double]]) -> [[Double]] {
  var basis: [[Double]] = []
  for vector in vectors {
    var rest = vector
    for _ in 0..<2 {
      for axis in basis {
        let share = zip(rest, axis).reduce(0) { $0 + $1.0 * $1.1 }
        for index in rest.indices { rest[index] -= share * axis[index] }
      }
    }
    let (length, before) = (norm(rest), norm(vector))
    if length > 1e-9 * before { basis.append(rest.map { $0 / length }) }
  }
  return basis
}

private func norm(_ vector: [Double]) -> Double {
  vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

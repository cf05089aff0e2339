import Model
import Numerics

/// Samples beside a design that no run on it sees: rows n, n + 1, … of the same law, with the same
/// Θ* and the same seed.
///
/// E ℓ(y, f(x; Θ)) as a mean over them, where inputs are not Gaussian and quadrature over (z, u)
/// would err (theory section 8). Rows are drawn anew at every evaluation: beside them only z and y
/// are kept, 8·(k + 1)·N bytes.
public struct FreshSample: Sendable {
  private let problem: Problem
  private let data: DataLaw
  private let seed: Int
  private let dimension: Int
  /// n: the first fresh row.
  private let first: Int
  /// y, of length N.
  private let responses: [Double]

  /// Rows drawn at a time.
  private static let block = 256

  /// - Parameters:
  ///   - data: the law that the design has.
  ///   - count: N
  public init(beside design: DenseDesign, data: DataLaw, count: Int) {
    problem = design.problem
    self.data = data
    seed = design.seed
    dimension = design.dimension
    first = design.samples
    let latents = Self.projections(
      on: design.directions, data: data, seed: design.seed, first: design.samples, count: count)
    let target = design.problem.target
    // The design has the first row of these streams.
    responses = problem.responses(
      latents: latents,
      eps: target.usesNoise ? SampleStream.eps.random(seed: seed).normals(count, row: 1) : [],
      disturbance: problem.noise > 0
        ? SampleStream.disturbance.random(seed: seed).normals(count, row: 1) : [])
  }

  /// N
  public var count: Int { responses.count }

  /// The mean loss at Θ (m×d), without the ridge.
  public func risk(at parameters: Matrix) -> Double {
    let loss = problem.network.loss
    var sum = 0.0
    for (response, prediction) in zip(responses, predictions(at: parameters)) {
      sum += loss.evaluate(response: response, prediction: prediction).value
    }
    return sum / Double(count)
  }

  /// The correlation of predictions with responses, 0 where either is constant.
  public func correlation(at parameters: Matrix) -> Double {
    var moments = CorrelationMoments()
    for (response, prediction) in zip(responses, predictions(at: parameters)) {
      moments.add(prediction, response, weight: 1)
    }
    return moments.correlation
  }

  private func predictions(at parameters: Matrix) -> [Double] {
    let network = problem.network
    let u = Self.projections(
      on: parameters, data: data, seed: seed, first: first, count: count)
    var predictions = [Double](repeating: 0, count: count)
    for (neuron, weight) in network.secondLayer.enumerated() {
      let sigma = network.activation.evaluate(u[neuron]).value
      for sample in predictions.indices { predictions[sample] += weight * sigma[sample] }
    }
    return predictions
  }

  /// X vᵀ for each row v of `vectors` on fresh rows: arrays of length `count`.
  private static func projections(
    on vectors: Matrix, data: DataLaw, seed: Int, first: Int, count: Int
  ) -> [[Double]] {
    let rows = InputRows(data, dimension: vectors.columns, seed: seed)
    var all = [[Double]](repeating: [], count: vectors.rows)
    for start in stride(from: 0, to: count, by: block) {
      let size = min(block, count - start)
      let inputs = Inputs(rows: size, columns: vectors.columns, precision: .double) {
        rows.fill($0, row: first + start + $1)
      }
      for (index, part) in DenseDesign.projections(inputs, on: vectors).enumerated() {
        all[index] += part
      }
    }
    return all
  }

  /// Memory it takes at the peak.
  public static func bytes(dimension d: Int, neurons m: Int, latents k: Int, count: Int) -> Int {
    Matrix.bytes(rows: block, columns: d) + 8 * count * (2 * m + k + 4)
  }
}

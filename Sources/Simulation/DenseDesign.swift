import Model
import Numerics

/// n samples of a problem with X held in memory.
///
/// X is n×d with independent rows of the data's law, Θ* Haar-distributed with orthonormal columns,
/// z = XΘ*, y = h(z, eps) + noise·ξ. Each of them has its own random numbers under one seed, so
/// designs that differ in n alone share their first samples.
public struct DenseDesign: Sendable {
  public let problem: Problem
  public let seed: Int
  /// X, n×d.
  public let inputs: Inputs
  /// Θ*ᵀ, k×d: one latent direction a row.
  public let directions: Matrix
  /// z: k arrays of length n.
  public let latents: [[Double]]
  /// y, of length n.
  public let responses: [Double]

  /// d
  public var dimension: Int { inputs.columns }
  /// n
  public var samples: Int { inputs.rows }

  public init(
    problem: Problem, data: DataLaw = .gaussian, dimension d: Int, samples n: Int, seed: Int,
    precision: Precision = .double, labels: Labels = .true
  ) {
    self.init(
      problem: problem,
      drawn: DenseDesign.inputs(
        data, dimension: d, samples: n, seed: seed, precision: precision), seed: seed,
      labels: labels)
  }

  /// With X as `inputs` drew it under the same seed, or the first rows of such a matrix.
  public init(problem: Problem, drawn inputs: Inputs, seed: Int, labels: Labels = .true) {
    let (d, n) = (inputs.columns, inputs.rows)
    precondition(d >= 1 && n >= 1 && d >= problem.latentDimension)
    self.problem = problem
    self.seed = seed
    self.inputs = inputs
    directions = DenseDesign.orthonormalRows(
      problem.latentDimension, dimension: d,
      random: SampleStream.directions.random(seed: seed))
    latents = DenseDesign.projections(inputs, on: directions)
    let target = problem.target
    let own = problem.responses(
      latents: latents,
      eps: target.usesNoise ? SampleStream.eps.random(seed: seed).normals(n, row: 0) : [],
      disturbance: problem.noise > 0
        ? SampleStream.disturbance.random(seed: seed).normals(n, row: 0) : [])
    responses = labels.apply(to: own, seed: seed)
  }

  /// X alone: a function of the law, d and the seed, row by row.
  public static func inputs(
    _ data: DataLaw, dimension d: Int, samples n: Int, seed: Int, precision: Precision
  ) -> Inputs {
    let rows = InputRows(data, dimension: d, seed: seed)
    return Inputs(rows: n, columns: d, precision: precision) { rows.fill($0, row: $1) }
  }

  /// X and Θ* as given, z = XΘ*.
  package init(
    problem: Problem, inputs: Inputs, directions: Matrix, responses: [Double], seed: Int
  ) {
    precondition(responses.count == inputs.rows && directions.columns == inputs.columns)
    self.problem = problem
    self.seed = seed
    self.inputs = inputs
    self.directions = directions
    self.responses = responses
    latents = DenseDesign.projections(inputs, on: directions)
  }

  /// Θ*v for v in R^k.
  func direction(along v: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: dimension)
    for (latent, weight) in v.enumerated() where weight != 0 {
      let row = directions.row(latent)
      for column in sum.indices { sum[column] += weight * row[column] }
    }
    return sum
  }

  /// Memory that a design and a run of gradient descent on it take.
  public static func bytes(
    dimension d: Int, samples n: Int, neurons m: Int, latents k: Int,
    precision: Precision = .double
  ) -> Int {
    let gradients = (EmpiricalRisk.chunks(samples: n) + 3) * Matrix.bytes(rows: m, columns: d)
    return precision.bytes(rows: n, columns: d) + Matrix.bytes(rows: k, columns: d)
      + (k + 3) * n * 8 + gradients
  }

  /// Gaussian rows made orthonormal one after the other (each against its predecessors, twice):
  /// Haar-distributed.
  static func orthonormalRows(_ count: Int, dimension d: Int, random: CounterRandom) -> Matrix {
    var rows: [[Double]] = []
    for index in 0..<count {
      var row = random.normals(d, row: index)
      for _ in 0..<2 {
        for earlier in rows {
          let share = dot(row, earlier)
          for column in 0..<d { row[column] -= share * earlier[column] }
        }
        let norm = dot(row, row).squareRoot()
        for column in 0..<d { row[column] /= norm }
      }
      rows.append(row)
    }
    return Matrix(rows: rows)
  }

  /// X vᵀ for each row v of `vectors`: arrays of length n.
  static func projections(_ inputs: Inputs, on vectors: Matrix) -> [[Double]] {
    let (count, n) = (vectors.rows, inputs.rows)
    let linear = Network(
      activation: Activation.all[0], secondLayer: [Double](repeating: 1, count: count),
      loss: .square)
    let scratch = Scratch(count: count * n)
    linear.withKernels(
      inputs: inputs, responses: [Double](repeating: 0, count: n), parameters: vectors
    ) { network in
      InstructionLevel.best.kernels.pointee.project(&network, 0, n, scratch.base, n)
    }
    return (0..<count).map {
      Array(UnsafeBufferPointer(start: scratch.base + $0 * n, count: n))
    }
  }
}

/// Σ_i a_i b_i
func dot(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count)
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}

extension DenseDesign {
  /// The same samples for another network: paired comparisons without new memory.
  public func with(network: Network) -> DenseDesign {
    DenseDesign(
      copying: self,
      problem: Problem(target: problem.target, noise: problem.noise, network: network))
  }

  private init(copying other: DenseDesign, problem: Problem) {
    self.problem = problem
    seed = other.seed
    inputs = other.inputs
    directions = other.directions
    latents = other.latents
    responses = other.responses
  }
}

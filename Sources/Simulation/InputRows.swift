import Glibc
import Model
import Numerics

/// Rows of X under a law of the data, each a function of seed and row alone.
struct InputRows: ~Copyable {
  private let law: DataLaw
  private let dimension: Int
  private let random: CounterRandom
  private let mask: CounterRandom
  private let level = InstructionLevel.best
  /// Standard deviations by column, for data with unequal variances.
  private let deviations: [Double]
  /// Room for 2d numbers.
  private let scratch: Scratch

  init(_ law: DataLaw, dimension: Int, seed: Int) {
    self.law = law
    self.dimension = dimension
    random = SampleStream.inputs.random(seed: seed)
    mask = SampleStream.inputMask.random(seed: seed)
    scratch = Scratch(count: 2 * dimension)
    if case .powerLaw(let exponent) = law {
      let variances = (1...dimension).map { pow(Double($0), -exponent) }
      let scale = Double(dimension) / variances.reduce(0, +)
      deviations = variances.map { ($0 * scale).squareRoot() }
    } else {
      deviations = []
    }
  }

  /// Fills row `row`, of length d.
  func fill(_ values: UnsafeMutableBufferPointer<Double>, row: Int) {
    precondition(values.count == dimension)
    switch law {
    case .gaussian:
      random.fillNormals(values, row: row)
    case .rademacher:
      random.fillUniforms(values, row: row)
      for index in values.indices { values[index] = values[index] < 0.5 ? -1 : 1 }
    case .uniform:
      random.fillUniforms(values, row: row)
      let scale = 12.0.squareRoot()
      for index in values.indices { values[index] = scale * (values[index] - 0.5) }
    case .laplace:
      fillLaplace(values, row: row)
    case .studentT(let degrees):
      fillStudent(values, row: row, degrees: degrees)
    case .powerLaw:
      random.fillNormals(values, row: row)
      for index in values.indices { values[index] *= deviations[index] }
    case .sparse(let probability):
      let uniforms = UnsafeMutableBufferPointer(start: scratch.base, count: dimension)
      mask.fillUniforms(uniforms, row: row)
      random.fillNormals(values, row: row)
      let scale = 1 / probability.squareRoot()
      for index in values.indices {
        values[index] = uniforms[index] < probability ? scale * values[index] : 0
      }
    }
  }

  /// By inversion: u = 2v − 1 gives sign, and −ln(1 − |u|) the exponential size.
  private func fillLaplace(_ values: UnsafeMutableBufferPointer<Double>, row: Int) {
    random.fillUniforms(values, row: row)
    let size = scratch.base
    for index in values.indices {
      // v is a multiple of 2⁻⁵²: half a unit keeps the logarithm finite and the law symmetric.
      values[index] = 2 * values[index] - 1 + 0x1p-52
      size[index] = 1 - abs(values[index])
    }
    level.kernels.pointee.logarithm(size, size, dimension)
    let scale = 0.5.squareRoot()
    for index in values.indices {
      values[index] = values[index] < 0 ? scale * size[index] : -scale * size[index]
    }
  }

  /// Of two normals with radius R, R² = −2 ln v for a uniform v, and cosine c, the variable
  /// √(ν(v^(−2/ν) − 1))·c has Student's law (Bailey 1994).
  private func fillStudent(
    _ values: UnsafeMutableBufferPointer<Double>, row: Int, degrees: Double
  ) {
    let pairs = UnsafeMutableBufferPointer(start: scratch.base, count: 2 * dimension)
    random.fillNormals(pairs, row: row)
    for index in values.indices {
      let (a, b) = (pairs[2 * index], pairs[2 * index + 1])
      let square = a * a + b * b
      values[index] = square / degrees
      // The pair's place is free once it has been read: entries below it.
      pairs[index] = square > 0 ? a / square.squareRoot() : 0
    }
    guard let base = values.baseAddress else { return }
    level.kernels.pointee.exponential(base, base, dimension)
    for index in values.indices {
      values[index] = ((degrees - 2) * (values[index] - 1)).squareRoot() * pairs[index]
    }
  }
}

import COpenBLAS
import Numerics

/// B(ζ) of theory (15) left of the bulk, on parameter axes V (samples y) and sample axes U (samples
/// h); with V the hard latents alone and no U it is K(ζ) of (10).
///
/// Rows and columns neuron by neuron, within a neuron V before U. Order m(r_V + r_U); assembling
/// takes m(m + 1)/2·n·(r_V + r_U)² operations.
struct SpectralPencil {
  let law: MatrixCurvatureLaw
  /// r_V, r_U
  let parameterAxes: Int
  let sampleAxes: Int
  /// y, then h: arrays of length n.
  private let coordinates: [[Double]]
  private let probabilities: [Double]
  /// E[(y, h)(y, h)ᵀ], lower triangle by rows.
  private let gram: [Double]

  /// - Parameters:
  ///   - inner: samples along V.
  ///   - outer: orthonormal rows of U, unscaled.
  init(law: MatrixCurvatureLaw, along inner: [[Double]], outer: [[Double]] = []) {
    BLAS.prepare()
    self.law = law
    parameterAxes = inner.count
    sampleAxes = outer.count
    let scale = Double(law.samples).squareRoot()
    coordinates = inner + outer.map { $0.map { scale * $0 } }
    precondition(coordinates.allSatisfy { $0.count == law.samples })
    probabilities = law.blocks.probabilities
    gram = Self.moment(coordinates, weights: probabilities)
  }

  /// m(r_V + r_U)
  var order: Int { law.neurons * coordinates.count }

  /// Lower triangle; nil where the point is not left of the bulk.
  func matrix(at point: MatrixBranchPoint) -> Matrix? {
    guard let responses = law.responses(point.w) else { return nil }
    let axes = coordinates.count
    var matrix = Matrix.packed(rows: order, columns: order)
    for (entry, pair) in law.pairs.pairs.enumerated() {
      // A symmetric rank update wants nonnegative weights: Φ + c with c E[…] taken off again.
      let values = responses[entry]
      let lift = max(0, -(values.min() ?? 0))
      var weights = probabilities
      for sample in weights.indices { weights[sample] *= values[sample] + lift }
      let block = Self.moment(coordinates, weights: weights)
      for row in 0..<axes {
        for column in 0...row {
          let value = block[row * axes + column] - lift * gram[row * axes + column]
          matrix[pair.row * axes + row, pair.column * axes + column] = value
          // Off the diagonal the whole block is wanted.
          if pair.row != pair.column {
            matrix[pair.row * axes + column, pair.column * axes + row] = value
          }
        }
      }
    }
    for row in 0..<law.neurons {
      for axis in 0..<parameterAxes {
        matrix[row * axes + axis, row * axes + axis] += law.ridge - point.zeta
      }
      for column in 0...row {
        for axis in parameterAxes..<axes {
          // δG⁻¹ = W
          matrix[row * axes + axis, column * axes + axis] -= point.w[row, column]
        }
      }
    }
    return matrix
  }

  /// −wᵀB'(ζ)w of theory (16), which for V alone is −vᵀK'v of (12); nil at an edge.
  func slope(at point: MatrixBranchPoint, along vector: [Double]) -> Double? {
    guard let derivative = point.equation(law).derivative,
      let responses = law.responses(point.w)
    else { return nil }
    let (m, axes, n) = (law.neurons, coordinates.count, law.samples)
    // (w·(y, h))_j of every sample.
    let sums = (0..<m).map { neuron in
      var sum = [Double](repeating: 0, count: n)
      for axis in 0..<axes {
        let weight = vector[neuron * axes + axis]
        let coordinate = coordinates[axis]
        for sample in 0..<n { sum[sample] += weight * coordinate[sample] }
      }
      return sum
    }
    var moment = SmallMatrix<Double>(size: m)
    var image = [Double](repeating: 0, count: m)
    for sample in 0..<n {
      for row in 0..<m {
        image[row] = 0
        for column in 0..<m {
          image[row] += responses[SymmetricPairs.place(row, column)][sample] * sums[column][sample]
        }
      }
      for row in 0..<m {
        for column in 0..<m {
          moment[row, column] += probabilities[sample] * image[row] * image[column]
        }
      }
    }
    var slope = (moment * derivative).trace / law.ratio
    // With δ G⁻¹ G' G⁻¹ = W G' W / δ.
    let outer = 1 / law.ratio * (point.w * derivative * point.w)
    for axis in 0..<axes {
      for row in 0..<m {
        let entry = vector[row * axes + axis]
        if axis < parameterAxes {
          slope += entry * entry
        } else {
          for column in 0..<m {
            slope -= entry * outer[row, column] * vector[column * axes + axis]
          }
        }
      }
    }
    return slope
  }

  /// Σ_i weights_i x_i x_iᵀ, lower triangle by rows.
  private static func moment(_ coordinates: [[Double]], weights: [Double]) -> [Double] {
    let (axes, rows) = (coordinates.count, 512)
    var moment = [Double](repeating: 0, count: axes * axes)
    guard axes > 0 else { return moment }
    var scaled = [Double](repeating: 0, count: rows * axes)
    let roots = weights.map { $0.squareRoot() }
    var (order, one, leading) = (Int32(axes), 1.0, Int32(rows))
    for start in stride(from: 0, to: weights.count, by: rows) {
      let count = min(rows, weights.count - start)
      scaled.withUnsafeMutableBufferPointer { scaled in
        roots.withUnsafeBufferPointer { roots in
          for axis in 0..<axes {
            coordinates[axis].withUnsafeBufferPointer { coordinate in
              for row in 0..<count {
                scaled[axis * rows + row] = roots[start + row] * coordinate[start + row]
              }
            }
          }
        }
      }
      var depth = Int32(count)
      // A lower triangle by rows is an upper one by columns.
      dsyrk_("U", "T", &order, &depth, &one, scaled, &leading, &one, &moment, &order)
    }
    return moment
  }
}

import COpenBLAS
import Model
import Numerics

/// ∇²R(Θ) on a design, theory (4), md×md with parameters ordered neuron-major.
///
/// ReLU-like kinks drop the point masses of σ''. Block (j, l) is (1/n) Σ_i D_jl x_i x_iᵀ: samples
/// sorted by the sign of D_jl, scaled by √|D_jl|, one symmetric rank update for each sign.
/// m(m+1)/2·n·d² multiplications.
public struct EmpiricalHessian: Sendable {
  public let design: DenseDesign
  /// Θ, m×d.
  public let parameters: Matrix

  public init(of state: State) {
    self.init(on: state.design, at: state.parameters)
  }

  public init(on design: DenseDesign, at parameters: Matrix) {
    self.design = design
    self.parameters = parameters
  }

  /// md
  public var order: Int { parameters.rows * parameters.columns }

  /// Memory that matrix and spectrum take beyond the design.
  public static func bytes(
    dimension d: Int, samples n: Int, neurons m: Int, extremes: Int, threads: Int = 1
  ) -> Int {
    let order = m * d
    let buffers = min(threads, m * (m + 1) / 2) * Block.rows * d
    // Vectors need the matrix beside what LAPACK makes of it.
    let matrices = extremes > 0 && order >= SymmetricEigen.twoStageOrder ? 2 : 1
    let work = order * (18 + 2 * extremes + 256)
    return 8 * (matrices * order * order + m * (m + 2) * n + buffers + work)
  }

  /// D of theory (2) for every sample: entry [j·m + l][i].
  public func sampleCurvatures() -> [[Double]] {
    design.problem.network.sampleCurvatures(
      preactivations: DenseDesign.projections(design.inputs, on: parameters),
      responses: design.responses)
  }

  /// The lower triangle (row ≥ column); above the diagonal, only diagonal blocks are unset.
  ///
  /// - Parameter threads: blocks are shared among them; they do not change the numbers.
  public func matrix(threads: Int = 1) -> Matrix {
    BLAS.prepare()
    let network = design.problem.network
    let (m, d) = (network.neurons, design.dimension)
    let curvatures = sampleCurvatures()
    let pairs = (0..<m).flatMap { j in (0...j).map { (j, $0) } }
    var hessian = Matrix.packed(rows: m * d, columns: m * d)
    let order = order
    hessian.withUnsafeMutablePointer { base in
      // Each pair writes to its own block.
      nonisolated(unsafe) let base = base
      _ = concurrentMap(count: pairs.count, threads: threads) { index in
        let (j, l) = pairs[index]
        let corner = base + j * d * order + l * d
        let block = Block(inputs: design.inputs, weights: curvatures[j * m + l])
        block.add(to: corner, leading: order)
        if j != l {
          // Off the diagonal the whole block is wanted; it is symmetric.
          for row in 0..<d {
            for column in 0..<row { corner[column * order + row] = corner[row * order + column] }
          }
        }
      }
      for index in 0..<order { base[index * order + index] += network.ridge }
    }
    return hessian
  }
}

/// (1/n) Σ_i w_i x_i x_iᵀ.
private struct Block {
  static let rows = 512

  let inputs: Inputs
  let weights: [Double]

  /// Adds the lower triangle, by rows, to a block of a matrix with rows of `leading` entries.
  func add(to corner: UnsafeMutablePointer<Double>, leading: Int) {
    let d = inputs.columns
    let buffer = Scratch(count: Block.rows * d)
    for sign in [1.0, -1.0] {
      var filled = 0
      for sample in weights.indices where weights[sample] * sign > 0 {
        let scale = (weights[sample] * sign).squareRoot()
        let scaled = UnsafeMutableBufferPointer(start: buffer.base + filled * d, count: d)
        inputs.copyRow(sample, to: scaled)
        for column in 0..<d { scaled[column] *= scale }
        filled += 1
        if filled == Block.rows {
          update(corner, leading: leading, rows: filled, from: buffer.base, sign: sign)
          filled = 0
        }
      }
      if filled > 0 {
        update(corner, leading: leading, rows: filled, from: buffer.base, sign: sign)
      }
    }
  }

  private func update(
    _ corner: UnsafeMutablePointer<Double>, leading: Int, rows: Int,
    from buffer: UnsafePointer<Double>, sign: Double
  ) {
    var (order, depth, stride) = (Int32(inputs.columns), Int32(rows), Int32(leading))
    var (alpha, beta) = (sign / Double(inputs.rows), 1.0)
    // A lower triangle by rows is an upper one by columns.
    dsyrk_("U", "N", &order, &depth, &alpha, buffer, &order, &beta, corner, &stride)
  }
}

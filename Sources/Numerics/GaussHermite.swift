import COpenBLAS

/// Gauss–Hermite quadrature for the standard normal law: E f(Z) ≈ Σ_i wᵢ f(xᵢ).
///
/// Exact for polynomials of degree below 2N. Golub and Welsch 1969: the nodes are the eigenvalues
/// of the Jacobi matrix (off-diagonal √i), the weights the squared first components.
public struct GaussHermite: Sendable {
  public let nodes: [Double]
  /// Positive, with sum 1.
  public let weights: [Double]

  public init(nodes count: Int) {
    precondition(count >= 1)
    BLAS.prepare()
    var order = BLAS.size(count)
    var diagonal = [Double](repeating: 0, count: count)
    var beside = (1...count).map { Double($0).squareRoot() }
    var vectors = [Double](repeating: 0, count: count * count)
    var (length, integers) = (Int32(1 + 4 * count + count * count), Int32(3 + 5 * count))
    var work = [Double](repeating: 0, count: Int(length))
    var integerWork = [Int32](repeating: 0, count: Int(integers))
    var info: Int32 = 0
    dstevd_(
      "V", &order, &diagonal, &beside, &vectors, &order, &work, &length, &integerWork, &integers,
      &info, 1)
    precondition(info == 0, "a Jacobi matrix has eigenvalues")
    nodes = diagonal
    weights = (0..<count).map { vectors[$0 * count] * vectors[$0 * count] }
  }
}

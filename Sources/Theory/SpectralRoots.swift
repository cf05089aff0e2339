import Glibc
import Numerics

/// The ζ left of the bulk where a pencil is singular, outermost first.
///
/// Wherever det B = 0, an eigenvalue of B falls through 0 as ζ grows, since −wᵀB'w > 0: the number
/// of negative eigenvalues only grows, from m·r_U far out, and the i-th outlier is where eigenvalue
/// m·r_U + i is 0.
struct SpectralRoots {
  /// An outlier with its null vector and −wᵀB'w for it.
  struct Root {
    let point: MatrixBranchPoint
    /// Unit null vector.
    let vector: [Double]
    let slope: Double

    var zeta: Double { point.zeta }
  }

  let pencil: SpectralPencil
  private var branch: MatrixBranch
  private let edge: MatrixBranchPoint
  /// Ascending eigenvalues by p.
  private var seen: [(p: Double, values: [Double])] = []

  init(of pencil: SpectralPencil, branch: MatrixBranch, edge: MatrixBranchPoint) {
    self.pencil = pencil
    self.branch = branch
    self.edge = edge
  }

  private var ratio: Double { pencil.law.ratio }
  private var start: Double { edge.meanInverse(ratio: ratio) }

  /// Nil if an equation could not be solved.
  mutating func all() -> [Root]? {
    guard let atEdge = values(start) else { return nil }
    let base = pencil.law.neurons * pencil.sampleAxes
    let count = atEdge.count { $0 < 0 } - base
    var roots: [Root] = []
    for index in base..<base + max(0, count) {
      guard let root = root(index) else { return nil }
      roots.append(root)
    }
    return roots
  }

  private mutating func root(_ index: Int) -> Root? {
    var far = max(2 * start, start + abs(edge.zeta - pencil.law.ridge))
    while true {
      guard let found = values(far) else { return nil }
      if found[index] > 0 { break }
      far = start + 2 * (far - start)
      guard far.isFinite else { return nil }
    }
    // Of the values seen so far, the closest on either side.
    let inner = seen.filter { $0.values[index] < 0 }.map(\.p).max() ?? start
    let outer = seen.filter { $0.values[index] > 0 }.map(\.p).min() ?? far
    let found = Numerics.root(between: inner, and: outer, tolerance: 1e-11) {
      values($0)?[index] ?? .nan
    }
    guard let p = found, let point = branch.point(meanInverse: p),
      let matrix = pencil.matrix(at: point), let vector = vector(matrix, index),
      let slope = pencil.slope(at: point, along: vector), slope > 0
    else { return nil }
    return Root(point: point, vector: vector, slope: slope)
  }

  private func vector(_ matrix: Matrix, _ index: Int) -> [Double]? {
    let above = pencil.order - 1 - index
    if index > above {
      return (try? SymmetricEigen(matrix, lowest: 0, highest: above + 1))?.highest[above]
    }
    return (try? SymmetricEigen(matrix, lowest: index + 1, highest: 0))?.lowest[index]
  }

  private mutating func values(_ p: Double) -> [Double]? {
    if let known = seen.first(where: { $0.p == p }) { return known.values }
    guard let point = p == start ? edge : branch.point(meanInverse: p),
      let matrix = pencil.matrix(at: point),
      let values = (try? SymmetricEigen(matrix, lowest: 0, highest: 0))?.values
    else { return nil }
    seen.append((p, values))
    return values
  }
}

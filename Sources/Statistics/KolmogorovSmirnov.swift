import Glibc

/// The two-sample test of Kolmogorov and Smirnov: were both samples drawn from one continuous law?
public struct KolmogorovSmirnov: Sendable, Equatable {
  /// The largest distance between the two empirical distribution functions.
  public let distance: Double
  /// P(a distance at least this large) under one law, exact by counting lattice paths for samples
  /// without ties (Hodges 1958); with ties it is an upper bound.
  public let pValue: Double

  /// Neither sample may be empty; O(n·m) operations.
  public init(_ first: [Double], _ second: [Double]) {
    precondition(!first.isEmpty && !second.isEmpty)
    let (a, b) = (first.sorted(), second.sorted())
    let (n, m) = (a.count, b.count)
    var (i, j, most) = (0, 0, 0)
    while i < n || j < m {
      let x = min(i < n ? a[i] : .infinity, j < m ? b[j] : .infinity)
      while i < n, a[i] <= x { i += 1 }
      while j < m, b[j] <= x { j += 1 }
      most = max(most, abs(i * m - j * n))
    }
    distance = Double(most) / Double(n * m)
    pValue = KolmogorovSmirnov.exceedance(most, n, m)
  }

  /// P(max |i m − j n| ≥ most) over uniform lattice paths from (0, 0) to (n, m).
  ///
  /// `row[j]` is the share of all paths to (i, j) that stay below: averages of the two ways to
  /// arrive, weighted by how many paths come each way, so that nothing overflows.
  private static func exceedance(_ most: Int, _ n: Int, _ m: Int) -> Double {
    if most == 0 { return 1 }
    var row = [Double](repeating: 0, count: m + 1)
    for i in 0...n {
      for j in 0...m {
        if abs(i * m - j * n) >= most {
          row[j] = 0
        } else if i == 0 {
          row[j] = j == 0 ? 1 : row[j - 1]
        } else if j > 0 {
          row[j] = (Double(i) * row[j] + Double(j) * row[j - 1]) / Double(i + j)
        }
      }
    }
    return 1 - row[m]
  }
}

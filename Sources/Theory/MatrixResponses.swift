extension MatrixCurvatureLaw {
  /// The sample's Φ for a real W: arrays of length n by entry of symmetric matrices; nil if a W + D
  /// is not positive definite.
  func responses(_ w: SmallMatrix<Double>) -> [[Double]]? {
    let (m, size) = (neurons, pairs.count)
    var all = [[Double]](repeating: [Double](repeating: 0, count: samples), count: size)
    var work = [RealLanes](repeating: .zero, count: size)
    var product = [RealLanes](repeating: .zero, count: m * m)
    var least = SIMD8<Double>(repeating: .infinity)
    for block in blocks.weights.indices {
      for (entry, pair) in pairs.pairs.enumerated() {
        work[entry] =
          RealLanes(w[pair.row, pair.column])
          + RealLanes(real: blocks.entries[block * size + entry])
      }
      least = work.withUnsafeMutableBufferPointer { pointwiseMin(least, invert($0, m)) }
      for a in 0..<m {
        for b in 0..<m {
          var sum = RealLanes.zero
          for c in 0..<m {
            sum = sum + work[SymmetricPairs.place(a, c)] * RealLanes(w[c, b])
          }
          product[a * m + b] = sum
        }
      }
      let count = min(8, samples - block * 8)
      for (entry, pair) in pairs.pairs.enumerated() {
        var sum = RealLanes(w[pair.row, pair.column])
        for c in 0..<m { sum = sum + RealLanes(w[pair.row, c]) * product[c * m + pair.column] }
        for lane in 0..<count { all[entry][block * 8 + lane] = sum.value[lane] }
      }
    }
    return least.min() > 0 ? all : nil
  }
}

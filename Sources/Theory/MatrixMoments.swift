/// E[R] and E[R ⊗ R] of R = (W + D)⁻¹.
struct MatrixMoments<Entry: MatrixEntry>: Sendable {
  /// E[R], m×m.
  let mean: SmallMatrix<Entry>
  /// E[R_p R_q] for entries p, q of symmetric matrices.
  let second: SmallMatrix<Entry>

  /// E[R Y R] for a symmetric Y.
  func sandwich(_ y: SmallMatrix<Entry>) -> SmallMatrix<Entry> {
    let m = mean.size
    var result = SmallMatrix<Entry>(size: m)
    for a in 0..<m {
      for b in 0...a {
        var sum = Entry.zero
        for c in 0..<m {
          for e in 0..<m {
            sum =
              sum + second[SymmetricPairs.place(a, c), SymmetricPairs.place(e, b)] * y[c, e]
          }
        }
        result[a, b] = sum
        result[b, a] = sum
      }
    }
    return result
  }
}

extension MatrixCurvatureLaw {
  /// Nil if W + D is not positive definite for a sample.
  func moments(_ w: SmallMatrix<Double>) -> MatrixMoments<Double>? {
    swept(w, lanes: RealLanes.self)
  }

  /// Nil if W + D is singular for a sample.
  func moments(_ w: SmallMatrix<Complex>) -> MatrixMoments<Complex>? {
    swept(w, lanes: ComplexLanes.self)
  }

  private func swept<Lanes: SampleLanes>(
    _ w: SmallMatrix<Lanes.Entry>, lanes: Lanes.Type
  ) -> MatrixMoments<Lanes.Entry>? {
    // Known sizes let the compiler unroll.
    switch neurons {
    case 1: sweep(w, 1, lanes)
    case 2: sweep(w, 2, lanes)
    case 3: sweep(w, 3, lanes)
    default: sweep(w, neurons, lanes)
    }
  }

  @inline(__always)
  private func sweep<Lanes: SampleLanes>(
    _ w: SmallMatrix<Lanes.Entry>, _ m: Int, _ lanes: Lanes.Type
  ) -> MatrixMoments<Lanes.Entry>? {
    let size = m * (m + 1) / 2
    var (first, second) = (
      [Lanes](repeating: .zero, count: size), [Lanes](repeating: .zero, count: size * size)
    )
    let shift = pairs.pairs.map { Lanes(w[$0.row, $0.column]) }
    var work = [Lanes](repeating: .zero, count: size)
    var least = SIMD8<Double>(repeating: .infinity)
    blocks.entries.withUnsafeBufferPointer { entries in
      blocks.weights.withUnsafeBufferPointer { weights in
        shift.withUnsafeBufferPointer { shift in
          first.withUnsafeMutableBufferPointer { first in
            second.withUnsafeMutableBufferPointer { second in
              work.withUnsafeMutableBufferPointer { work in
                for block in weights.indices {
                  for entry in 0..<size {
                    work[entry] = shift[entry] + Lanes(real: entries[block * size + entry])
                  }
                  least = pointwiseMin(least, invert(work, m))
                  for p in 0..<size {
                    let weighted = work[p].scaled(weights[block])
                    first[p] = first[p] + weighted
                    for q in 0...p {
                      second[p * size + q] = second[p * size + q] + weighted * work[q]
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    guard least.min() > 0 else { return nil }
    var mean = SmallMatrix<Lanes.Entry>(size: m)
    var square = SmallMatrix<Lanes.Entry>(size: size)
    for (p, pair) in pairs.pairs.enumerated() {
      // The sweep leaves −R.
      mean[pair.row, pair.column] = .zero - first[p].sum
      mean[pair.column, pair.row] = mean[pair.row, pair.column]
      for q in 0...p {
        square[p, q] = second[p * size + q].sum
        square[q, p] = square[p, q]
      }
    }
    return MatrixMoments(mean: mean, second: square)
  }
}

import Glibc
import Results
import Theory

/// Points of a spectrum's density: dense at both ends, where it may vanish like a square root.
func densityGrid(from low: Double, to high: Double) -> [Double] {
  let count = 160
  return (0..<count).map { index in
    low + (high - low) * (1 - cos(Double.pi * Double(index) / Double(count - 1))) / 2
  }
}

extension PredictedSpectrum {
  /// The spectrum that one batch predicts at one step.
  init(of state: MeanFieldState, landscape: Landscape, field: MeanField) {
    let (left, right) = (landscape.edge(.left), landscape.edge(.right))
    let reach = state.curvatureReach(ratio: field.sampleRatio)
    let ridge = state.problem.network.ridge
    let grid = densityGrid(from: left ?? ridge + reach.low, to: right ?? ridge + reach.high)
    let bulk = landscape.density(at: grid)
    self.init(
      points: grid, density: bulk.values, atom: bulk.atom, atomPosition: ridge, leftEdge: left,
      rightEdge: right,
      outliers: landscape.predictedOutliers(.left, field: field)
        + landscape.predictedOutliers(.right, field: field).reversed())
  }
}

extension Landscape {
  /// The outliers of one side, outermost first: hard ones by theory (11), which hold their overlap
  /// with the trajectory at its limit 0, the others by theory (15).
  fileprivate func predictedOutliers(
    _ side: BulkSide, field: MeanField
  ) -> [PredictedSpectrum.Outlier] {
    let easy = field.problem.latentDimension - field.hard.count
    let hard = (hardOutliers(side) ?? []).map { outlier in
      PredictedSpectrum.Outlier(
        position: outlier.position, kind: .hard, hardOverlap: outlier.squaredOverlap,
        easyOverlap: 0, trajectoryOverlap: 0,
        latentOverlaps: [Double](repeating: 0, count: easy)
          + outlier.latentShares(of: field.hard.count))
    }
    let others = (outliers(side) ?? []).filter { $0.kind != .hard }.map { outlier in
      PredictedSpectrum.Outlier(
        position: outlier.position, kind: outlier.kind == .easy ? .easy : .trajectory,
        hardOverlap: outlier.hardOverlap, easyOverlap: outlier.easyOverlap,
        trajectoryOverlap: outlier.trajectoryOverlap, latentOverlaps: outlier.latentOverlaps)
    }
    return (hard + others).sorted {
      side == .left ? $0.position < $1.position : $0.position > $1.position
    }
  }
}

extension HardOutlier {
  /// Squared projection on each hard direction, summed over the neurons.
  fileprivate func latentShares(of count: Int) -> [Double] {
    (0..<count).map { latent in
      stride(from: latent, to: direction.count, by: count).reduce(0) {
        $0 + direction[$1] * direction[$1] * squaredOverlap
      }
    }
  }
}

extension MeanFieldState {
  /// Where nearly all of the bulk lies if it has no edge: all but a thousandth of the curvatures on
  /// either side, stretched as by the Marchenko–Pastur law.
  fileprivate func curvatureReach(ratio: Double) -> (low: Double, high: Double) {
    let curvatures = sampleCurvatures()
    let (m, n) = (problem.network.neurons, responses.count)
    // Gershgorin's discs hold the eigenvalues of each D.
    var (low, high) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    for row in 0..<m {
      for sample in 0..<n {
        let centre = curvatures[row * m + row][sample]
        var radius = 0.0
        for column in 0..<m where column != row {
          radius += abs(curvatures[row * m + column][sample])
        }
        low[sample] = min(low[sample], centre - radius)
        high[sample] = max(high[sample], centre + radius)
      }
    }
    low.sort()
    high.sort()
    let stretch = (1 + ratio.squareRoot()) * (1 + ratio.squareRoot()) / ratio
    return (stretch * low[n / 1000], stretch * high[n - 1 - n / 1000])
  }
}

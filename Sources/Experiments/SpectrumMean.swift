import Results
import Statistics

extension PredictedSpectrum {
  /// The mean of independent batches: the density on one grid, edges and outliers that every batch
  /// has, with their standard errors. Nil for no batches.
  init?(meanOf batches: [PredictedSpectrum]) {
    guard let low = batches.compactMap(\.points.first).min(),
      let high = batches.compactMap(\.points.last).max()
    else { return nil }
    let grid = densityGrid(from: low, to: high)
    let density = grid.map { x -> Double? in
      let values = batches.compactMap { $0.interpolatedDensity(at: x) }
      return values.count == batches.count ? values.reduce(0, +) / Double(values.count) : nil
    }
    let left = sampleMean(batches.map(\.leftEdge))
    let right = sampleMean(batches.map(\.rightEdge))
    self.init(
      points: grid, density: density, atom: sampleMean(batches.map(\.atom))?.mean ?? 0,
      atomPosition: batches[0].atomPosition, leftEdge: left?.mean, rightEdge: right?.mean,
      leftEdgeError: left?.standardError, rightEdgeError: right?.standardError,
      outliers: (Self.outliers(of: batches.map { $0.outliers(left: true) })
        + Self.outliers(of: batches.map { $0.outliers(left: false) }))
        .sorted { $0.position < $1.position })
  }

  /// ρ(x), 0 beyond the grid; nil beside a point where it is not known.
  private func interpolatedDensity(at x: Double) -> Double? {
    guard let first = points.first, let last = points.last, x >= first, x <= last else { return 0 }
    var (below, above) = (0, points.count - 1)
    while above - below > 1 {
      let middle = (below + above) / 2
      if points[middle] <= x { below = middle } else { above = middle }
    }
    guard let low = density[below], let high = density[above] else { return nil }
    let width = points[above] - points[below]
    return width > 0 ? low + (high - low) * (x - points[below]) / width : low
  }

  /// The outliers of one side of the bulk, outermost first.
  private func outliers(left: Bool) -> [Outlier] {
    let middle = ((points.first ?? 0) + (points.last ?? 0)) / 2
    let side = outliers.filter { ($0.position < middle) == left }
    return side.sorted { left ? $0.position < $1.position : $0.position > $1.position }
  }

  /// Means over batches: the i-th outlier of a kind, from outside, is the same one in each.
  private static func outliers(of batches: [[Outlier]]) -> [Outlier] {
    [Outlier.Kind.hard, .easy, .trajectory].flatMap { kind in
      let ofKind = batches.map { $0.filter { $0.kind == kind } }
      let common = ofKind.map(\.count).min() ?? 0
      return (0..<common).compactMap { rank -> Outlier? in
        let found = ofKind.map { $0[rank] }
        guard let position = SampleMean(found.map(\.position)) else { return nil }
        func mean(_ share: (Outlier) -> Double) -> Double {
          found.reduce(0) { $0 + share($1) } / Double(found.count)
        }
        return Outlier(
          position: position.mean, standardError: position.standardError, kind: kind,
          hardOverlap: mean { $0.hardOverlap }, easyOverlap: mean { $0.easyOverlap },
          trajectoryOverlap: mean { $0.trajectoryOverlap },
          latentOverlaps: found[0].latentOverlaps.indices.map { axis in
            mean { $0.latentOverlaps[axis] }
          })
      }
    }
  }
}

/// Mean over batches if each has the value.
private func sampleMean(_ values: [Double?]) -> SampleMean? {
  let known = values.compactMap { $0 }
  return known.count == values.count ? SampleMean(known) : nil
}

import Plotting
import Results

/// The spectra of all seeds at one place of the grid and one step.
struct PooledSpectrum {
  var cell: Coordinates
  var step: Int
  /// All seeds together.
  var law: EigenvalueLaw
  var seeds: Int
  var latents: Int
  var outliers: [OutlierGroup]
  /// nil where theory does not apply or is left out.
  var prediction: PredictedSpectrum?

  var predictedOutliers: [PredictedOutlier] {
    prediction?.matched(with: outliers, latents: latents) ?? []
  }
}

/// Outliers of one kind: the r-th lowest or highest of those that lie along one direction.
struct OutlierGroup: Equatable {
  var direction: OutlierDirection
  var isLow: Bool
  /// One a seed that has it, with its squared overlap.
  var eigenvalues: [Double]
  var overlaps: [Double]

  var count: Int { eigenvalues.count }
  var meanEigenvalue: Double { eigenvalues.reduce(0, +) / Double(count) }
  var meanOverlap: Double { overlaps.reduce(0, +) / Double(count) }
}

/// What an outlier's eigenvector overlaps with most.
enum OutlierDirection: Hashable {
  case latent(Int)
  case parameters
  case none

  /// Squared overlap below which an eigenvector counts as lying along nothing named; a random
  /// one has 1/(md).
  static let threshold = 0.1

  init(_ extreme: Spectrum.Extreme) {
    let latent = extreme.latentOverlaps.enumerated().max { $0.element < $1.element }
    let best = max(latent?.element ?? 0, extreme.parameterOverlap)
    if !(best >= Self.threshold) {
      self = .none
    } else if let latent, latent.element >= extreme.parameterOverlap {
      self = .latent(latent.offset)
    } else {
      self = .parameters
    }
  }

  func overlap(_ extreme: Spectrum.Extreme) -> Double {
    switch self {
    case .latent(let index): extreme.latentOverlaps[index]
    case .parameters: extreme.parameterOverlap
    case .none: extreme.latentOverlaps.max() ?? 0
    }
  }

  /// The parameters keep one colour whatever the number of latent directions.
  var role: Role {
    switch self {
    case .latent(let index): .series(index == 0 ? 1 : index == 1 ? 0 : index)
    case .parameters: .series(2)
    case .none: .secondary
    }
  }

  func symbol(latents: Int) -> RichText {
    switch self {
    case .latent(let index): Symbols.latent(index, of: latents)
    case .parameters: "*θ^{t}*"
    case .none: ""
    }
  }

  func words(latents: Int) -> String {
    switch self {
    case .latent(let index): latents == 1 ? "θ*" : "θ*\(index + 1)"
    case .parameters: "the current parameters"
    case .none: "no named direction"
    }
  }
}

/// Spectra by place of the grid, then step.
///
/// - Parameter withTheory: whether predictions go with them.
func pooledSpectra(of result: ExperimentResult, withTheory: Bool) -> [PooledSpectrum] {
  result.cells.flatMap { cell -> [PooledSpectrum] in
    let records = result.units(in: cell).flatMap(\.records)
    let steps = Set(records.filter { $0.spectrum != nil }.map(\.step)).sorted()
    return steps.compactMap { step in
      let spectra = records.filter { $0.step == step }.compactMap(\.spectrum)
      guard let law = EigenvalueLaw(of: spectra) else { return nil }
      let latents = spectra.flatMap { $0.lowest + $0.highest }.map(\.latentOverlaps.count).max()
      return PooledSpectrum(
        cell: cell, step: step, law: law, seeds: spectra.count,
        latents: latents ?? 0, outliers: outlierGroups(of: spectra),
        prediction: withTheory ? prediction(in: result, at: cell, step: step) : nil)
    }
  }
}

/// The prediction at a place; it need not name the axes that theory does not depend on, like d.
private func prediction(
  in result: ExperimentResult, at cell: Coordinates, step: Int
) -> PredictedSpectrum? {
  let place = cell.merging(["step": .number(Double(step))]) { $1 }
  return result.predictions.first { prediction in
    prediction.at["step"] != nil && prediction.at.allSatisfy { place[$0.key] == $0.value }
  }?.spectrum
}

private func outlierGroups(of spectra: [Spectrum]) -> [OutlierGroup] {
  struct Key: Hashable {
    var direction: OutlierDirection
    var isLow: Bool
    var rank: Int
  }
  var groups: [Key: OutlierGroup] = [:]
  var order: [Key] = []
  for spectrum in spectra {
    for isLow in [true, false] {
      var ranks: [OutlierDirection: Int] = [:]
      for extreme in outliers(of: spectrum, isLow: isLow) {
        let direction = OutlierDirection(extreme)
        let key = Key(direction: direction, isLow: isLow, rank: ranks[direction, default: 0])
        ranks[direction, default: 0] += 1
        if groups[key] == nil {
          order.append(key)
          groups[key] = OutlierGroup(
            direction: direction, isLow: isLow, eigenvalues: [], overlaps: [])
        }
        groups[key]?.eigenvalues.append(extreme.eigenvalue)
        groups[key]?.overlaps.append(direction.overlap(extreme))
      }
    }
  }
  return order.compactMap { groups[$0] }
}

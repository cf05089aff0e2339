import Plotting
import Results

/// A predicted outlier, with the observed group it belongs to.
struct PredictedOutlier {
  var outlier: PredictedSpectrum.Outlier
  var isLow: Bool
  /// nil where no seed shows it.
  var observed: OutlierGroup?
  var latents: Int

  /// Squared share of the eigenvector on what it lies along.
  var overlap: Double {
    switch outlier.kind {
    case .hard: outlier.hardOverlap
    case .easy: outlier.easyOverlap
    case .trajectory: outlier.trajectoryOverlap
    }
  }

  var role: Role {
    if let observed { return observed.direction.role }
    return switch outlier.kind {
    case .trajectory: OutlierDirection.parameters.role
    case .hard, .easy: latents == 1 ? OutlierDirection.latent(0).role : .ink
    }
  }

  var symbol: RichText {
    switch outlier.kind {
    case .trajectory: "*θ^{≤t}*"
    case .hard where latents > 1: "hard"
    case .easy where latents > 1: "easy"
    case .hard, .easy: Symbols.latent(0, of: 1)
    }
  }
}

extension PredictedSpectrum {
  /// Whether theory has a bulk with an end on this side, so that outliers there are known.
  func knows(isLow: Bool) -> Bool { (isLow ? leftEdge : rightEdge) != nil }

  /// Which side of the bulk a place is on.
  private func isLow(_ position: Double) -> Bool {
    if let leftEdge { return position < leftEdge }
    if let rightEdge { return position <= rightEdge }
    return position < (points.first ?? 0)
  }

  /// The outliers, each with the nearest observed group of its side and kind, used once.
  func matched(with groups: [OutlierGroup], latents: Int) -> [PredictedOutlier] {
    var free = groups
    return outliers.map { outlier in
      let isLow = isLow(outlier.position)
      let candidates = free.indices.filter { index in
        guard free[index].isLow == isLow else { return false }
        return switch free[index].direction {
        case .latent: outlier.kind != .trajectory
        case .parameters: outlier.kind == .trajectory
        case .none: false
        }
      }
      let nearest = candidates.min {
        abs(free[$0].meanEigenvalue - outlier.position)
          < abs(free[$1].meanEigenvalue - outlier.position)
      }
      return PredictedOutlier(
        outlier: outlier, isLow: isLow, observed: nearest.map { free.remove(at: $0) },
        latents: latents)
    }
  }
}

/// The predicted distribution of eigenvalues: the bulk by the trapezium rule, and its atom.
struct PredictedDistribution {
  private let points: [Double]
  private let density: [Double]
  /// ∫ρ up to each point.
  private let masses: [Double]
  private let atom: Double
  private let atomPosition: Double

  /// nil where the density is not known throughout.
  init?(_ spectrum: PredictedSpectrum) {
    let known = spectrum.density.compactMap { $0 }.filter(\.isFinite)
    guard known.count == spectrum.points.count, known.count > 1 else { return nil }
    points = spectrum.points
    density = known
    atom = spectrum.atom
    atomPosition = spectrum.atomPosition
    var sum = 0.0
    var masses = [0.0]
    for index in points.indices.dropFirst() {
      sum += (known[index] + known[index - 1]) / 2 * (points[index] - points[index - 1])
      masses.append(sum)
    }
    self.masses = masses
  }

  /// ∫ρ from below up to x, the atom left out.
  func bulk(below x: Double) -> Double {
    guard let after = points.firstIndex(where: { $0 >= x }) else { return masses.last ?? 0 }
    guard after > 0 else { return 0 }
    let before = after - 1
    let share = (x - points[before]) / (points[after] - points[before])
    let here = density[before] + share * (density[after] - density[before])
    return masses[before] + (density[before] + here) / 2 * (x - points[before])
  }

  /// The mean density between two places.
  func density(from low: Double, to high: Double) -> Double {
    (bulk(below: high) - bulk(below: low)) / (high - low)
  }

  /// The largest difference between the predicted and the empirical distribution function, over
  /// the `edges` of bars.
  func distance(from law: EigenvalueLaw, at edges: [Double]) -> Double {
    var most = 0.0
    for edge in edges {
      let observed = law.share(upTo: edge)
      let predicted = bulk(below: edge) + (edge >= atomPosition ? atom : 0)
      most = max(most, abs(observed - predicted))
    }
    return most
  }
}

extension SpectrumFigure {
  /// The predicted bulk as a line, its edges as strokes, predicted outliers as hollow arrows.
  func theoryMarks(
    _ spectrum: PooledSpectrum, floor: Double, isNamed: Bool
  ) -> [Mark] {
    guard let prediction = spectrum.prediction else { return [] }
    let density = prediction.density
    let line = prediction.points.indices.map { index in
      // A logarithmic axis has no zero: the line leaves through the floor. Away from the bulk there
      // is none.
      let isEmpty = density[max(0, index - 1)...min(density.count - 1, index + 1)].allSatisfy {
        $0 == 0
      }
      let height = isEmpty ? nil : density[index].map { max($0, floor) }
      return Position(prediction.points[index], height ?? .nan)
    }
    var marks: [Mark] = [
      .line(Mark.Line(line, style: Style(.ink, width: 1), label: isNamed ? "theory" : nil))
    ]
    let edges = [prediction.leftEdge, prediction.rightEdge].compactMap { $0 }
    if !edges.isEmpty {
      marks.append(.stems(Mark.Stems(edges, style: Style(.ink, width: 1), length: 10)))
    }
    return marks
  }

  /// Arrows at predicted outliers; one that no seed shows carries its name.
  func arrow(_ predicted: PredictedOutlier, isCompact: Bool) -> Mark {
    let share = " – | " + fixed(predicted.overlap, 2)
    let label =
      isCompact
      ? predicted.symbol + RichText(verbatim: ":\(share)")
      : "*q*^{2}(" + predicted.symbol + RichText(verbatim: ") =\(share)")
    return .arrow(
      Mark.Arrow(
        to: Position(predicted.outlier.position, -.infinity), role: predicted.role,
        label: predicted.observed == nil ? label : nil, gap: 12.5, isHollow: true))
  }
}

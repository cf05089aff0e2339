import Model
import Results
import Simulation
import Theory

/// One batch of the mean field of one cell: follows the limit of gradient descent and measures.
///
/// Its identity is the same whichever experiment asks, so that equal batches are computed once.
struct MeanFieldRun: Sendable {
  /// What is taken at a reported step; each case holds what those before it hold.
  enum Detail: String, Sendable {
    /// Risks, norms, overlaps.
    case path
    /// Edges, margins and the leftmost hard outlier of the Hessian.
    case landscape
    /// The density of the bulk and all outliers.
    case spectrum
  }

  /// d counts for nothing.
  let configuration: Configuration
  /// n
  let samples: Int
  /// Ascending.
  let reported: [Int]
  let detail: Detail

  /// Raised whenever the numbers of a batch change.
  static let revision = 2

  /// d = round(n/δ)
  var dimension: Int { max(1, Int((Double(samples) / configuration.delta).rounded())) }

  /// The last step at which at most a quarter of the d axes is in use, theory section 4; negative
  /// where the samples are too few for any step.
  var lastStepOfLimit: Int {
    (dimension / 4 - configuration.target.latentDimension) / configuration.neurons - 1
  }

  /// Predicted peak memory in bytes: images of parameters and gradients, and a few working arrays.
  var bytes: Int {
    let (m, k) = (configuration.neurons, configuration.target.latentDimension)
    let axes = 2 * m * ((reported.last ?? 0) + 1) + 2 * k
    // A spectrum's outliers are found with a copy of all axes, and products of them.
    let copies = detail == .spectrum ? 3 : 1
    return 8 * samples * (copies * axes + 6 * m * m + 12 * m + 16)
  }

  /// Predicted seconds on one core.
  var cost: Double {
    let (n, m) = (Double(samples), Double(configuration.neurons))
    let rank = m * Double(reported.last ?? 0)
    let path = n * (rank + m) * (5.6e-10 * rank + 4e-8)
    guard detail != .path else { return path }
    let landscape = Double(reported.count) * 3.5e-7 * n * m * m * m * m
    guard detail == .spectrum else { return path + landscape }
    let outliers = reported.reduce(0.0) { sum, step in
      let axes = 2 * m * Double(step + 1)
      return sum + 5e-10 * n * m * (m + 1) * axes * axes
    }
    return path + landscape + outliers + Double(reported.count) * 5e-6 * n * m * m
  }

  /// The unit of one batch.
  func unit(batch: Int) -> WorkUnit {
    var options = configuration.texts
    options["d"] = nil
    options["samples"] = String(samples)
    options["at"] = reported.map(String.init).joined(separator: ",")
    options["detail"] = detail.rawValue
    return WorkUnit(
      experiment: "mean-field", revision: Self.revision, options: options, at: configuration.at,
      seed: batch, cost: cost, bytes: bytes
    ) { threads, isCancelled in
      records(batch: batch, threads: threads, isCancelled: isCancelled)
    }
  }

  /// The records of a batch; nil if cancelled.
  func records(
    batch: Int, threads: Int = 1, isCancelled: () -> Bool
  ) -> (Outcome, [Record])? {
    let problem = configuration.problem
    let hard = configuration.directions.basis
    let field = MeanField(
      problem: problem, delta: configuration.delta, stepSize: configuration.stepSize,
      radius: configuration.radius, samples: samples, hard: hard)
    let risk = PopulationRisk(of: problem)
    let scope = TheoryScope(of: problem)
    var records: [Record] = []
    do throws(MeanField.Interruption) {
      try field.run(batch: batch, at: reported, threads: threads, isCancelled: isCancelled) {
        state in
        records.append(record(of: state, field: field, risk: risk, scope: scope))
      }
    } catch {
      switch error {
      case .cancelled: return nil
      case .diverged(_, let step): return (.diverged(step: step), records)
      }
    }
    return (.finished, records)
  }

  private func record(
    of state: MeanFieldState, field: MeanField, risk: PopulationRisk, scope: TheoryScope
  ) -> Record {
    let order = OrderParameters(gram: state.gram, overlap: state.overlap)
    var quantities = namedQuantities(
      trainRisk: state.trainRisk, populationRisk: risk(order), norms: order.norms,
      signedOverlaps: order.signedOverlaps, latentShares: order.latentShares)
    quantities["hard_overlap_sq"] = order.hardOverlap(along: field.hard)
    quantities["hard_dimension"] = Double(field.hard.count)
    guard detail != .path else { return Record(step: state.step, quantities: quantities) }
    let landscape = Landscape(of: state, ratio: field.sampleRatio, scope: scope)
    quantities["left_edge"] = landscape.edge(.left)
    quantities["right_edge"] = landscape.edge(.right)
    quantities["margin"] = landscape.margin
    quantities["negative_margin"] = landscape.negativeMargin
    if let outlier = landscape.hardOutliers(.left)?.first {
      quantities["outlier"] = outlier.position
      quantities["outlier_overlap_sq"] = outlier.squaredOverlap
    }
    return Record(
      step: state.step, quantities: quantities,
      prediction: detail == .spectrum
        ? PredictedSpectrum(of: state, landscape: landscape, field: field) : nil)
  }
}

extension Problem {
  /// Names of the quantities of a batch of the mean field, in the order of a table.
  func meanFieldNames(detail: MeanFieldRun.Detail) -> [String] {
    let landscape = [
      "left_edge", "right_edge", "margin", "negative_margin", "outlier", "outlier_overlap_sq",
    ]
    return quantityNames(spectrum: false) + (detail == .path ? [] : landscape)
  }
}

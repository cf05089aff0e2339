import Glibc
import Results

func interval(_ value: Double, _ error: Double = 0.01) -> Estimate {
  Estimate(
    value, standardError: error, low: value - 1.96 * error, high: value + 1.96 * error, n: 8)
}

/// A sweep with δ_NN(t) rising towards a limit, and one δ_alg for all networks.
///
/// - Parameter steps: where δ_NN(t) is known beside its last value.
func predicted(
  _ sweep: ExperimentResult, steps: [Int] = [0, 10, 30, 100], limit: Double = 7,
  isBound: Bool = true, algorithmic: Double = 0.5
) -> ExperimentResult {
  var result = sweep
  result.options["steps"] = "2500"
  for index in result.points.indices where result.points[index].at["delta"] == nil {
    let at = result.points[index].at
    let middle = result.points[index]["delta50"]?.value ?? 4
    func threshold(_ step: Int) -> Estimate {
      interval(middle * (0.4 + 0.5 * log10(1 + Double(step))))
    }
    for step in steps {
      result.points.append(
        Point(
          at: at.merging(["step": .number(Double(step))]) { $1 },
          quantities: ["delta_nn": threshold(step)]))
    }
    if let last = steps.last { result.points[index].quantities["delta_nn"] = threshold(last) }
    result.points[index].quantities["delta_nn_limit"] =
      isBound ? Estimate(limit, low: limit, n: 8) : interval(limit, 0.3)
    result.points[index].quantities["delta_alg"] = interval(algorithmic, 0.0004)
  }
  return result
}

/// The even density on [0, 4] that `spectra` are drawn from.
func evenBulk(
  outliers: [PredictedSpectrum.Outlier] = [], atom: Double = 0, hasEdges: Bool = true
) -> PredictedSpectrum {
  let points = (0...240).map { -1 + Double($0) / 40 }
  return PredictedSpectrum(
    points: points, density: points.map { $0 >= 0 && $0 <= 4 ? (1 - atom) / 4 : 0 }, atom: atom,
    atomPosition: 0, leftEdge: hasEdges ? 0 : nil, rightEdge: hasEdges ? 4 : nil,
    leftEdgeError: 0.001, rightEdgeError: 0.002, outliers: outliers)
}

func predictedOutlier(
  _ position: Double, _ kind: PredictedSpectrum.Outlier.Kind, _ share: Double
) -> PredictedSpectrum.Outlier {
  PredictedSpectrum.Outlier(
    position: position, standardError: 0.01, kind: kind, hardOverlap: kind == .hard ? share : 0.01,
    easyOverlap: kind == .easy ? share : 0.02,
    trajectoryOverlap: kind == .trajectory ? share : 0.03,
    latentOverlaps: [share])
}

/// The same prediction at every place and step.
func predicted(_ spectra: ExperimentResult, _ prediction: PredictedSpectrum) -> ExperimentResult {
  var result = spectra
  let steps = Set(spectra.units.flatMap { $0.records.map(\.step) }).sorted()
  result.predictions = spectra.cells.flatMap { cell in
    steps.map { step in
      Prediction(
        at: cell.merging(["step": .number(Double(step))]) { $1 }, spectrum: prediction)
    }
  }
  return result
}

/// Training with a mean field that stays on the plateau and ends at a step.
func predicted(_ training: ExperimentResult, upTo last: Double) -> ExperimentResult {
  var result = training
  for index in result.points.indices {
    guard let step = result.points[index].at["step"]?.number else { continue }
    let quantities = meanFieldQuantities(step, of: result.points[index])
    for (name, value) in quantities {
      result.points[index].quantities["predicted_\(name)"] =
        .some(step <= last ? interval(value, 0.001) : nil)
    }
  }
  return result
}

private func meanFieldQuantities(_ step: Double, of point: Point) -> [String: Double] {
  let scale = (point["train_risk"]?.value ?? 0.5) / 0.5
  var quantities = [
    "train_risk": (point["train_risk"]?.value ?? 0) + 0.003 * scale,
    "population_risk": (point["population_risk"]?.value ?? 0) + 0.02 * scale, "overlap": 0,
    "left_edge": -0.2 * scale, "margin": 0.3 * step / (step + 10) - 0.1,
  ]
  if step >= 5 {
    quantities["outlier"] = -0.3 * scale
    quantities["outlier_overlap_sq"] = 0.4
  }
  return quantities
}

/// The mean field by itself, over the same steps.
func meanField(deltas: [Double], steps: [Int], batches: Int = 8) -> ExperimentResult {
  var result = predicted(
    training(deltas: deltas, steps: steps, seeds: batches, hasEdge: false), upTo: .infinity)
  result.experiment = "mean-field"
  result.options = ["delta": "4", "samples": "60000", "batches": "\(batches)"]
  for index in result.points.indices {
    let predicted = result.points[index].quantities.filter { $0.key.hasPrefix("predicted_") }
    result.points[index].quantities = Dictionary(
      uniqueKeysWithValues: predicted.map { (String($0.key.dropFirst(10)), $0.value) })
  }
  return result
}

/// Margins that vanish on δ = 1 + log(1 + 10τ), one phase a network of step size η.
func phaseDiagram(
  stepSizes: [(name: String, size: Double)] = [("quad", 0.1)],
  deltas: [Double] = (1...18).map { Double($0) / 2 },
  steps: [Double] = [0, 1, 2, 5, 10, 20, 50, 100], limit: Estimate? = Estimate(9.5, low: 9.5)
) -> ExperimentResult {
  let varies = stepSizes.count > 1
  var points: [Point] = []
  for (name, size) in stepSizes {
    let outer: Coordinates = varies ? ["activation": .name(name)] : [:]
    for step in steps {
      let root = 1 + log(1 + 10 * size * step)
      for delta in deltas {
        points.append(
          Point(
            at: outer.merging(["delta": .number(delta), "step": .number(step)]) { $1 },
            quantities: [
              "margin": interval(tanh(delta - root)), "negative_margin": nil,
              "tau": Estimate(size * step),
            ]))
      }
      points.append(
        Point(
          at: outer.merging(["step": .number(step)]) { $1 },
          quantities: ["delta_nn": interval(root, 0.02), "tau": Estimate(size * step)]))
    }
    points.append(Point(at: outer, quantities: ["delta_nn_limit": limit]))
  }
  var axes = [ExperimentResult.Axis(name: "delta", values: deltas.map { .number($0) })]
  if varies {
    axes.insert(.init(name: "activation", values: stepSizes.map { .name($0.name) }), at: 0)
  }
  return ExperimentResult(
    experiment: "phase-diagram",
    options: ["samples": "60000", "batches": "8"], axes: axes, points: points, units: [])
}

import Glibc
import Plotting
import Results

/// Every letter as wide as DejaVu Sans's digits.
struct EvenMeasure: TextMeasure {
  func advance(_ text: String, isItalic: Bool, size: Double) -> Double {
    0.64 * size * Double(text.count)
  }
}

/// What is wrong with a layout: labels on each other, off the page or left out.
func faults(of scene: Scene) -> [String] {
  let drawing = scene.drawing(measuring: EvenMeasure())
  let page = Box(-0.01, -0.01, drawing.width + 0.01, drawing.height + 0.01)
  var faults = drawing.captions.filter { !page.contains($0.box) }.map {
    "'\($0.text.plain)' leaves the page"
  }
  for (index, caption) in drawing.captions.enumerated() {
    for other in drawing.captions.dropFirst(index + 1)
    where caption.box.grown(by: -0.2).overlaps(other.box.grown(by: -0.2)) {
      faults.append("'\(caption.text.plain)' meets '\(other.text.plain)'")
    }
  }
  return faults
}

func words(of scene: Scene) -> [String] {
  scene.drawing(measuring: EvenMeasure()).captions.map(\.text.plain)
}

/// A threshold sweep with logistic cliffs at the given δ, one network each.
func sweep(
  cliffs: [Double], deltas: [Double] = (1...9).map(Double.init), seeds: Int = 20,
  diverging: (Double, Int) -> Bool = { _, _ in false }
) -> ExperimentResult {
  let names = ["quad", "gelu", "tanh", "softplus", "erf", "silu", "elu"]
  let varies = cliffs.count > 1
  var points: [Point] = []
  var units: [UnitResult] = []
  for (name, cliff) in zip(names, cliffs) {
    let outer: Coordinates = varies ? ["activation": .name(name)] : [:]
    for delta in deltas {
      let at = outer.merging(["delta": .number(delta)]) { $1 }
      let share = 1 / (1 + exp(-(delta - cliff) / 0.3))
      points.append(
        Point(
          at: at,
          quantities: [
            "success": Estimate(
              share, low: max(0, share - 0.1), high: min(1, share + 0.1), n: seeds),
            "overlap": Estimate(0.04 + 0.9 * share, n: seeds),
            "population_risk": Estimate(1 - 0.9 * share, n: seeds),
          ]))
      for seed in 1...seeds {
        units.append(
          UnitResult(
            at: at, seed: seed,
            outcome: diverging(delta, seed) ? .diverged(step: 3) : .finished, records: []))
      }
    }
    points.append(
      Point(
        at: outer,
        quantities: [
          "delta50": Estimate(cliff, low: cliff - 0.2, high: cliff + 0.2, n: seeds),
          "width": Estimate(0.3),
        ]))
  }
  var axes = [ExperimentResult.Axis(name: "delta", values: deltas.map { .number($0) })]
  if varies {
    let values = names.prefix(cliffs.count).map { AxisValue.name($0) }
    axes.insert(.init(name: "activation", values: values), at: 0)
  }
  return ExperimentResult(
    experiment: "threshold-sweep", options: ["d": "500", "neurons": "1"], axes: axes,
    points: points, units: units)
}

/// Spectra that are even on [0, 4] but for what `outliers` puts beside them.
func spectra(
  deltas: [Double], steps: [Int], seeds: Int = 3, size: Int = 200, tail: Double = 4,
  low: [Spectrum.Extreme] = [], high: [Spectrum.Extreme] = []
) -> ExperimentResult {
  var units: [UnitResult] = []
  for delta in deltas {
    for seed in 1...seeds {
      let bulk = (0..<size).map { index in
        let place = (Double(index) + 0.1 * Double(seed)) / Double(size)
        return index == size - 1 ? tail : 4 * place
      }
      func plain(_ value: Double) -> Spectrum.Extreme {
        .init(eigenvalue: value, latentOverlaps: [0.005, 0.004], parameterOverlap: 0.01)
      }
      let lowest = (low + bulk.prefix(2).map(plain)).sorted { $0.eigenvalue < $1.eigenvalue }
      let highest = (bulk.suffix(2).map(plain) + high).sorted { $0.eigenvalue < $1.eigenvalue }
      let all = (bulk + (low + high).map(\.eigenvalue)).sorted()
      units.append(
        UnitResult(
          at: deltas.count > 1 ? ["delta": .number(delta)] : [:], seed: seed,
          outcome: .finished,
          records: steps.map {
            Record(
              step: $0, quantities: [:],
              spectrum: Spectrum(eigenvalues: all, lowest: lowest, highest: highest))
          }))
    }
  }
  return ExperimentResult(
    experiment: "hessian-spectrum", options: ["d": "200", "delta": "4"],
    axes: deltas.count > 1
      ? [.init(name: "delta", values: deltas.map { .number($0) })] : [], points: [], units: units)
}

/// Trajectories whose overlap rises and risks fall, later for smaller δ.
func training(
  deltas: [Double], steps: [Int], seeds: Int = 5, latents: Int = 1, hasEdge: Bool = true,
  scale: Double = 1, diverged: Int? = nil
) -> ExperimentResult {
  var points: [Point] = []
  var units: [UnitResult] = []
  for delta in deltas {
    let cell: Coordinates = deltas.count > 1 ? ["delta": .number(delta)] : [:]
    func quantities(_ step: Int) -> [String: Double] {
      let share = Double(step) / (Double(step) + 200 / delta)
      var quantities = [
        "train_risk": scale * (0.5 - 0.499 * share), "population_risk": scale * (0.5 - 0.4 * share),
        "overlap": 0.045 + 0.9 * share,
      ]
      if latents > 1 {
        for index in 1...latents {
          quantities["overlap_z\(index)"] = 0.045 + 0.9 * share / Double(index)
        }
      }
      if hasEdge { quantities["lambda_min"] = scale * (share - 0.4) }
      return quantities
    }
    for seed in 1...seeds {
      let isLost = seed == diverged
      let records = steps.prefix(isLost ? steps.count / 2 : steps.count).map {
        Record(step: $0, quantities: quantities($0))
      }
      units.append(
        UnitResult(
          at: cell, seed: seed, outcome: isLost ? .diverged(step: 5) : .finished,
          records: Array(records)))
    }
    for step in steps {
      points.append(
        Point(
          at: cell.merging(["step": .number(Double(step))]) { $1 },
          quantities: quantities(step).mapValues {
            Estimate($0, low: $0 * 0.95, high: $0 * 1.05, n: seeds)
          }))
    }
  }
  return ExperimentResult(
    experiment: "gradient-descent", options: ["d": "500", "delta": "4", "neurons": "1"],
    axes: deltas.count > 1
      ? [.init(name: "delta", values: deltas.map { .number($0) })] : [], points: points,
    units: units)
}

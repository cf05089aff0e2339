import Model
import Numerics
import Testing
import Theory

/// Values of an independent implementation, 12 batches of 60 000 samples (phase retrieval) and
/// 8 of 40 000 (two neurons), each with its standard error.
@Suite("Mean field against reference numbers")
struct MeanFieldReferenceTests {
  struct Known: Sendable {
    let value: Double
    let error: Double

    init(_ value: Double, _ error: Double) {
      self.value = value
      self.error = error
    }

    /// Within four combined standard errors; rounding apart.
    func isMet(by values: [Double]) -> Bool {
      let mean = BatchMean(of: values)
      let own = mean.standardError!
      return abs(mean.value - value) < 4 * (error * error + own * own).squareRoot() + 1e-5
    }
  }

  struct Moment: Sendable {
    let step: Int
    let trainRisk: Known
    let populationRisk: Known
    let norm: Known
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let activation: String
    let delta: Double
    let stepSize: Double
    let moments: [Moment]

    var testDescription: String { "\(activation), δ = \(delta)" }
  }

  static let cases = [
    Case(
      activation: "quad", delta: 3, stepSize: 0.1,
      moments: [
        Moment(
          step: 0, trainRisk: Known(0.79676, 0.00173), populationRisk: Known(0.79925, 0.00095),
          norm: Known(1, 0)),
        Moment(
          step: 10, trainRisk: Known(0.40689, 0.00098),
          populationRisk: Known(0.63226, 0.00097), norm: Known(0.79805, 0.00069)),
        Moment(
          step: 30, trainRisk: Known(0.29129, 0.00092),
          populationRisk: Known(0.71689, 0.00097), norm: Known(0.91435, 0.00092)),
      ]),
    Case(
      activation: "quad", delta: 6, stepSize: 0.1,
      moments: [
        Moment(
          step: 10, trainRisk: Known(0.48161, 0.00118), populationRisk: Known(0.5902, 0.00089),
          norm: Known(0.70882, 0.00064)),
        Moment(
          step: 30, trainRisk: Known(0.41052, 0.00106),
          populationRisk: Known(0.62566, 0.00075), norm: Known(0.78383, 0.00085)),
      ]),
    Case(
      activation: "gelu", delta: 4, stepSize: 0.3,
      moments: [
        Moment(
          step: 0, trainRisk: Known(0.61028, 0.00144), populationRisk: Known(0.61169, 0.00068),
          norm: Known(1, 0)),
        Moment(
          step: 10, trainRisk: Known(0.51313, 0.00124),
          populationRisk: Known(0.61006, 0.00078), norm: Known(0.99049, 0.00076)),
        Moment(
          step: 30, trainRisk: Known(0.43562, 0.00112),
          populationRisk: Known(0.64067, 0.00075), norm: Known(1.26903, 0.0013)),
      ]),
    Case(
      activation: "gelu", delta: 8, stepSize: 0.3,
      moments: [
        Moment(
          step: 10, trainRisk: Known(0.55429, 0.00131), populationRisk: Known(0.6047, 0.00078),
          norm: Known(0.91426, 0.00086)),
        Moment(
          step: 30, trainRisk: Known(0.50592, 0.00121), populationRisk: Known(0.6182, 0.00076),
          norm: Known(1.06618, 0.00131)),
      ]),
  ]

  /// E ℓ(z², σ(u)) for independent z ~ N(0, 1) and u ~ N(0, norm²).
  private func populationRisk(_ network: Network, norm: Double) -> Double {
    let rule = GaussHermite(nodes: 80)
    var sum = 0.0
    for (u, weight) in zip(rule.nodes, rule.weights) {
      let f = network.activation.evaluate(norm * u).value
      for (z, other) in zip(rule.nodes, rule.weights) {
        sum += weight * other * network.loss.evaluate(response: z * z, prediction: f).value
      }
    }
    return sum
  }

  @Test("phase retrieval by one neuron: risks and norm", arguments: cases)
  func phaseRetrieval(the test: Case) throws {
    let field = MeanField(
      problem: meanFieldProblem("z1^2", activation: test.activation), delta: test.delta,
      stepSize: test.stepSize, samples: 24_000, hard: [[1]])
    let runs = try field.measurements(at: test.moments.map(\.step), batches: 0..<8, threads: 2) {
      ($0.trainRisk, $0.norms[0])
    }
    for (report, moment) in test.moments.enumerated() {
      let norms = runs.map { $0[report].1 }
      #expect(moment.trainRisk.isMet(by: runs.map { $0[report].0 }))
      #expect(moment.norm.isMet(by: norms))
      // The neuron is orthogonal to the hard direction, so that its norm decides.
      let fresh = norms.map { populationRisk(field.problem.network, norm: $0) }
      #expect(moment.populationRisk.isMet(by: fresh))
    }
  }

  static let twoNeurons: [(step: Int, risk: Known, first: Known, second: Known)] = [
    (0, Known(1.01769, 0.00196), Known(0.00915, 0.00542), Known(0.0024, 0.00594)),
    (5, Known(0.58959, 0.00152), Known(0.35743, 0.00465), Known(-0.37436, 0.00446)),
    (20, Known(0.44265, 0.00179), Known(0.61603, 0.00318), Known(-0.68115, 0.00222)),
    (40, Known(0.40227, 0.00186), Known(0.67314, 0.0026), Known(-0.76782, 0.00173)),
  ]

  @Test(
    "two GeLU neurons learn the easy direction, whatever the axes of the latents",
    arguments: [
      ("z1+z2^2-1", [1.0, 0], [0, 1.0]),
      ("0.6*z1+0.8*z2+(0.8*z1-0.6*z2)^2-1", [0.6, 0.8], [0.8, -0.6]),
    ])
  func easyDirection(target: String, easy: [Double], hard: [Double]) throws {
    let field = MeanField(
      problem: meanFieldProblem(target, activation: "gelu", secondLayer: [1.5, -1.5]), delta: 8,
      stepSize: 0.3, samples: 20_000, hard: [hard])
    let runs = try field.measurements(
      at: Self.twoNeurons.map(\.step), batches: 0..<8, threads: 2
    ) { ($0.trainRisk, $0.signedOverlaps) }
    for (report, known) in Self.twoNeurons.enumerated() {
      func overlaps(_ neuron: Int, _ direction: [Double]) -> [Double] {
        runs.map { run in
          zip(run[report].1[neuron], direction).reduce(0) { $0 + $1.0 * $1.1 }
        }
      }
      #expect(known.risk.isMet(by: runs.map { $0[report].0 }))
      #expect(known.first.isMet(by: overlaps(0, easy)))
      #expect(known.second.isMet(by: overlaps(1, easy)))
      #expect((overlaps(0, hard) + overlaps(1, hard)).allSatisfy { abs($0) < 1e-15 })
    }
  }
}

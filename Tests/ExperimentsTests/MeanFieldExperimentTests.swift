import Diagnostics
import Directives
import Experiments
import Results
import Testing

/// A number of an independent implementation with its standard error; nil where undefined.
struct ReferenceNumber: Sendable {
  let quantity: String
  let value: Double?
  let error: Double

  init(_ quantity: String, _ value: Double?, _ error: Double = 0) {
    self.quantity = quantity
    self.value = value
    self.error = error
  }

  /// Within four combined standard errors, or both undefined.
  func isMet(by estimate: Estimate?) -> Bool {
    guard let value, let estimate else { return value == nil && estimate == nil }
    let own = estimate.standardError ?? 0
    return abs(estimate.value - value) < 4 * (error * error + own * own).squareRoot() + 1e-5
  }
}

@Suite struct MeanFieldExperimentTests {
  struct Moment: Sendable, CustomTestStringConvertible {
    let activation: String
    let delta: Int
    let step: Int
    let numbers: [ReferenceNumber]

    var testDescription: String { "\(activation), δ = \(delta), t = \(step)" }
  }

  /// y = z², pseudo-Huber c = 1, one neuron: 12 batches of 60 000 samples.
  private static let moments = [
    Moment(
      activation: "quad", delta: 3, step: 0,
      numbers: [
        .init("train_risk", 0.79676, 0.00173), .init("population_risk", 0.79925, 0.00095),
        .init("theta_norm", 1), .init("left_edge", -1.12289, 0.00251),
        .init("margin", 0.71821, 0.00473), .init("outlier", -1.25019, 0.00371),
        .init("outlier_overlap_sq", 0.36431, 0.00168),
      ]),
    Moment(
      activation: "quad", delta: 3, step: 30,
      numbers: [
        .init("train_risk", 0.29129, 0.00092), .init("population_risk", 0.71689, 0.00097),
        .init("theta_norm", 0.91435, 0.00092), .init("left_edge", -0.6481, 0.00248),
        .init("margin", -0.18772, 0.00343), .init("outlier", nil),
        .init("outlier_overlap_sq", nil),
      ]),
    Moment(
      activation: "gelu", delta: 8, step: 10,
      numbers: [
        .init("train_risk", 0.55429, 0.00131), .init("population_risk", 0.6047, 0.00078),
        .init("theta_norm", 0.91426, 0.00086), .init("left_edge", -0.21914, 0.0006),
        .init("margin", 0.1708, 0.00117), .init("outlier", -0.27207, 0.00085),
        .init("outlier_overlap_sq", 0.58197, 0.00176),
      ]),
    Moment(
      activation: "quad", delta: 6, step: 100,
      numbers: [
        .init("train_risk", 0.35106, 0.001), .init("population_risk", 0.69928, 0.00088),
        .init("theta_norm", 0.89208, 0.00112), .init("left_edge", -0.21669, 0.00113),
        .init("margin", 0.1205, 0.00414), .init("outlier", -0.22153, 0.00131),
        .init("outlier_overlap_sq", 0.07971, 0.00277),
      ]),
  ]

  @Test("risks, norm, edge, margin and outlier are those of the limit", arguments: moments)
  func limit(moment: Moment) throws {
    let found = result(
      try experiment(
        MeanFieldExperiment.self, "--activation", moment.activation, "--step-size",
        moment.activation == "quad" ? "0.1" : "0.3", "--delta", String(moment.delta), "--at",
        String(moment.step)))
    #expect(found.units.count == 8 && found.finished == 8 && found.notes.isEmpty)
    let point = try #require(found.points.first)
    #expect(found.points.count == 1 && point.at == ["step": .number(Double(moment.step))])
    for number in moment.numbers {
      let estimate = point[number.quantity]
      #expect(point.quantities.keys.contains(number.quantity))
      #expect(number.isMet(by: estimate), "\(number.quantity): \(String(describing: estimate))")
      #expect(estimate == nil || estimate?.n == 8 && estimate?.standardError != nil)
    }
  }

  @Test("two neurons learn the easy direction as the reference does")
  func easyDirection() throws {
    let found = result(
      try experiment(
        MeanFieldExperiment.self, "--target", "z1+z2^2-1", "--activation", "gelu",
        "--second-layer", "1.5,-1.5", "--delta", "8", "--step-size", "0.3", "--at", "5,20",
        "--landscape", "false"))
    let reference = [
      [
        ReferenceNumber("train_risk", 0.58959, 0.00152),
        ReferenceNumber("population_risk", 0.68818, 0.00161),
        ReferenceNumber("overlap_1_z1", 0.35743, 0.00465),
        ReferenceNumber("overlap_2_z1", -0.37436, 0.00446), ReferenceNumber("overlap_1_z2", 0),
      ],
      [
        ReferenceNumber("train_risk", 0.44265, 0.00179),
        ReferenceNumber("population_risk", 0.59488, 0.00066),
        ReferenceNumber("overlap_1_z1", 0.61603, 0.00318),
        ReferenceNumber("overlap_2_z1", -0.68115, 0.00222),
      ],
    ]
    for (point, numbers) in zip(found.points, reference) {
      for number in numbers {
        let estimate = point[number.quantity]
        #expect(number.isMet(by: estimate), "\(number.quantity): \(String(describing: estimate))")
      }
      #expect(!point.quantities.keys.contains("margin"))
    }
    #expect(found.points.count == 2)
  }

  @Test("an outlier that some batches lack is undefined, their margins are not")
  func outlierOfSome() throws {
    // The margin is close to 0, and small batches stray to either side.
    let found = result(
      try experiment(
        MeanFieldExperiment.self, "--delta", "4.5", "--at", "60", "--samples", "2000"))
    let values = found.units.map { $0.records[0].quantities["outlier"] }
    #expect(values.contains(nil) && values.contains { $0 != nil })
    #expect(found.points[0]["outlier"] == nil && found.points[0]["outlier_overlap_sq"] == nil)
    #expect(found.points[0]["margin"] != nil)
  }

  @Test("diverged batches are counted, named and enter no mean")
  func divergence() throws {
    let found = result(
      try experiment(
        MeanFieldExperiment.self, "--step-size", "50", "--loss", "square", "--samples", "1000",
        "--at", "5", "--batches", "2", "--landscape", "false"))
    #expect(found.diverged == 2 && found.points.isEmpty)
    #expect(
      found.notes.contains {
        $0.hasPrefix("2 of 2 batches of the mean field diverged, the first at step ")
      })
  }

  @Test("more steps than the samples can bear are named")
  func finiteSize() throws {
    let found = result(
      try experiment(
        MeanFieldExperiment.self, "--delta", "4", "--samples", "1000", "--at", "0,70",
        "--batches", "1"))
    // d = 250: a quarter of it holds 62 axes, the latent one and those of 61 steps, 0 among them.
    #expect(
      found.notes == [
        "At δ = 4 the 1000 samples of a batch stand for d = 250: beyond step 60 the mean field is "
          + "gradient descent at this d rather than its limit, and more samples are needed."
      ])
  }

  @Test("too few samples for δ are refused, with the number that would do")
  func tooFewSamples() throws {
    do {
      _ = try experiment(MeanFieldExperiment.self, "--delta", "1000", "--samples", "2000")
      Issue.record("accepted")
    } catch let mistake as Diagnostics {
      #expect(mistake.all[0].message.hasPrefix("samples: 2000 at δ = 1000 stand for d = 2 only"))
      #expect(mistake.all[0].help == "at least 12000 samples")
    }
    _ = try experiment(MeanFieldExperiment.self, "--delta", "1000", "--samples", "12000")
  }
}

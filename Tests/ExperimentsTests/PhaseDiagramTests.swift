import Experiments
import Glibc
import Results
import Testing

@Suite struct PhaseDiagramTests {
  @Test("δ_NN(t) of quad and GeLU is that of the independent implementation")
  func thresholds() throws {
    let found = result(
      try experiment(
        PhaseDiagramExperiment.self, "--activation", "quad,gelu", "--step-size",
        "quad=0.1,gelu=0.3", "--at", "0,10", "--delta", "2"))
    for (activation, step, number) in [
      ("quad", 0.0, ReferenceNumber("delta_nn", 0.924, 0.002)),
      ("quad", 10, ReferenceNumber("delta_nn", 1.953, 0.003)),
      ("gelu", 0, ReferenceNumber("delta_nn", 1.693, 0.004)),
      ("gelu", 10, ReferenceNumber("delta_nn", 3.074, 0.005)),
    ] {
      let cell: Coordinates = ["activation": .name(activation)]
      let point = found.points(in: cell, along: ["step"]).first { $0.at["step"] == .number(step) }
      let estimate = try #require(point?["delta_nn"])
      #expect(number.isMet(by: estimate), "\(activation), t = \(step): \(estimate)")
      #expect(try #require(estimate.standardError) < 0.02 * estimate.value)
      #expect(try #require(point?["tau"]).value == step * (activation == "quad" ? 0.1 : 0.3))
    }
  }

  @Test("the margin changes its sign between δ on either side of δ_NN")
  func margins() throws {
    let found = result(
      try experiment(PhaseDiagramExperiment.self, "--at", "10", "--delta", "1.8,2.1"))
    let margins = try [1.8, 2.1].map { delta in
      try #require(
        found.points(in: ["delta": .number(delta)], along: ["step"]).first?["negative_margin"]
      ).value
    }
    #expect(margins[0] < 0 && margins[1] > 0)
  }

  @Test("doubled samples leave δ_NN where it is, within its error")
  func doubling() throws {
    let found = result(
      try experiment(
        PhaseDiagramExperiment.self, "--at", "3", "--delta", "2", "--doubling", "true",
        "--samples", "10000"))
    let change = try #require(found.points.last?["delta_nn_doubling"])
    let error = try #require(change.standardError)
    #expect(error > 0 && abs(change.value) < 4 * error)
  }

  @Test("few steps give no limit; a threshold that still rises is a lower bound of it")
  func limits() throws {
    let few = result(
      try experiment(
        PhaseDiagramExperiment.self, "--at", "1,10", "--delta", "2", "--samples", "5000"))
    #expect(few.points.last?["delta_nn_limit"] == nil)
    #expect(
      few.notes == ["The limit of δ_NN(t) needs three steps within the last decade of τ = ηt."])
    let rising = result(
      try experiment(
        PhaseDiagramExperiment.self, "--at", "2,5,20", "--delta", "2", "--samples", "5000"))
    let limit = try #require(rising.points.last?["delta_nn_limit"])
    let last = try #require(rising.points(in: [:], along: ["step"]).last?["delta_nn"])
    #expect(limit.value == last.value && limit.low == last.value && limit.high == nil)
    #expect(rising.notes.count == 1)
    #expect(rising.notes[0].hasPrefix("δ_NN(t) still rises at step 20 (τ = 2.00): its value "))
  }

  @Test("without a hard direction or a left edge there is no threshold, and the notes say why")
  func undefined() throws {
    let found = result(
      try experiment(
        PhaseDiagramExperiment.self, "--target", "z1,z1^2", "--activation", "relu", "--at", "1",
        "--delta", "2", "--samples", "1000", "--batches", "2"))
    for target in ["z1", "z1^2"] {
      let points = found.points(in: ["target": .name(target)], along: ["step"])
      #expect(points.count == 1 && points[0]["delta_nn"] == nil)
    }
    #expect(found.notes.contains { $0.hasPrefix("The slope of relu jumps") })
    #expect(
      found.notes.contains(
        "Every latent direction of z1 is easy, so there is no threshold."))
  }
}

@Suite struct ThresholdLimitTests {
  private func course(
    _ value: (Double) -> Double, error: Double?
  ) -> [ThresholdLimit.Value] {
    [1, 3, 10, 30, 100].map {
      ThresholdLimit.Value(tau: $0, value: value($0), standardError: error)
    }
  }

  @Test("a course that has settled has its level as limit, whatever the exponent")
  func settled() throws {
    guard case .value(let value, let error) = ThresholdLimit(of: course({ _ in 5 }, error: 0.01))
    else {
      Issue.record("no value")
      return
    }
    #expect(abs(value - 5) < 1e-9)
    #expect(error >= 0.01 && error < 0.2)
    // Doubling n enters as an error of its own.
    guard
      case .value(_, let more) = ThresholdLimit(of: course({ _ in 5 }, error: 0.01), doubling: 0.3)
    else {
      Issue.record("no value")
      return
    }
    #expect(abs(more - hypot(error, 0.3)) < 1e-9)
  }

  @Test("a falling power law is extrapolated: the true limit lies within the error")
  func falling() throws {
    for exponent in ThresholdLimit.exponents {
      let values = course({ 5 + 2 * pow($0, -exponent) }, error: 0.001)
      guard case .value(let value, let error) = ThresholdLimit(of: values) else {
        Issue.record("no value")
        return
      }
      #expect(abs(value - 5) < error && error < 1.5, "p = \(exponent): \(value) ± \(error)")
    }
  }

  @Test("a rise beyond its error makes the last value a lower bound")
  func rising() throws {
    let values = course({ 5 - 2 * pow($0, -0.5) }, error: 0.01)
    guard case .lowerBound(let bound, let extrapolated) = ThresholdLimit(of: values) else {
      Issue.record("no bound")
      return
    }
    #expect(bound == values.last?.value)
    // The smallest exponent reaches furthest, beyond the true limit.
    #expect(extrapolated > 5 && extrapolated < 6)
    // The same rise within its error bars counts for nothing.
    guard
      case .value = ThresholdLimit(of: course({ 5 - 0.02 * pow($0, -0.5) }, error: 0.01))
    else {
      Issue.record("no value")
      return
    }
  }

  @Test("the last decade must hold three values")
  func few() {
    let values = course({ _ in 5 }, error: 0.01)
    #expect(ThresholdLimit(of: Array(values.suffix(2))) == .tooFewSteps)
    #expect(ThresholdLimit(of: [values[0], values[2], values[4]]) == .tooFewSteps)
    #expect(ThresholdLimit(of: []) == .tooFewSteps)
  }
}

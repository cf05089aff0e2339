import Diagnostics
import Directives
import Experiments
import Testing
import Weaving

private func units(_ words: String...) throws -> [WorkUnit] {
  let tree = try OptionTree.reading(
    arguments: ["--steps", "5", "--theory", "false"] + words)
  return try ThresholdSweepExperiment(
    ThresholdSweepExperiment.declaration.arguments(of: tree, at: nil)
  ).units
}

@Suite struct ExplanationTests {
  @Test("spans name what a directive has that it had not, and nothing else")
  func spans() throws {
    func changes(_ before: [WorkUnit], _ now: [WorkUnit]) -> [String] {
      Spans(of: now).changes(since: Spans(of: before))
    }
    let base = try units("--delta", "1,2", "--seeds", "2", "--d", "20")
    #expect(changes(base, base).isEmpty)
    #expect(changes(base, try units("--delta", "2", "--seeds", "1", "--d", "20")).isEmpty)
    #expect(
      changes(base, try units("--delta", "1,2,3", "--seeds", "3", "--d", "30")) == [
        "d is 30, was 20", "delta gains 3", "seed 3 of threshold-sweep is new",
      ])
    #expect(
      changes(base, try units("--delta", "1,2", "--seeds", "2", "--d", "20", "--ridge", "0.1"))
        .contains { $0.contains("ridge is 0.1") })
    #expect(changes([], base) == ["its threshold-sweep runs are new"])
  }

  @Test("a cost is that of the nearest measured runs, scaled by the cost model")
  func nearest() throws {
    let measured = try units("--delta", "1,2", "--seeds", "1", "--d", "100", "--activation", "quad")
    let rates = MeasuredRates(
      measured.map {
        MeasuredRates.Group(identity: $0.identity, seconds: 4 * $0.cost, predicted: $0.cost)
      }
        + (try units("--delta", "1", "--seeds", "1", "--d", "100", "--activation", "gelu")).map {
          MeasuredRates.Group(identity: $0.identity, seconds: 9 * $0.cost, predicted: $0.cost)
        })
    let quad = try units("--delta", "3", "--seeds", "5", "--d", "100", "--activation", "quad")
    for (unit, cost) in zip(quad, rates.estimates(of: quad)) {
      #expect(abs(cost.seconds - 4 * unit.cost) < 1e-12 && cost.measured == 1)
      #expect(cost.low < cost.seconds && cost.seconds < cost.high)
    }
    let gelu = try units("--delta", "3", "--seeds", "1", "--d", "100", "--activation", "gelu")[0]
    #expect(abs(rates.estimates(of: [gelu])[0].seconds - 9 * gelu.cost) < 1e-12)
  }

  @Test("without a measurement the cost model speaks, with a wide range")
  func unmeasured() throws {
    let unit = try units("--seeds", "1")[0]
    let cost = MeasuredRates([]).estimates(of: [unit])[0]
    #expect(cost.measured == 0 && cost.predicted == 1)
    #expect(cost.low < unit.cost && unit.cost < cost.seconds && 3 * cost.seconds <= cost.high)
  }
}

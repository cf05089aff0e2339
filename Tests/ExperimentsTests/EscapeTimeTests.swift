import Experiments
import Results
import Testing

@Suite("Escape times") struct EscapeTimeTests {
  private func escapes(_ options: String...) throws -> ExperimentResult {
    result(try experiment(EscapeTimeExperiment.self, words: ["--theory", "false"] + options))
  }

  @Test("a run ends where its overlap first exceeds one half, as the full trajectory has it")
  func agrees() throws {
    let options = ["--d", "60", "--delta", "8", "--steps", "120", "--seeds", "6"]
    let found = try escapes("--d", "60", "--delta", "8", "--steps", "120", "--seeds", "6")
    let paths = result(
      try experiment(
        GradientDescentExperiment.self,
        words: options + [
          "--theory", "false", "--at", (0...120).map(String.init).joined(separator: ","),
        ]))
    var escaped = 0
    for (unit, path) in zip(found.units, paths.units) {
      let first = path.records.first { ($0.quantities["hard_overlap_sq"] ?? 0) > 0.5 }
      let record = try #require(unit.records.first)
      #expect(record.step == first?.step ?? 120)
      #expect(record.quantities["escape_time"] == first.map { Double($0.step) })
      escaped += first == nil ? 0 : 1
    }
    #expect(escaped > 0)
  }

  @Test("where most runs wait beyond the last step there is no median, and the fraction says so")
  func censored() throws {
    let found = try escapes("--d", "100", "--delta", "1,8", "--steps", "60", "--seeds", "8")
    let points = found.points(in: ["d": .number(100)], along: ["delta"])
    let (low, high) = (try #require(points.first), try #require(points.last))
    #expect(low["escape_time"] == nil && low["escaped"]?.value ?? 1 < 0.5)
    let median = try #require(high["escape_time"])
    #expect(median.value > 0 && median.value <= 60 && high["escaped"]?.value ?? 0 > 0.5)
    let cliff = found.points(in: ["d": .number(100)]).first
    #expect((cliff?["delta50"]?.value).map { $0 > 1 && $0 < 8 } == true)
  }

  @Test("each factor e of d adds about 1/(2|ζ|η) steps to the escape along an outlier ζ")
  func growth() throws {
    // The overlap d^(−1/2) grows as exp(|ζ|ηt). For quad at δ = 20 the mean field's outlier lies
    // between −1.08 and −0.92 from step 5 to step 30: 4.6 to 5.5 steps.
    let found = try escapes(
      "--d", "50,200,800", "--delta", "20", "--steps", "300", "--seeds", "24")
    let point = try #require(found.points(in: ["delta": .number(20)]).first)
    let growth = try #require(point["escape_time_per_log_d"])
    #expect(growth.value > 0)
    #expect(growth.low ?? -.infinity < 4.6 && growth.high ?? .infinity > 5.5)
  }
}

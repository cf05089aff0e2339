import Directives
import Experiments
import Results
import Testing

@Suite("Diagnoses") struct DiagnosisTests {
  private func diagnosis(_ words: String...) throws -> ExperimentResult {
    result(try experiment(DiagnosisExperiment.self, words: words))
  }

  @Test("what is read is what the full trajectory has at that step, and its end says who was right")
  func agrees() throws {
    let common = ["--d", "60", "--delta", "2,8", "--steps", "150", "--seeds", "6"]
    let found = result(
      try experiment(DiagnosisExperiment.self, words: common + ["--read", "20"]))
    let paths = result(
      try experiment(
        GradientDescentExperiment.self, words: common + ["--theory", "false", "--at", "0,20,150"]))
    for (unit, path) in zip(found.units, paths.units) {
      let (read, whole) = (try #require(unit.records.last?.quantities), path.records)
      func fall(_ risk: String) throws -> Double {
        1 - (try #require(whole[1].quantities[risk])) / (try #require(whole[0].quantities[risk]))
      }
      #expect(try abs(fall("train_risk") - #require(read["train_fall"])) < 1e-12)
      #expect(try abs(fall("population_risk") - #require(read["test_fall"])) < 1e-12)
      // A quad neuron predicts a multiple of u², and corr(u², z²) is the squared overlap.
      let overlap = try #require(whole[1].quantities["hard_overlap_sq"])
      #expect(abs(overlap - (try #require(read["test_correlation"]))) < 1e-9)
      let learns = (whole[2].quantities["hard_overlap_sq"] ?? 0) > 0.5
      let says = overlap > 0.1
      #expect(read["learns"] == (learns ? 1 : 0) && read["says_learns"] == (says ? 1 : 0))
      #expect(read["right"] == (says == learns ? 1 : 0))
      let rows = ["learned", "waiting", "overfits", "stuck"].compactMap { read[$0] }
      #expect(rows.count == 4 && rows.reduce(0, +) == 1)
    }
    let point = found.points(in: ["delta": .number(8)]).first
    #expect(point?["right"]?.n == 6 && (point?["learns"]?.value ?? 0) > 0.5)
  }

  @Test(
    "permuted labels overfit: the training risk falls alone, and no reading says that it learns")
  func permuted() throws {
    let found = try diagnosis(
      "--d", "300", "--delta", "2", "--steps", "120", "--read", "100", "--seeds", "4", "--labels",
      "permuted")
    let point = try #require(found.points(in: ["delta": .number(2)]).first)
    #expect(point["overfits"]?.value == 1 && point["right"]?.value == 1)
  }

  @Test("a neuron that hardly moves is stuck")
  func stuck() throws {
    let found = try diagnosis(
      "--d", "200", "--delta", "2", "--steps", "10", "--read", "9", "--step-size", "0.0001",
      "--seeds", "4")
    let point = try #require(found.points(in: ["delta": .number(2)]).first)
    #expect(point["stuck"]?.value == 1)
  }

  @Test("a law that is not Gaussian is read on a fresh sample")
  func freshSample() throws {
    let found = try diagnosis(
      "--d", "60", "--delta", "8", "--steps", "150", "--read", "149", "--seeds", "3", "--data",
      "uniform")
    for unit in found.units {
      let read = try #require(unit.records.last?.quantities)
      // Near squared overlaps, as z and u are sums of many entries.
      #expect(
        abs((read["hard_overlap_sq"] ?? -1) - (read["test_correlation"] ?? 1)) < 0.1, "\(read)")
    }
  }

  @Test("a run is read before its end")
  func order() throws {
    #expect(throws: (any Error).self) { try diagnosis("--steps", "100", "--read", "100") }
  }
}

import Experiments
import Results
import Testing

@Suite("What means leave out, and what notes say of it") struct LeftOutTests {
  /// An experiment whose units are said to have had these last records, in their order.
  private func result(
    _ experiment: some Experiment, _ records: (Int) -> [Record]
  ) -> ExperimentResult {
    experiment.result(
      of: experiment.units.enumerated().map { index, unit in
        UnitResult(at: unit.at, seed: unit.seed, outcome: .finished, records: records(index))
      })
  }

  private func escapes(of seeds: Int, late: Int) throws -> ExperimentResult {
    let milestones = try experiment(
      MilestonesExperiment.self, "--seeds", "\(seeds)", "--theory", "false", "--steps", "100")
    return result(milestones) { index in
      let escape = Double(10 + index)
      return [
        Record(
          step: 100,
          quantities: index < late
            ? ["escaped": 0] : ["escaped": 1, "escape_step": escape])
      ]
    }
  }

  @Test("one run in twenty without a value is left out of a mean, and a note says so")
  func mean() throws {
    let found = try escapes(of: 20, late: 1)
    let step = try #require(found.points.first?["escape_step"])
    #expect(step.value == 20 && step.n == 19)
    #expect(
      found.allNotes.contains("Escape at step: none in 1 of 20 runs, which the mean leaves out."))
  }

  @Test("two in twenty leave no mean, and nothing is left out of what is not there")
  func noMean() throws {
    let found = try escapes(of: 20, late: 2)
    #expect(found.points.first?["escape_step"] == nil)
    #expect(!found.allNotes.contains { $0.contains("which the mean leaves out") })
  }

  @Test("an outlier that only some batches of the mean field have gets a note instead of a mean")
  func batches() throws {
    let limit = try experiment(
      MeanFieldExperiment.self, "--at", "0,10", "--steps", "10", "--batches", "4", "--samples",
      "2000")
    let found = result(limit) { batch in
      [0, 10].map { step in
        Record(
          step: step,
          quantities: step == 0 || batch > 0
            ? ["left_edge": -1, "outlier": -1.5] : ["left_edge": -1])
      }
    }
    let points = found.points(in: [:], along: ["step"])
    #expect(points.map { $0["outlier"]?.value } == [-1.5, nil])
    #expect(
      found.notes.contains {
        $0.contains("4 batches") && $0.contains("not all have an outlier: 3 at step 10.")
      },
      "\(found.notes)")
  }

  @Test("runs without X are told of at the d where there are such, and all of them where all are")
  func implicit() throws {
    func notes(_ words: String...) throws -> [String] {
      result(
        try experiment(
          GradientDescentExperiment.self,
          words: words + ["--steps", "100", "--at", "100", "--theory", "false", "--seeds", "1"])
      ) { _ in [Record(step: 100, quantities: ["train_risk": 1])] }.notes
    }
    func opening(_ notes: [String]) -> String? {
      notes.first { $0.contains("matrix X") }?.split(separator: ":").first.map(String.init)
    }
    #expect(opening(try notes("--d", "500")) == nil)
    #expect(opening(try notes("--d", "20000")) == "No run holds its matrix X")
    #expect(
      opening(try notes("--d", "500,20000")) == "No run at d = 20000 holds its matrix X")
    #expect(
      opening(try notes("--d", "20000", "--delta", "0.1,6"))
        == "Not every run at d = 20000 holds its matrix X")
  }

  @Test("how the population risk was measured is said where it is shown, and nowhere else")
  func ofQuantity() throws {
    let sweep = try experiment(
      ThresholdSweepExperiment.self, "--data", "uniform", "--delta", "3,4", "--theory", "false",
      "--seeds", "2", "--steps", "10")
    let found = result(sweep) { _ in
      [Record(step: 10, quantities: ["population_risk": 1, "hard_overlap_sq": 0])]
    }
    func isSaid(beside columns: String...) -> Bool {
      found.notes(beside: DataTable(columns: columns, rows: [])).contains {
        $0.contains("fresh sample")
      }
    }
    #expect(isSaid(beside: "delta", "population_risk"))
    #expect(!isSaid(beside: "delta", "success"))
    #expect(found.allNotes.contains { $0.contains("fresh sample") })
  }

  @Test("a reading that was wrong is late or vain, as the run turned out")
  func readings() throws {
    let diagnosis = try experiment(
      DiagnosisExperiment.self, "--delta", "3", "--seeds", "4", "--steps", "100", "--read", "50")
    let found = result(diagnosis) { index in
      let (says, learns) = ([0.0, 0, 1, 1][index], [0.0, 1, 0, 1][index])
      return [Record(step: 100, quantities: ["says_learns": says, "learns": learns])]
    }
    let point = try #require(found.points.first)
    #expect(point["learns_late"]?.value == 0.25 && point["waits_in_vain"]?.value == 0.25)
    #expect(
      found.units.map { $0.records.last?.quantities["learns_late"] } == [0, 1, 0, 0])
  }
}

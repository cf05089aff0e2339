import Diagnostics
import Directives
import Experiments
import Results
import Testing

@Suite("Whether a run holds its matrix")
struct DesignChoiceTests {
  private func experiment<Kind: Experiment>(
    _ kind: Kind.Type, _ words: [String]
  ) throws -> Kind {
    try Kind(Kind.declaration.arguments(of: .reading(arguments: words), at: nil))
  }

  /// What the identities of runs say of the design.
  private func designs(_ words: [String]) throws -> [String?] {
    try experiment(
      GradientDescentExperiment.self, words + ["--theory", "false", "--seeds", "1"]
    ).units.map { $0.identity["option.design"] }
  }

  @Test("auto holds X where it is small, where that costs less, and where it must")
  func auto() throws {
    #expect(try designs(["--d", "500", "--steps", "10"]) == [nil])
    #expect(try designs(["--d", "20000", "--steps", "100"]) == ["implicit"])
    #expect(try designs(["--d", "20000", "--steps", "8000"]) == [nil])
    #expect(try designs(["--d", "20000", "--steps", "100", "--data", "rademacher"]) == [nil])
    #expect(try designs(["--d", "20000", "--steps", "100", "--precision", "single"]) == [nil])
    // A dense step takes a thousandth of the samples, an implicit one all of them.
    #expect(try designs(["--d", "20000", "--steps", "100", "--batch", "120"]) == [nil])
    #expect(try designs(["--d", "500,20000", "--steps", "100"]) == [nil, "implicit"])
  }

  @Test("what is chosen decides the identity, not how it was chosen; no X takes less memory")
  func identity() throws {
    let words = ["--d", "20000", "--steps", "100", "--seeds", "1", "--theory", "false"]
    let kind = GradientDescentExperiment.self
    let auto = try experiment(kind, words).units
    let implicit = try experiment(kind, words + ["--design", "implicit"]).units
    let dense = try experiment(kind, words + ["--design", "dense"]).units
    #expect(auto.map(\.identity) == implicit.map(\.identity))
    #expect(dense.map { $0.identity["option.design"] } == [nil])
    #expect(dense[0].bytes > 19_000_000_000 && implicit[0].bytes < 1_000_000_000)
    #expect(implicit[0].cost < dense[0].cost)
  }

  @Test(
    "an implicit design is for Gaussian inputs of no precision of their own",
    arguments: [
      (["--data", "uniform"], "an implicit design is for Gaussian inputs, not for data: uniform"),
      (
        ["--precision", "single"],
        "an implicit design has no matrix X to keep in precision: single"
      ),
    ])
  func refused(words: [String], message: String) throws {
    let error = #expect(throws: Diagnostics.self) {
      try experiment(
        GradientDescentExperiment.self, ["--d", "50", "--design", "implicit"] + words)
    }
    #expect(error?.all.map(\.message) == [message])
  }

  @Test("every experiment with runs trains without X, and its report says so")
  func runs() throws {
    let words = [
      "--d", "60", "--delta", "4", "--seeds", "2", "--theory", "false", "--design", "implicit",
    ]
    func outcome(_ experiment: some Experiment) throws -> (notes: [String], records: [Record]) {
      let units = try experiment.units.map { try #require($0.result()) }
      #expect(units.allSatisfy { $0.outcome == .finished && !$0.records.isEmpty })
      return (experiment.result(of: units).notes, units.flatMap(\.records))
    }
    let all = [
      try outcome(
        experiment(GradientDescentExperiment.self, words + ["--steps", "20", "--extremes", "true"])),
      try outcome(experiment(ThresholdSweepExperiment.self, words + ["--steps", "20"])),
      try outcome(experiment(EscapeTimeExperiment.self, words + ["--steps", "20"])),
      try outcome(experiment(HessianSpectrumExperiment.self, words + ["--at", "0,10"])),
    ]
    for (notes, _) in all {
      #expect(notes.contains { $0.hasPrefix("No run holds its matrix X") })
    }
    #expect(all[0].records.allSatisfy { $0.quantities["lambda_min"] != nil })
    #expect(
      all[3].records.allSatisfy {
        $0.spectrum?.quadrature?.rules.count == 8 && $0.spectrum?.lowest.count == 3
      })
  }
}

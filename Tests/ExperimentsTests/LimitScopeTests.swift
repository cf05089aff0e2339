import Experiments
import Results
import Testing

@Suite("Where the limit applies")
struct LimitScopeTests {
  private let small = [
    "--d", "30", "--seeds", "1", "--samples", "1000", "--batches", "2", "--steps", "2", "--at", "2",
  ]

  private func trained(_ words: String...) throws -> ExperimentResult {
    result(try experiment(GradientDescentExperiment.self, words: small + words))
  }

  @Test(
    "no theory for heavy tails, unequal variances and mini-batches, and the notes say why",
    arguments: [
      (
        ["--data", "student-t:4"],
        "Student's t with ν = 4 ≤ 4 has no finite fourth moment: no theory is drawn for it."
      ),
      (
        ["--data", "power-law:1"],
        "The theory is for inputs with identity covariance: none is drawn for power-law data."
      ),
      (
        ["--batch", "8"],
        "The mean field is of gradients over all samples: neither it nor δ_NN is drawn for batches "
          + "of 8 samples."
      ),
      (
        ["--batch", "500", "--batch-sampling", "replacement"],
        "The mean field is of gradients over all samples: neither it nor δ_NN is drawn for batches "
          + "of 500 samples."
      ),
    ])
  func obstacles(words: [String], sentence: String) throws {
    let run = try experiment(GradientDescentExperiment.self, words: small + words)
    let found = result(run)
    #expect(found.theoryUnits.isEmpty && found.predictions.isEmpty)
    // What is said of the runs comes first.
    #expect(found.notes.last == sentence)
    #expect(found.notes.count { $0.contains(" drawn for ") } == 1)
    let names = found.points[0].quantities.keys.filter { $0.hasPrefix("predicted_") }
    #expect(names.count > 10 && names.allSatisfy { found.points[0][$0] == nil })
    #expect(Set(found.points[0].quantities.keys) == Set(run.families[0].quantities))
  }

  @Test("independent entries with a finite fourth moment share the Gaussian limit, and its units")
  func universality() throws {
    let gaussian = try experiment(GradientDescentExperiment.self, words: small)
    for law in ["rademacher", "uniform", "laplace", "student-t:5", "sparse:0.2"] {
      let other = try experiment(
        GradientDescentExperiment.self, words: small + ["--data", law, "--precision", "single"])
      #expect(other.units.suffix(2).map(\.identity) == gaussian.units.suffix(2).map(\.identity))
    }
    let found = try trained("--data", "rademacher,uniform")
    #expect(found.theoryUnits.count == 2)
    #expect(found.points.allSatisfy { $0["predicted_train_risk"] != nil })
    #expect(
      found.notes.last == "Theory for rademacher and uniform inputs is that of Gaussian ones: "
        + "independent entries of variance 1 with finite fourth moment have the same limit.")
    #expect(try trained().notes == [])
  }

  @Test("on a grid theory stands beside the cells it is for, and beside no other")
  func mixed() throws {
    let found = try trained("--data", "gaussian,student-t:3")
    #expect(found.theoryUnits.count == 2)
    #expect(
      found.points(in: ["data": .name("gaussian")], along: ["step"])[0]["predicted_margin"] != nil)
    #expect(
      found.points(in: ["data": .name("student-t:3")], along: ["step"])[0]["predicted_margin"]
        == nil)
    let spectra = result(
      try experiment(
        HessianSpectrumExperiment.self, "--d", "30", "--seeds", "1", "--samples", "1000",
        "--batches", "2", "--at", "1", "--batch", "full,8"))
    #expect(spectra.predictions.map { $0.at["batch"] } == [.name("full")])
  }

  @Test("a batch of all samples in an order of its own is the full gradient: theory stands")
  func wholeBatch() throws {
    // n = δd = 30, 90.
    let found = try trained("--delta", "1,3", "--batch", "40")
    let points = [1.0, 3].map {
      found.points(in: ["delta": .number($0)], along: ["step"])[0]["predicted_train_risk"]
    }
    #expect(points[0] != nil && points[1] == nil)
  }

  @Test("a sweep keeps δ_alg under mini-batches, which leave the target as it is, but not δ_NN")
  func sweep() throws {
    func sweep(_ words: String...) throws -> ExperimentResult {
      result(
        try experiment(
          ThresholdSweepExperiment.self,
          words: [
            "--d", "20", "--delta", "1,2", "--steps", "3", "--seeds", "1", "--samples", "1000",
            "--batches", "2", "--delta-nn-at", "1",
          ] + words))
    }
    let batches = try sweep("--batch", "full,4")
    let (full, small) = (
      batches.points(in: ["batch": .name("full")])[0], batches.points(in: ["batch": .number(4)])[0]
    )
    #expect(full["delta_alg"] != nil && full["delta_nn"] != nil)
    #expect(small["delta_alg"] == full["delta_alg"] && small["delta_nn"] == nil)
    #expect(Set(small.quantities.keys) == Set(full.quantities.keys))
    let steps = batches.points(in: ["batch": .number(4)], along: ["step"])
    #expect(steps.isEmpty)
    let powers = try sweep("--data", "power-law:1")
    #expect(powers.theoryUnits.isEmpty)
    let point = powers.points(in: [:])[0]
    #expect(point["delta_alg"] == nil && point["delta_nn"] == nil && point["delta50"] == nil)
    #expect(Set(point.quantities.keys) == Set(full.quantities.keys))
  }
}

import Experiments
import Results
import Testing

@Suite struct PredictionTests {
  @Test("runs follow the mean field until the hard direction shows, whatever their d")
  func path() throws {
    let found = result(
      try experiment(
        GradientDescentExperiment.self, "--d", "200,400", "--delta", "3", "--at", "0,10",
        "--steps", "10", "--seeds", "8"))
    #expect(found.units.count == 16 && found.theoryUnits.count == 8)
    for dimension in [200.0, 400] {
      let points = found.points(in: ["d": .number(dimension)], along: ["step"])
      #expect(points.count == 2)
      for name in ["train_risk", "theta_norm"] {
        let run = try #require(points[1][name])
        let predicted = try #require(points[1]["predicted_" + name])
        let error = try #require(run.standardError) + (try #require(predicted.standardError))
        #expect(abs(run.value - predicted.value) < 4 * error, "\(name) at d = \(dimension)")
      }
      let outlier = try #require(points[0]["predicted_outlier"])
      #expect(abs(outlier.value + 1.25019) < 4 * (0.00371 + (outlier.standardError ?? 0)))
    }
    #expect(found.notes.isEmpty)
  }

  @Test("the predicted spectrum is that of the runs: density, edge, outlier")
  func spectrum() throws {
    let found = result(
      try experiment(
        HessianSpectrumExperiment.self, "--delta", "6", "--d", "500", "--at", "10", "--seeds",
        "4"))
    let prediction = try #require(found.predictions.first)
    #expect(found.predictions.count == 1 && prediction.at == ["step": .number(10)])
    let spectrum = prediction.spectrum
    let point = try #require(found.points.first)
    #expect(spectrum.leftEdge == point["predicted_left_edge"]?.value)
    #expect(spectrum.rightEdge == nil && spectrum.atom == 0 && spectrum.atomPosition == 0)
    let hard = spectrum.outliers.filter { $0.kind == .hard }
    #expect(hard.count == 1)
    #expect(hard[0].position == point["predicted_outlier"]?.value)
    #expect(hard[0].standardError == point["predicted_outlier"]?.standardError)
    #expect(hard[0].hardOverlap == point["predicted_outlier_overlap_sq"]?.value)
    #expect(hard[0].latentOverlaps == [hard[0].hardOverlap])

    // The predicted distribution function against the eigenvalues of all runs.
    let density = try spectrum.density.map { try #require($0) }
    let eigenvalues = found.units.flatMap { $0.records[0].spectrum?.eigenvalues ?? [] }.sorted()
    var (below, distance, index) = (0.0, 0.0, 0)
    for place in 1..<density.count {
      let width = spectrum.points[place] - spectrum.points[place - 1]
      below += width * (density[place] + density[place - 1]) / 2
      while index < eigenvalues.count, eigenvalues[index] <= spectrum.points[place] { index += 1 }
      distance = max(distance, abs(below - Double(index) / Double(eigenvalues.count)))
    }
    #expect(abs(below - 1) < 0.01, "mass \(below)")
    #expect(distance < 0.02, "distance \(distance)")
  }

  @Test("beyond the theory's last step nothing is predicted, and a note says how far it reaches")
  func lastStep() throws {
    let found = result(
      try experiment(
        GradientDescentExperiment.self, "--d", "30", "--at", "0,4,9", "--steps", "9", "--seeds",
        "1", "--theory-steps", "5", "--samples", "1000", "--batches", "2"))
    #expect(
      found.notes == ["The mean field was followed to step 4; theory-steps carries it further."]
    )
    let names = found.points[0].quantities.keys.filter { $0.hasPrefix("predicted_") }
    #expect(names.count > 10)
    #expect(found.points[1]["predicted_train_risk"] != nil)
    for name in names {
      #expect(found.points[2].quantities.keys.contains(name))
      #expect(found.points[2][name] == nil)
    }
  }

  @Test("where theory does not apply the notes say why, and the report goes on")
  func notes() throws {
    func notes(_ words: String...) throws -> [String] {
      let kind = GradientDescentExperiment.self
      let found = result(
        try experiment(
          kind,
          words: words + [
            "--d", "30", "--steps", "2", "--seeds", "1", "--samples", "1000", "--batches", "2",
          ]))
      #expect(found.units.count == found.points.count / 3)
      return found.notes
    }
    #expect(
      try notes("--target", "z1") == [
        "Every latent direction of z1 is easy, so there is no threshold."
      ])
    let relu = try notes("--activation", "relu")
    #expect(relu.count == 1 && relu[0].hasPrefix("The slope of relu jumps"))
    let square = try notes("--loss", "square")
    #expect(square.count == 1 && square[0].contains("unbounded below"))
    #expect(
      try notes("--delta", "2000") == [
        "At δ = 2000 the samples are too few for the mean field: nothing is predicted."
      ])
    #expect(try notes("--theory", "false", "--activation", "relu") == [])
  }

  @Test("a sweep has the thresholds of target and network beside its cliff, shared by all d")
  func sweep() throws {
    let found = result(
      try experiment(
        ThresholdSweepExperiment.self, "--d", "20,30", "--delta", "1,2", "--steps", "12",
        "--seeds", "2", "--samples", "5000"))
    // δ_alg, and δ_NN at the one step of the default list within 12.
    #expect(found.units.count == 8 && found.theoryUnits.count == 2)
    for dimension in [20.0, 30] {
      let cell: Coordinates = ["d": .number(dimension)]
      let point = found.points(in: cell)[0]
      #expect(abs(try #require(point["delta_alg"]).value - 0.5) < 0.01)
      let threshold = try #require(point["delta_nn"])
      #expect(ReferenceNumber("delta_nn", 1.953, 0.003).isMet(by: threshold))
      #expect(point.quantities.keys.contains("delta_nn_limit"))
      let steps = found.points(in: cell, along: ["step"])
      #expect(steps.map(\.at["step"]) == [.number(10)] && steps[0]["delta_nn"] == threshold)
    }
    #expect(found.notes.contains("δ_NN(t) is at step 10, τ = ηt = 1.00."))
  }
}

@Suite struct SharedUnitTests {
  private func identities(_ experiment: some Experiment) -> Set<[String: String]> {
    Set(experiment.units.map(\.identity))
  }

  @Test("a batch of the mean field is the same unit whichever experiment asks, at whatever d")
  func batches() throws {
    let options = ["--delta", "3,6", "--batches", "3", "--samples", "2000", "--at", "0,10"]
    let field = identities(try experiment(MeanFieldExperiment.self, words: options))
    #expect(field.count == 6)
    for d in ["50", "50,70"] {
      let runs = try experiment(
        GradientDescentExperiment.self, words: options + ["--d", d, "--seeds", "2"])
      #expect(identities(runs).isSuperset(of: field))
      #expect(runs.units.count == (d == "50" ? 4 : 8) + 6)
    }
    #expect(
      identities(try experiment(PhaseDiagramExperiment.self, words: options))
        .isSuperset(of: field))
    // More is asked of a batch for a spectrum.
    let spectra = try experiment(HessianSpectrumExperiment.self, words: options)
    #expect(identities(spectra).isDisjoint(with: field))
  }

  @Test("what the bits of a batch depend on is in its identity")
  func identity() throws {
    func batch(_ words: String...) throws -> [String: String] {
      try experiment(MeanFieldExperiment.self, words: words).units[0].identity
    }
    let plain = try batch()
    #expect(try batch("--batches", "2", "--delta", "6,7", "--neurons", "1") == plain)
    for other in [
      ["--delta", "5"], ["--samples", "1000"], ["--at", "3"], ["--ridge", "0.1"],
      ["--radius", "2"], ["--step-size", "0.2"], ["--target", "z1^3"], ["--noise", "1"],
      ["--second-layer", "2"], ["--loss", "square"], ["--activation", "gelu"],
      ["--landscape", "false"],
    ] {
      #expect(
        try experiment(MeanFieldExperiment.self, words: other).units[0].identity != plain,
        "\(other)")
    }
  }

  @Test("sweeps and phase diagrams share thresholds, and sweeps δ_alg with optimal-threshold")
  func thresholds() throws {
    let sweep = try experiment(
      ThresholdSweepExperiment.self, "--delta-nn-at", "3,10", "--delta", "2", "--d", "50")
    let diagram = try experiment(PhaseDiagramExperiment.self, "--at", "3,10", "--delta", "7,8")
    let common = identities(sweep).intersection(identities(diagram))
    #expect(common.count == 2)
    #expect(common.allSatisfy { $0["option.delta"] == nil && $0["option.d"] == nil })
    let optimal = try experiment(OptimalThresholdExperiment.self)
    #expect(identities(sweep).isSuperset(of: identities(optimal)))
  }
}

@Suite struct TheoryFamilyTests {
  @Test("every promised quantity is at every point")
  func promises() throws {
    let small = ["--samples", "1000", "--batches", "2"]
    let experiments: [any Experiment] = [
      try experiment(MeanFieldExperiment.self, words: small + ["--steps", "3"]),
      try experiment(
        MeanFieldExperiment.self,
        words: small + ["--steps", "3", "--target", "z1*z2", "--neurons", "2", "--delta", "2,3"]),
      try experiment(
        PhaseDiagramExperiment.self,
        words: small + ["--at", "0,2", "--delta", "2", "--doubling", "true"]),
      try experiment(OptimalThresholdExperiment.self, "--target", "z1,z1^2"),
      try experiment(SubspacesExperiment.self, "--target", "z1,z1*z2"),
      try experiment(
        ThresholdSweepExperiment.self,
        words: small + ["--steps", "10", "--delta", "2,3", "--d", "20", "--seeds", "2"]),
      try experiment(
        HessianSpectrumExperiment.self,
        words: small + ["--at", "0,2", "--d", "20", "--seeds", "2", "--theory-steps", "1"]),
    ]
    for experiment in experiments {
      let found = result(experiment)
      for family in experiment.families {
        let points = found.points.filter { Set($0.at.keys) == Set(family.axes) }
        #expect(!points.isEmpty, "\(type(of: experiment)): \(family.axes)")
        for point in points {
          #expect(
            Set(point.quantities.keys) == Set(family.quantities), "\(type(of: experiment))")
        }
      }
    }
  }
}

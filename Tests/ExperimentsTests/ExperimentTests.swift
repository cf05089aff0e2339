import Diagnostics
import Directives
import Experiments
import Numerics
import Results
import Testing

@Suite struct ThresholdSweepTests {
  @Test("quad's cliff lies below GeLU's, both where theory 9 has them")
  func cliffs() throws {
    let sweep = try experiment(
      ThresholdSweepExperiment.self, "--activation", "quad,gelu", "--step-size",
      "quad=0.1,gelu=0.3", "--delta", "2:9:1", "--d", "200", "--seeds", "6", "--steps", "1500",
      "--theory", "false")
    let found = result(sweep)
    let quad = found.points(in: ["activation": .name("quad")])[0]["delta50"]
    let gelu = found.points(in: ["activation": .name("gelu")])[0]["delta50"]
    let (low, high) = (try #require(quad), try #require(gelu))
    // d = 500 has them between 3 and 4 and near 6; smaller d moves both to the left.
    #expect(low.value > 2.4 && low.value < 4.2)
    #expect(high.value > 4.2 && high.value < 7.2)
    #expect(try #require(low.high) < (try #require(high.low)))
  }

  @Test("one cell a δ and activation, seeds innermost, δ a coordinate even alone")
  func grid() throws {
    let sweep = try experiment(
      ThresholdSweepExperiment.self, "--activation", "quad,gelu", "--delta", "2:4:1", "--seeds",
      "2", "--theory", "false")
    #expect(sweep.units.count == 12)
    #expect(sweep.units[0].at == ["activation": .name("quad"), "delta": .number(2)])
    #expect(sweep.units.prefix(3).map(\.seed) == [1, 2, 1])
    let single = try experiment(ThresholdSweepExperiment.self, "--delta", "3", "--seeds", "1")
    #expect(single.units[0].at == ["delta": .number(3)])
  }

  @Test("no success on the grid leaves δ_50 undefined and says on which side it lies")
  func aboveGrid() throws {
    let sweep = try experiment(
      ThresholdSweepExperiment.self, "--delta", "0.5,1", "--d", "50", "--seeds", "3", "--steps",
      "50", "--theory", "false")
    let found = result(sweep)
    #expect(found.points(in: [:]).first?["delta50"] == nil)
    #expect(found.notes == ["δ₅₀ lies above the grid (> 1)."])
  }

  @Test("a diverged run is counted and enters no mean")
  func divergence() throws {
    let sweep = try experiment(
      ThresholdSweepExperiment.self, "--delta", "2", "--d", "30", "--seeds", "4", "--steps", "200",
      "--step-size", "20", "--loss", "square", "--activation", "cubic", "--theory", "false")
    let found = result(sweep)
    #expect(found.diverged == 4 && found.finished == 0)
    #expect(found.points[0]["overlap"] == nil)
    #expect(found.points[0]["success"] == nil)
    #expect(found.notes == ["δ₅₀ is not defined: no run finished."])
  }

  @Test(
    "seeds are told as short as they can be written, and read back",
    arguments: [
      ("3", "3"), ("1,2,3", "3"), ("5,6,7", "5:7:1"), ("201:280:1", "201:280:1"),
      ("5", "5"), ("[7]", "[7]"), ("1,3", "[1, 3]"), ("2:8:3", "[2, 5, 8]"), ("3,2,1", "[3, 2, 1]"),
    ])
  func seeds(written: String, told: String) throws {
    let declaration = GradientDescentExperiment.declaration
    func canonical(_ text: String) throws -> String? {
      let tree = try OptionTree.reading(
        yaml: "seeds: \(text.contains(",") && !text.contains("[") ? "[\(text)]" : text)", in: "t",
        firstLine: 1)
      return try declaration.arguments(of: tree, at: nil).texts["seeds"]
    }
    #expect(try canonical(written) == told)
    #expect(try canonical(told) == told)
  }

  @Test("the identity of a unit holds what its bits depend on, and nothing else")
  func identity() throws {
    func unit(_ words: String...) throws -> [String: String] {
      let tree = try OptionTree.reading(arguments: words)
      let kind = ThresholdSweepExperiment.self
      return try kind.init(kind.declaration.arguments(of: tree, at: nil)).units[0].identity
    }
    let plain = try unit("--delta", "2", "--seeds", "3")
    #expect(try unit("--delta", "2:5:1", "--seeds", "9") == plain)
    #expect(try unit("--delta", "2.0", "--seeds", "3", "--neurons", "1") == plain)
    for other in [["--d", "400"], ["--ridge", "0.1"], ["--steps", "10"], ["--loss", "square"]] {
      #expect(try unit("--delta", "2", "--seeds", other[0] == "" ? "3" : "3") == plain)
      let tree = try OptionTree.reading(arguments: ["--delta", "2", "--seeds", "3"] + other)
      let kind = ThresholdSweepExperiment.self
      let changed = try kind.init(kind.declaration.arguments(of: tree, at: nil)).units[0].identity
      #expect(changed != plain, "\(other)")
    }
  }
}

@Suite struct SpectrumExperimentTests {
  @Test("λ_min's eigenvector overlaps with θ* above the cliff, not below")
  func informative() throws {
    let spectra = result(
      try experiment(
        HessianSpectrumExperiment.self, "--delta", "2,8", "--at", "30", "--d", "400", "--seeds",
        "6", "--theory", "false"))
    func overlap(_ delta: Double) throws -> Estimate {
      let points = spectra.points(in: ["delta": .number(delta)], along: ["step"])
      return try #require(points.first?["lambda_min_overlap_sq"])
    }
    #expect(try overlap(2).value < 0.08)
    #expect(try overlap(8).value > 0.3)
  }

  @Test("a spectrum keeps every eigenvalue, ascending, with extremes at either end")
  func shape() throws {
    let spectra = result(
      try experiment(
        HessianSpectrumExperiment.self, "--d", "40", "--seeds", "1", "--at", "0,3", "--neurons",
        "2", "--activation", "gelu", "--target", "z1+z2^2-1", "--extremes", "2", "--theory",
        "false"))
    #expect(spectra.units[0].records.map(\.step) == [0, 3])
    let spectrum = try #require(spectra.units[0].records[1].spectrum)
    #expect(spectrum.eigenvalues.count == 80)
    #expect(spectrum.eigenvalues == spectrum.eigenvalues.sorted())
    #expect(spectrum.lowest.map(\.eigenvalue) == Array(spectrum.eigenvalues.prefix(2)))
    #expect(spectrum.highest.map(\.eigenvalue) == Array(spectrum.eigenvalues.suffix(2)))
    #expect(spectrum.lowest[0].latentOverlaps.count == 2)
  }
}

@Suite struct GradientDescentExperimentTests {
  @Test("every promised quantity is at every point")
  func families() throws {
    for words in [
      ["--d", "30", "--steps", "20", "--seeds", "2", "--samples", "1000", "--batches", "2"],
      ["--d", "30", "--steps", "5", "--seeds", "1", "--theory", "false"],
      [
        "--d", "30", "--steps", "5", "--seeds", "1", "--target", "z1*z2", "--neurons", "2",
        "--samples", "1000", "--theory-steps", "2",
      ],
      [
        "--d", "30", "--steps", "5", "--seeds", "1", "--delta", "2,3", "--extremes", "true",
        "--samples", "1000",
      ],
    ] {
      let tree = try OptionTree.reading(arguments: words)
      let kind = GradientDescentExperiment.self
      let run = try kind.init(kind.declaration.arguments(of: tree, at: nil))
      let found = result(run)
      #expect(run.families.count == 1)
      #expect(!found.points.isEmpty)
      for point in found.points {
        #expect(Set(point.at.keys) == Set(run.families[0].axes))
        #expect(Set(point.quantities.keys) == Set(run.families[0].quantities))
      }
    }
  }

  @Test("steps are 0, then log-spaced, the last one included")
  func steps() throws {
    let run = try experiment(
      GradientDescentExperiment.self, "--d", "20", "--steps", "100", "--seeds", "1", "--theory",
      "false")
    let steps = result(run).units[0].records.map(\.step)
    #expect(steps.first == 0 && steps.last == 100)
    #expect(steps == Array(Set(steps)).sorted())
    #expect(steps.count > 18 && steps.count < 28)
  }

  @Test("the easy direction is learned within a few steps, the hard one is not")
  func twoStages() throws {
    // Theory 9: m = 2 GeLU, a = (1.5, −1.5), y = z₁ + z₂² − 1, δ = 8, η = 0.3.
    let run = result(
      try experiment(
        GradientDescentExperiment.self, "--d", "300", "--steps", "10", "--at", "0,10", "--seeds",
        "3", "--target", "z1+z2^2-1", "--second-layer", "1.5,-1.5", "--activation", "gelu",
        "--step-size", "0.3", "--delta", "8", "--theory", "false"))
    let end = try #require(run.points.last)
    #expect(try #require(end["overlap_z1"]).value > 0.6)
    #expect(try #require(end["overlap_z2"]).value < 0.45)
    // Success counts the hard direction z2 alone.
    let hard = try #require(end["hard_overlap_sq"]).value
    let z2 = run.units.map { $0.records[1].quantities["overlap_z2"] ?? .nan }
    let mean = z2.reduce(0) { $0 + $1 * $1 } / 3
    #expect(abs(hard - mean) < 1e-9)
  }

  @Test("the numbers do not depend on the number of threads")
  func threads() throws {
    let run = try experiment(
      GradientDescentExperiment.self, "--d", "40", "--steps", "30", "--seeds", "4", "--samples",
      "1000")
    let (one, two) = (result(run, threads: 1), result(run, threads: 2))
    #expect(one.units == two.units && one.theoryUnits == two.theoryUnits)
    #expect(!one.theoryUnits.isEmpty)
  }

  @Test(
    "options that contradict each other are named",
    arguments: [
      (["--second-layer", "1,2,3", "--neurons", "2"], "second-layer has 3 numbers for 2 neurons"),
      (["--at", "50", "--steps", "10"], "at: step 50 is beyond the last step 10"),
      (
        ["--activation", "quad,gelu", "--step-size", "quad=0.1"], "step-size has no value for gelu"
      ),
      (["--target", "z3", "--d", "2"], "d = 2 is less than the 3 latent directions of z3"),
    ])
  func contradictions(words: [String], message: String) throws {
    let tree = try OptionTree.reading(arguments: words)
    let kind = GradientDescentExperiment.self
    let arguments = try kind.declaration.arguments(of: tree, at: nil)
    do {
      _ = try kind.init(arguments)
      Issue.record("accepted")
    } catch {
      #expect(error.all.map(\.message) == [message])
    }
  }

  @Test("a target that is not a number somewhere is refused")
  func undefinedTarget() throws {
    let tree = try OptionTree.reading(arguments: ["--target", "ln(z1)"])
    let kind = GradientDescentExperiment.self
    let arguments = try kind.declaration.arguments(of: tree, at: nil)
    do {
      _ = try kind.init(arguments)
      Issue.record("accepted")
    } catch {
      #expect(error.all[0].message.hasPrefix("target: ln(z1) is not finite at "))
    }
  }
}

import Diagnostics
import Directives
import Experiments
import Model
import Numerics
import Results
import Simulation
import Testing

@Suite("Data, batches and precision of runs")
struct RunOptionTests {
  private let small = ["--d", "40", "--seeds", "1", "--steps", "20", "--at", "20"]

  private func train(_ words: String...) throws -> [String: Double] {
    let run = try experiment(
      GradientDescentExperiment.self, words: small + ["--theory", "false"] + words)
    return try #require(result(run).units.first?.records.last?.quantities)
  }

  /// For relu and the square loss D is 1 or 0, so that n·tr H is the sum of ‖x_i‖² over the active
  /// samples: of signs a multiple of d.
  @Test("the law of the data reaches the runs: rows of signs have length √d")
  func signs() throws {
    func multiple(_ law: String) throws -> Double {
      let found = result(
        try experiment(
          HessianSpectrumExperiment.self, "--activation", "relu", "--loss", "square", "--d", "20",
          "--delta", "2", "--at", "3", "--seeds", "1", "--theory", "false", "--data", law))
      let spectrum = try #require(found.units[0].records[0].spectrum)
      return spectrum.eigenvalues.reduce(0, +) * 40 / 20
    }
    let signs = try multiple("rademacher")
    #expect(abs(signs - signs.rounded()) < 1e-9 && signs > 1)
    let others = try ["gaussian", "uniform", "sparse:0.5"].map(multiple)
    #expect(others.allSatisfy { abs($0 - $0.rounded()) > 1e-4 })
  }

  @Test("each law has runs of its own", arguments: DataLaw.examples.dropFirst().map(\.description))
  func laws(law: String) throws {
    let (gaussian, other) = (try train(), try train("--data", law))
    #expect(other["train_risk"] != gaussian["train_risk"])
    #expect(other.values.allSatisfy { $0.isFinite })
  }

  @Test("a batch of all samples without replacement is full-batch gradient descent")
  func wholeBatch() throws {
    let (full, whole) = (try train("--delta", "3"), try train("--delta", "3", "--batch", "120"))
    for (name, value) in full { #expect(abs(value - (whole[name] ?? .nan)) < 1e-10, "\(name)") }
    let part = try train("--delta", "3", "--batch", "60")
    let drawn = try train(
      "--delta", "3", "--batch", "60", "--batch-sampling", "replacement")
    let risks = [full, part, drawn].compactMap { $0["train_risk"] }
    #expect(Set(risks).count == 3)
    for risk in risks { #expect(abs(risk - risks[0]) < 0.1) }
  }

  @Test("single precision rounds X, and the run stays by that of double precision")
  func precision() throws {
    let (double, single) = (try train(), try train("--precision", "single"))
    for (name, value) in double {
      #expect(abs(value - (single[name] ?? .nan)) < 1e-5, "\(name)")
    }
    #expect(double["train_risk"] != single["train_risk"])
  }

  @Test("a batch larger than the samples is all of them, and a note says so")
  func largeBatch() throws {
    let run = try experiment(
      GradientDescentExperiment.self,
      words: ["--d", "20", "--seeds", "1", "--steps", "2", "--theory", "false"]
        + ["--delta", "1,4", "--batch", "50"])
    #expect(
      result(run).notes == [
        "Where a run has fewer samples than a batch, up to n = 20 here, a batch is all of them."
      ])
  }

  @Test("several values span the grid, beside d and δ")
  func grid() throws {
    let run = try experiment(
      GradientDescentExperiment.self, "--data", "gaussian,rademacher", "--batch", "full,8",
      "--precision", "double,single", "--seeds", "2", "--theory", "false")
    #expect(run.units.count == 16)
    #expect(
      run.units[2].at == [
        "data": .name("gaussian"), "batch": .name("full"), "precision": .name("single"),
      ])
    #expect(run.units[4].at["batch"] == .number(8))
    #expect(Set(run.units.map(\.identity)).count == 16)
  }

  @Test(
    "a value that is none says what there is",
    arguments: [
      (
        ["--data", "rademaker"], "data: 'rademaker' is not a known value",
        "did you mean 'rademacher'?"
      ),
      (
        ["--data", "student-t:2"],
        "data: 'student-t:2': student-t needs ν > 2 degrees of freedom, as in student-t:5",
        "did you mean 'student-t:5'?"
      ),
      (["--batch", "0"], "batch: 0 is out of range", "batch is full, or a whole number"),
      (
        ["--precision", "singel"], "precision: 'singel' is not a known value",
        "did you mean 'single'?"
      ),
      (
        ["--batch-sampling", "replacement"],
        "batch-sampling is given, but every gradient is over all samples", "give batch a number"
      ),
    ])
  func mistakes(words: [String], message: String, help: String) throws {
    do {
      _ = try experiment(GradientDescentExperiment.self, words: words)
      Issue.record("accepted")
    } catch let error as Diagnostics {
      #expect(error.all.map(\.message) == [message])
      #expect(error.all[0].help?.hasPrefix(help) == true, "\(error.all[0].help ?? "")")
    }
  }
}

@Suite("What a unit is a function of")
struct RunIdentityTests {
  private func unit(_ kind: any Experiment.Type, _ words: [String]) throws -> WorkUnit {
    let tree = try OptionTree.reading(arguments: words + ["--theory", "false"])
    return try kind.init(kind.declaration.arguments(of: tree, at: nil)).units[0]
  }

  @Test("an option at its default is not in the identity: results from before it stay valid")
  func defaults() throws {
    let plain = try unit(GradientDescentExperiment.self, ["--at", "0,5", "--steps", "5"])
    var identity = plain.identity
    identity["numerics"] = nil
    #expect(
      identity == [
        "experiment": "gradient-descent", "revision": "1", "seed": "1", "option.target": "z1^2",
        "option.noise": "0", "option.activation": "quad", "option.loss": "pseudo-huber:1",
        "option.second-layer": "[1]", "option.step-size": "0.1", "option.radius": "1",
        "option.ridge": "0", "option.d": "500", "option.delta": "6", "option.steps": "5",
        "option.at": "0,5",
      ])
    let named = try unit(
      GradientDescentExperiment.self,
      [
        "--at", "0,5", "--steps", "5", "--data", "gaussian", "--batch", "full", "--precision",
        "double",
      ])
    #expect(named.identity == plain.identity)
  }

  @Test("any other value is, with its own option only")
  func others() throws {
    for kind: any Experiment.Type in [
      GradientDescentExperiment.self, HessianSpectrumExperiment.self,
      ThresholdSweepExperiment.self,
    ] {
      let plain = try unit(kind, []).identity
      for (words, added) in [
        (["--data", "student-t:5.0"], ["option.data": "student-t:5"]),
        (["--batch", "8"], ["option.batch": "8"]),
        (["--batch", "8", "--batch-sampling", "epochs"], ["option.batch": "8"]),
        (
          ["--batch", "8", "--batch-sampling", "replacement"],
          ["option.batch": "8", "option.batch-sampling": "replacement"]
        ),
        (["--precision", "single"], ["option.precision": "single"]),
      ] {
        let identity = try unit(kind, words).identity
        #expect(identity == plain.merging(added) { $1 }, "\(words)")
      }
    }
  }

  @Test("how a batch is drawn does not matter where there is none")
  func sampling() throws {
    let run = try experiment(
      GradientDescentExperiment.self, "--batch", "full,8", "--batch-sampling",
      "epochs,replacement", "--seeds", "1", "--theory", "false")
    #expect(Set(run.units.map(\.identity)).count == 3)
  }

  @Test("single precision takes half of X's memory; a batch is held beside X")
  func memory() throws {
    let words = ["--d", "1000", "--delta", "8", "--steps", "1"]
    func bytes(_ more: String...) throws -> Int {
      try unit(GradientDescentExperiment.self, words + more).bytes
    }
    let (entries, double) = (8000 * 1000, try bytes())
    #expect(double > 8 * entries && double < 8 * entries + 60_000_000)
    #expect(double - (try bytes("--precision", "single")) == 4 * entries)
    #expect(try bytes("--batch", "4000") > double + 8 * 4000 * 1000)
  }

  @Test("a second layer of two numbers makes two neurons, and the options say so")
  func neurons() throws {
    let found = result(
      try experiment(
        GradientDescentExperiment.self, "--second-layer", "1.5,-1.5", "--d", "20", "--steps", "1",
        "--seeds", "1", "--theory", "false"))
    #expect(found.options["neurons"] == "2")
    #expect(found.points.last?["theta_norm_2"] != nil)
  }
}

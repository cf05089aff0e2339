import Directives
import Experiments
import FoundationEssentials
import Results
import Simulation
import Testing

@Suite("Spectra by products")
struct SpectrumByProductsTests {
  private func units(_ kind: any Experiment.Type, _ words: String...) throws -> [WorkUnit] {
    try units(kind, words: words)
  }

  private func units(_ kind: any Experiment.Type, words: [String]) throws -> [WorkUnit] {
    let tree = try OptionTree.reading(
      arguments: words + ["--theory", "false", "--seeds", "1"])
    return try kind.init(kind.declaration.arguments(of: tree, at: nil)).units
  }

  @Test("up to the order that is diagonalised nothing changes; above it the unit is another one")
  func threshold() throws {
    #expect(EmpiricalHessian.fullOrder == 4000)
    for kind: any Experiment.Type in [
      HessianSpectrumExperiment.self, GradientDescentExperiment.self,
    ] {
      let words = kind == GradientDescentExperiment.self ? ["--extremes", "true"] : []
      func method(_ more: [String]) throws -> String? {
        try units(kind, words: words + more)[0].identity["option.spectrum"]
      }
      #expect(try method(["--d", "4000"]) == nil)
      #expect(try method(["--d", "4001"]) == "products")
      #expect(try method(["--d", "1000", "--neurons", "4"]) == nil)
      #expect(try method(["--d", "1001", "--neurons", "4"]) == "products")
    }
    let plain = try units(GradientDescentExperiment.self, "--d", "5000")[0].identity
    #expect(plain["option.spectrum"] == nil)
  }

  @Test("a spectrum by products has no matrix in memory")
  func memory() throws {
    func bytes(_ d: String) throws -> Int {
      try units(HessianSpectrumExperiment.self, "--d", d, "--delta", "0.1")[0].bytes
    }
    #expect(try bytes("4000") > 8 * 4000 * 4000)
    #expect(try bytes("4001") < 8 * 4000 * 4000)
  }

  /// 16 neurons in d = 251: md = 4016.
  @Test(
    "the record has both ends with residuals, the density's rules and their error; notes say so")
  func record() throws {
    let run = try experiment(
      HessianSpectrumExperiment.self, "--d", "251", "--neurons", "16", "--second-layer", "0.25",
      "--activation", "gelu", "--delta", "2", "--at", "0", "--seeds", "1", "--extremes", "2",
      "--theory", "false")
    let found = result(run)
    let record = try #require(found.units[0].records.first)
    let spectrum = try #require(record.spectrum)
    let quadrature = try #require(spectrum.quadrature)
    #expect(spectrum.eigenvalues.isEmpty && quadrature.order == 4016)
    #expect(quadrature.rules.count == 8 && quadrature.rules.allSatisfy { $0.nodes.count == 80 })
    for rule in quadrature.rules {
      #expect(abs(rule.weights.reduce(0, +) - 1) < 1e-12)
      #expect(rule.nodes == rule.nodes.sorted())
    }
    let error = try #require(quadrature.standardError)
    #expect(error > 0 && error < 0.02)
    #expect(spectrum.lowest.count == 2 && spectrum.highest.count == 2)
    let ends = spectrum.lowest + spectrum.highest
    #expect(ends.map(\.eigenvalue) == ends.map(\.eigenvalue).sorted())
    #expect(ends.allSatisfy { ($0.residual ?? 1) < 1e-6 * abs(ends[3].eigenvalue) })
    #expect(record.quantities["lambda_min"] == ends[0].eigenvalue)
    // No node of any rule lies beyond the ends.
    let nodes = quadrature.rules.flatMap(\.nodes)
    #expect(try #require(nodes.min()) > ends[0].eigenvalue - 1e-6)
    #expect(try #require(nodes.max()) < ends[3].eigenvalue + 1e-6)
    let note = try #require(found.notes.first)
    #expect(note.hasPrefix("Hessians of more than 4000 rows are not diagonalised: "))
    #expect(note.contains("8 probes of 80 steps a run: shares of eigenvalues have standard errors"))
    #expect(run.units[0].result()?.records == found.units[0].records)

    let kept = try JSONDecoder().decode(Spectrum.self, from: JSONEncoder().encode(spectrum))
    #expect(kept == spectrum)
  }

  @Test("results from before quadrature are read as they were, and written as they were")
  func old() throws {
    let text = """
      {"eigenvalues":[-1,0.5,2],"highest":[{"eigenvalue":2,"latentOverlaps":[0.25],\
      "parameterOverlap":0.5}],"lowest":[{"eigenvalue":-1,"latentOverlaps":[0.5],\
      "parameterOverlap":0}]}
      """
    let spectrum = try JSONDecoder().decode(Spectrum.self, from: Data(text.utf8))
    #expect(spectrum.quadrature == nil && spectrum.lowest[0].residual == nil)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(spectrum), as: UTF8.self) == text)
  }
}

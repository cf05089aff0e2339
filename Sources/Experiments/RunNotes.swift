import Results
import Simulation

/// How runs were measured that a reader must know: one sentence each.
struct RunNotes {
  private(set) var sentences: [String] = []
  private(set) var ofQuantities: [ExperimentResult.QuantityNote] = []

  init(of grid: Grid, units: [UnitResult]) {
    addBatches(grid)
    if grid.cells.contains(where: { $0.data != .gaussian }) {
      ofQuantities.append(
        .init(
          of: ["population_risk", "bump", "plateau"],
          "The population risk of inputs that are not Gaussian is a mean over a fresh sample of "
            + "\(PopulationEstimate.samples) for each run."))
    }
    let spectra = units.flatMap(\.records).compactMap(\.spectrum)
    addImplicit(grid, spectra: !spectra.isEmpty)
    addProducts(spectra, isImplicit: grid.cells.contains(where: \.isImplicit))
  }

  /// Which runs did not hold X.
  private mutating func addImplicit(_ grid: Grid, spectra: Bool) {
    let implicit = grid.cells.filter(\.isImplicit)
    guard !implicit.isEmpty else { return }
    let holding = Set(grid.cells.filter { !$0.isImplicit }.map(\.dimension))
    let dimensions = Set(implicit.map(\.dimension)).sorted()
    func places(_ dimensions: [Int]) -> String { listed(dimensions.map(String.init)) }
    let (without, mixed) = (
      dimensions.filter { !holding.contains($0) }, dimensions.filter(holding.contains)
    )
    let which = [
      without.isEmpty ? nil : "no run at d = \(places(without))",
      mixed.isEmpty ? nil : "not every run at d = \(places(mixed))",
    ].compactMap(\.self).joined(separator: ", and ")
    sentences.append(
      (implicit.count == grid.cells.count
        ? "No run" : which.prefix(1).uppercased() + which.dropFirst())
        + " holds its matrix X: products with it are drawn as they are asked for, given all "
        + "before them, which has the same law (implicit design)."
        + (spectra
          ? " Each spectrum is then of an X of its own, drawn given the run so far." : ""))
  }

  private mutating func addBatches(_ grid: Grid) {
    let whole = grid.cells.filter { cell in
      if case .samples(let size) = cell.batch { size > cell.samples } else { false }
    }
    guard let largest = whole.max(by: { $0.samples < $1.samples }) else { return }
    sentences.append(
      "Where a run has fewer samples than a batch, up to n = \(largest.samples) here, a batch is "
        + "all of them.")
  }

  /// The errors of spectra that were not computed in full.
  private mutating func addProducts(_ spectra: [Spectrum], isImplicit: Bool) {
    let extremes = spectra.flatMap { $0.lowest + $0.highest }
    guard let residual = extremes.compactMap(\.residual).max() else { return }
    let quadratures = spectra.compactMap(\.quadrature)
    var sentence =
      "Hessians of more than \(EmpiricalHessian.fullOrder) rows"
      + (isImplicit ? ", and those of runs without X," : "") + " are not diagonalised: the ends of "
      + "their spectra are by Lanczos, each within \(significant(residual, 2)) of an eigenvalue"
    if let rules = quadratures.first?.rules.count,
      let steps = quadratures.first?.rules.first?.nodes.count
    {
      sentence +=
        ", the density by stochastic quadrature, \(rules) probes of \(steps) steps a run"
      if let error = quadratures.compactMap(\.standardError).max() {
        sentence += ": shares of eigenvalues have standard errors up to \(significant(error, 2))"
      }
    }
    sentences.append(sentence + ".")
  }
}

extension ExperimentResult {
  mutating func add(_ notes: RunNotes) {
    self.notes += notes.sentences
    quantityNotes += notes.ofQuantities
  }
}

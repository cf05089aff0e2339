import Directives
import Model

extension Grid {
  /// One unit a cell and seed.
  func units<Kind: Experiment>(
    of kind: Kind.Type, steps: Int, reported: [Int], spectrum: Run.SpectrumRequest?
  ) -> [WorkUnit] {
    cells.flatMap { cell in
      let run = Run(configuration: cell, steps: steps, reported: reported, spectrum: spectrum)
      var options = cell.texts
      options["steps"] = String(steps)
      options["at"] = reported.map(String.init).joined(separator: ",")
      options["extremes"] = spectrum.map { "\($0.extremes) \($0.keepsEigenvalues)" }
      if spectrum != nil, run.spectrumMethod == .products { options["spectrum"] = "products" }
      let (cost, bytes) = (run.cost, run.bytes)
      return seeds.map { seed in
        WorkUnit(
          experiment: Kind.declaration.name, revision: Kind.revision, options: options,
          at: cell.at, seed: seed, cost: cost, bytes: bytes, training: run.training(seed: seed),
          // Spectra take longer than steps, and one core each.
          isCompanion: spectrum == nil
        ) { run.recorder(seed: seed) }
      }
    }
  }
}

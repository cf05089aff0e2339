import Directives
import Model
import Theory

extension Grid {
  /// One unit a cell and seed.
  func units<Kind: Experiment>(
    of kind: Kind.Type, steps: Int, reported: [Int], spectrum: Run.SpectrumRequest?
  ) -> [WorkUnit] {
    var known: [[String?]: HardDirections] = [:]
    return cells.flatMap { cell in
      let key = [cell.texts["target"], cell.texts["noise"]]
      let directions = known[key] ?? HardDirections(of: cell.target, noise: cell.noise)
      known[key] = directions
      let run = Run(
        configuration: cell, steps: steps, reported: reported, spectrum: spectrum,
        directions: directions)
      var options = cell.texts
      options["steps"] = String(steps)
      options["at"] = reported.map(String.init).joined(separator: ",")
      options["extremes"] = spectrum.map { "\($0.extremes) \($0.keepsEigenvalues)" }
      let (cost, bytes) = (run.cost, run.bytes)
      return seeds.map { seed in
        WorkUnit(
          experiment: Kind.declaration.name, revision: Kind.revision, options: options,
          at: cell.at, seed: seed, cost: cost, bytes: bytes
        ) { isCancelled in
          run.records(seed: seed, isCancelled: isCancelled)
        }
      }
    }
  }
}

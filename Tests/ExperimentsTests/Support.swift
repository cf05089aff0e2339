import Diagnostics
import Directives
import Experiments
import Numerics
import Results

/// An experiment from command-line words.
func experiment<Kind: Experiment>(_ kind: Kind.Type, _ words: String...) throws -> Kind {
  let tree = try OptionTree.reading(arguments: words)
  return try kind.init(kind.declaration.arguments(of: tree, at: nil))
}

/// What it comes to, every unit computed.
func result(_ experiment: some Experiment, threads: Int = 2) -> ExperimentResult {
  let units = experiment.units
  return experiment.result(
    of: concurrentMap(count: units.count, threads: threads) { index in
      guard let result = units[index].result() else { preconditionFailure("nothing cancels") }
      return result
    })
}

/// The same from a list of words.
func experiment<Kind: Experiment>(_ kind: Kind.Type, words: [String]) throws -> Kind {
  let tree = try OptionTree.reading(arguments: words)
  return try kind.init(kind.declaration.arguments(of: tree, at: nil))
}

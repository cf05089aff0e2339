import Diagnostics
import Experiments
import Results

/// What a template's experiments returned, and what its derivations make of it.
struct Findings: Sendable {
  /// In the order of the experiments, those of controls last.
  let results: [ExperimentResult]
  /// In reading order.
  let derived: [(Derivation, ExperimentResult)]
}

extension CheckedTemplate {
  /// - Throws: derivations with more values than are allowed.
  func findings(of results: [ExperimentResult]) throws(Diagnostics) -> Findings {
    let all = allComputed
    var derived: [(Derivation, ExperimentResult)] = []
    var mistakes: [Diagnostic] = []
    for derivation in derivations.all {
      do throws(Diagnostic) {
        let values = try derivation.result(of: results) { source, quantity in
          type(of: all[source].experiment).evidence(for: quantity)
        }
        derived.append((derivation, values))
      } catch {
        mistakes.append(error)
      }
    }
    guard mistakes.isEmpty else { throw Diagnostics(includes.explained(mistakes)) }
    return Findings(results: results, derived: derived)
  }
}

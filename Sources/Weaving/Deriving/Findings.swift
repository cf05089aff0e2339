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

extension Findings {
  /// For a reader of the derivation with an index: why it and others have no interval, each reason
  /// at the first of those that lack it.
  func missingIntervals(at index: Int) -> [String] {
    let said = Set(derived[..<index].flatMap(\.1.notes))
    var reasons: [(titles: [String], words: [String])] = []
    for reason in derived[index].1.notes where !said.contains(reason) {
      let titles = derived.filter { $0.1.notes.contains(reason) }.map(\.0.title)
      if let known = reasons.firstIndex(where: { $0.titles == titles }) {
        reasons[known].words.append(reason)
      } else {
        reasons.append((titles, [reason]))
      }
    }
    return reasons.map { titles, words in
      let names = titles.dropLast().joined(separator: ", ")
      return
        "No interval is given for \(names.isEmpty ? "" : names + " and ")\(titles.last ?? ""): "
        + words.joined(separator: "; ") + "."
    }
  }
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

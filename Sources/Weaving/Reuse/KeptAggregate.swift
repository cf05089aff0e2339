import Experiments
import Results

/// What an experiment made of its units, kept by content: averages, intervals, fits, notes.
///
/// The units themselves are kept where they always are; of them this holds only how many are runs
/// and how many theory.
private struct KeptAggregate: Codable {
  /// Without its units.
  private var result: ExperimentResult
  private let runs: Int
  private let theory: Int

  /// nil unless the result's runs are the first of the units and its theory the last.
  init?(_ result: ExperimentResult, of units: [UnitResult]) {
    (runs, theory) = (result.units.count, result.theoryUnits.count)
    guard runs + theory <= units.count, result.units == Array(units.prefix(runs)),
      result.theoryUnits == Array(units.suffix(theory))
    else { return nil }
    self.result = result
    self.result.units = []
    self.result.theoryUnits = []
  }

  /// nil if there are not as many units.
  func result(with units: [UnitResult]) -> ExperimentResult? {
    guard runs >= 0, theory >= 0, runs + theory <= units.count else { return nil }
    var result = result
    result.units = Array(units.prefix(runs))
    result.theoryUnits = Array(units.suffix(theory))
    return result
  }
}

extension Memo {
  /// An experiment's result, taken from what was made of the same units under the same options.
  ///
  /// - Parameters:
  ///   - content: everything that the result is a function of beside the units' results; nil if
  ///     that is not known.
  ///   - checksums: of the units' results; nil where there is none.
  func result(
    of experiment: any Experiment, content: [UInt8]?, units: [UnitResult], checksums: [String?]
  ) -> ExperimentResult {
    let known = checksums.compactMap { $0 }
    guard let content, known.count == units.count else { return experiment.result(of: units) }
    let key = MemoKey(
      kind: "result", content: content + [0] + known.joined(separator: " ").utf8)
    if let bytes = bytes(for: key), let kept = try? Archive.value(KeptAggregate.self, from: bytes),
      let result = kept.result(with: units)
    {
      return result
    }
    let result = experiment.result(of: units)
    if let aggregate = KeptAggregate(result, of: units),
      let bytes = try? Archive.bytes(of: aggregate)
    {
      keep(bytes, for: key)
    }
    return result
  }
}

import Diagnostics
import Directives
import Results

/// Options in, work units, result out.
///
/// An experiment expands to independent units, each a pure function of its identity; what is
/// asked of the units is decided before any of them runs.
public protocol Experiment: Sendable {
  /// Name, summary and options, from which parsing, messages and the reference page come.
  static var declaration: Declaration { get }
  /// Raised whenever the numbers a unit returns change; part of every unit's identity.
  static var revision: Int { get }
  /// Checks what no single option can check.
  init(_ arguments: Arguments) throws(Diagnostics)
  /// What it was made of.
  var arguments: Arguments { get }
  /// What its points will hold, known before anything is computed.
  var families: [QuantityFamily] { get }
  /// How a statement about one of its quantities is tested.
  static func evidence(for quantity: String) -> Evidence
  /// The units in grid order, seeds innermost.
  var units: [WorkUnit] { get }
  /// The result over seeds.
  ///
  /// - Parameter results: one a unit, in the order of `units`.
  func result(of results: [UnitResult]) -> ExperimentResult
}

extension Experiment {
  /// Means over seeds, and what theory puts beside them.
  public static func evidence(for quantity: String) -> Evidence {
    quantity.hasPrefix(PredictedPath.prefix) ? .theory() : .mean
  }
}

/// δ_NN, its limit and δ_alg, wherever they stand.
func thresholdEvidence(for quantity: String) -> Evidence? {
  switch quantity {
  case "delta_nn", "tau", "delta_nn_doubling", "binning_error": .theory()
  case "delta_alg": .theory(below: "binning_error")
  case "delta_nn_limit": .extrapolation
  default: nil
  }
}

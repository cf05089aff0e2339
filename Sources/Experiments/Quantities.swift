import Model
import Results
import Simulation

/// The quantities of a state, simulated or predicted, by name.
///
/// `overlap` is ‖P_Θ Θ*‖_F/√k, which for one neuron and one direction is |⟨θ, θ*⟩|/‖θ‖;
/// `overlap_zl` the same for latent direction l; `theta_norm` is ‖Θ‖_F.
func namedQuantities(
  trainRisk: Double, populationRisk: Double, norms: [Double], signedOverlaps: [[Double]],
  latentShares: [Double]
) -> [String: Double] {
  let k = latentShares.count
  let subspaceOverlap = latentShares.reduce(0, +) / Double(k)
  var quantities = [
    "train_risk": trainRisk,
    "population_risk": populationRisk,
    "theta_norm": norms.reduce(0) { $0 + $1 * $1 }.squareRoot(),
    "overlap": subspaceOverlap.squareRoot(),
    "subspace_overlap": subspaceOverlap,
  ]
  if k > 1 {
    for (direction, share) in latentShares.enumerated() {
      quantities["overlap_z\(direction + 1)"] = share.squareRoot()
    }
  }
  if norms.count > 1 {
    for (neuron, norm) in norms.enumerated() {
      quantities["theta_norm_\(neuron + 1)"] = norm
      for direction in 0..<k {
        quantities["overlap_\(neuron + 1)_z\(direction + 1)"] = signedOverlaps[neuron][direction]
      }
    }
  }
  return quantities
}

extension OrderParameters {
  /// ‖P_Θ Θ*_H‖_F²/k_H; with nothing hard, every latent direction counts.
  func hardOverlap(along hard: [[Double]]) -> Double {
    hard.isEmpty
      ? subspaceOverlap : hard.reduce(0) { $0 + share(of: $1) } / Double(hard.count)
  }

  /// ‖P_Θ Θ*v‖² for a unit vector v of R^k.
  private func share(of direction: [Double]) -> Double {
    OrderParameters(
      gram: gram,
      overlap: overlap.map { [zip($0, direction).reduce(0) { $0 + $1.0 * $1.1 }] }
    ).latentShares[0]
  }
}

extension Problem {
  /// Names of the quantities of a state, in the order of a table.
  func quantityNames(spectrum: Bool) -> [String] {
    let k = target.latentDimension
    let m = network.secondLayer.count
    var names = ["train_risk", "population_risk", "theta_norm", "overlap"]
    if k > 1 { names += (1...k).map { "overlap_z\($0)" } }
    names += ["subspace_overlap", "hard_overlap_sq"]
    if m > 1 {
      for neuron in 1...m {
        names += ["theta_norm_\(neuron)"] + (1...k).map { "overlap_\(neuron)_z\($0)" }
      }
    }
    if spectrum {
      names += ["lambda_min", "lambda_min_overlap_sq", "lambda_max", "lambda_max_overlap_sq"]
    }
    return names
  }
}

extension HessianSpectrum {
  /// The named quantities of the two ends.
  var quantities: [String: Double] {
    var quantities: [String: Double] = [:]
    for (name, extreme) in [("lambda_min", lowest.first), ("lambda_max", highest.first)] {
      guard let extreme else { continue }
      quantities[name] = extreme.value
      quantities["\(name)_overlap_sq"] = extreme.latentShares.reduce(0, +)
    }
    return quantities
  }
}

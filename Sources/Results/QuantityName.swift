/// How quantities and axes are called in the head of a table.
public enum QuantityName {
  private static let titles = [
    "activation": "activation", "delta": "δ", "delta50": "δ₅₀", "width": "width of the cliff",
    "success": "success", "overlap": "overlap", "subspace_overlap": "subspace overlap",
    "hard_overlap_sq": "hard overlap²", "train_risk": "training risk",
    "population_risk": "population risk", "theta_norm": "‖Θ‖", "lambda_min": "λₘᵢₙ",
    "lambda_max": "λₘₐₓ", "lambda_min_overlap_sq": "q² of λₘᵢₙ",
    "lambda_max_overlap_sq": "q² of λₘₐₓ", "step": "step t", "step-size": "η", "radius": "r₀",
    "ridge": "λ", "noise": "noise", "left_edge": "left edge", "right_edge": "right edge",
    "margin": "margin μ", "negative_margin": "margin μ⁻", "outlier": "outlier",
    "outlier_overlap_sq": "q²", "delta_nn": "δ_NN", "delta_nn_limit": "limit of δ_NN",
    "delta_nn_doubling": "change of δ_NN on doubling n", "delta_alg": "δ_alg", "tau": "τ = ηt",
    "easy_dimension": "easy directions", "hard_dimension": "hard directions",
    "escape_time": "escape time", "escaped": "escaped",
    "first_minimum_step": "first minimum at step", "escape_step": "escape at step",
    "emergence_step": "emergence at step", "bump": "bump of the population risk",
    "plateau": "plateau in steps", "delay": "delay in steps",
    "lambda_min_hard_overlap_sq": "q² of λₘᵢₙ, hard",
    "escape_time_per_log_d": "steps for each factor e of d",
    "binning_error": "binning error", "dimension": "easy directions so far", "round": "round",
  ]

  /// Words for a reader; the name itself where there are none.
  public static func title(_ name: String) -> String {
    if let title = titles[name] { return title }
    let predicted = "predicted_"
    if name.hasPrefix(predicted) {
      return "predicted " + title(String(name.dropFirst(predicted.count)))
    }
    return name.split(separator: "_").joined(separator: " ")
  }
}

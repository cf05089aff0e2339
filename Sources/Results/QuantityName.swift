/// How quantities and axes are called in the head of a table.
public enum QuantityName {
  private static let titles = [
    "activation": "activation", "delta": "δ", "delta50": "δ₅₀", "width": "width of the cliff",
    "success": "success", "overlap": "overlap", "subspace_overlap": "subspace overlap",
    "hard_overlap_sq": "hard overlap²", "train_risk": "training risk",
    "population_risk": "population risk", "theta_norm": "‖Θ‖", "lambda_min": "λₘᵢₙ",
    "lambda_max": "λₘₐₓ", "lambda_min_overlap_sq": "q² of λₘᵢₙ",
    "lambda_max_overlap_sq": "q² of λₘₐₓ", "step": "step t", "step-size": "η", "radius": "r₀",
    "ridge": "λ", "noise": "noise",
  ]

  /// Words for a reader; the name itself where there are none.
  public static func title(_ name: String) -> String {
    titles[name] ?? name.split(separator: "_").joined(separator: " ")
  }
}

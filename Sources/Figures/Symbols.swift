import Plotting
import Results

/// How options and quantities are written on an axis.
enum Symbols {
  private static let axes: [String: RichText] = [
    "delta": "*δ*", "d": "*d*", "step": "*t*", "step-size": "*η*", "noise": "noise",
    "radius": "*r*_{0}", "ridge": "*λ*", "batch": "batch",
  ]

  /// Axes whose names do not say what they are names of.
  private static let unspoken: Set<String> = ["batch", "batch-sampling", "precision"]

  static func axis(_ name: String) -> RichText { axes[name] ?? RichText(verbatim: name) }

  /// `δ = 3`; a name alone needs no symbol: `quad`.
  static func value(_ name: String, _ value: AxisValue) -> RichText {
    switch value {
    case .name(let text) where unspoken.contains(name):
      axis(name) + RichText(verbatim: " = " + text)
    case .name(let text): RichText(verbatim: text)
    case .number: axis(name) + RichText(verbatim: " = " + value.text)
    }
  }

  /// Values of the named axes in their order: `quad, δ = 3`; nil if there are none.
  static func cell(_ cell: Coordinates, axes: [String]) -> RichText? {
    let parts = axes.compactMap { name in cell[name].map { value(name, $0) } }
    guard let first = parts.first else { return nil }
    return parts.dropFirst().reduce(first) { $0 + ", " + $1 }
  }

  /// Latent direction l of k, counted from 0: θ*, or θ*₁ where there are several.
  static func latent(_ index: Int, of count: Int) -> RichText {
    count == 1 ? "*θ*^{∗}" : RichText(markup: "*θ*_{\(index + 1)}^{∗}")
  }
}

extension Estimate {
  /// `3.42 [3.31, 3.55]`, for prose.
  var prose: String {
    let decimals = decimals(most: 4)
    return fixed(value, decimals) + (intervalText(decimals: decimals).map { " " + $0 } ?? "")
  }

  /// The value with as many decimals as its interval deserves, for a label on the figure.
  func labelText(most: Int = 2) -> String {
    fixed(value, min(most, max(1, decimals(most: most)))).typographic
  }
}

extension String {
  /// With a true minus sign.
  var typographic: String { String(map { $0 == "-" ? "−" : $0 }) }
}

/// A cell of a table: full precision, nothing where undefined.
func cellText(_ value: Double?) -> String {
  guard let value, value.isFinite else { return "" }
  return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}

import Glibc
import Plotting
import Results

/// The stretch of eigenvalues that all panels show: the bulk, and outliers not too far from it.
struct SpectrumWindow {
  /// Share of the eigenvalues that a long tail may lose.
  private static let tail = 0.02

  private(set) var lower = 0.0
  private(set) var upper = 1.0

  init(_ spectra: [PooledSpectrum]) {
    guard !spectra.isEmpty else { return }
    let inner = spectra.map { spectrum in
      (spectrum.law.quantile(0.005), spectrum.law.quantile(1 - Self.tail))
    }
    var low = inner.map(\.0).min() ?? 0
    var high = inner.map(\.1).max() ?? 1
    let extent = high - low > 0 ? high - low : max(abs(high), 1) * 0.2
    let least = spectra.map(\.law.least).min() ?? low
    let most = spectra.map(\.law.most).max() ?? high
    low = max(least, low - 0.35 * extent)
    high = min(most, high + 0.35 * extent)
    // Outliers that most seeds have, and predicted ones.
    let observed = spectra.flatMap { spectrum in
      spectrum.outliers.filter { $0.direction != .none && $0.count * 2 >= spectrum.seeds }
    }
    let predicted = spectra.flatMap { $0.prediction?.outliers ?? [] }
    for place in observed.map(\.meanEigenvalue) + predicted.map(\.position) {
      if place < low, place > low - 0.6 * extent { low = place }
      if place > high, place < high + 0.6 * extent { high = place }
    }
    let pad = 0.04 * max(high - low, 0.25 * extent)
    lower = low - pad
    upper = high + pad
  }

  func contains(_ value: Double) -> Bool { value >= lower && value <= upper }

  /// Shares of a spectrum outside the window.
  func outside(_ spectrum: PooledSpectrum) -> (below: Double, above: Double) {
    (spectrum.law.share(below: lower), 1 - spectrum.law.share(upTo: upper))
  }

  /// `1.8 % up to 31 →`, nil if the window shows everything.
  func beyondText(_ spectrum: PooledSpectrum, isShort: Bool) -> String? {
    let (below, above) = outside(spectrum)
    func percent(_ share: Double) -> String {
      significant(100 * share, share < 0.000_999_999 ? 1 : 2) + " %"
    }
    var parts: [String] = []
    if below > 1e-12 {
      let reach = isShort ? "" : " down to \(significant(spectrum.law.least, 2))"
      parts.append("← \(percent(below))" + reach)
    }
    if above > 1e-12 {
      let reach = isShort ? "" : " up to \(significant(spectrum.law.most, 2))"
      parts.append(percent(above) + reach + " →")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "  ").typographic
  }
}

/// A histogram over the window, as a density of all eigenvalues: bars of what lies outside are
/// missing, not redistributed.
struct Histogram {
  var edges: [Double]
  var heights: [Double]
  /// A value that a twentieth of all eigenvalues or more share to rounding, kept out of the bars.
  var atom: (value: Double, share: Double)?

  init(_ law: EigenvalueLaw, window: SpectrumWindow) {
    switch law {
    case .eigenvalues(let values): self.init(values, window: window)
    case .quadrature(let rules, _, _): self.init(rules, window: window)
    }
  }

  /// 60 bins: a rule resolves about as many.
  private init(_ rules: [QuadratureRule], window: SpectrumWindow) {
    let (extent, count) = (window.upper - window.lower, 60)
    let edges = (0...count).map { window.lower + extent * Double($0) / Double(count) }
    let atom = Self.atom(of: rules, tolerance: 1e-6 * extent)
    let rest = atom.map { atom in rules.compactMap { $0.without(atom.value).rule } } ?? rules
    let shares = edges.map { edge in
      rest.reduce(0) { $0 + $1.share(upTo: edge) } / Double(max(1, rules.count))
    }
    self.edges = edges
    self.atom = atom
    heights = zip(shares, shares.dropFirst()).map { max(0, $1 - $0) * Double(count) / extent }
  }

  /// A node that every rule has at one place, with a twentieth of all eigenvalues or more.
  private static func atom(
    of rules: [QuadratureRule], tolerance: Double
  ) -> (value: Double, share: Double)? {
    guard let first = rules.first,
      let heaviest = first.nodes.indices.max(by: { first.weights[$0] < first.weights[$1] })
    else { return nil }
    let value = first.nodes[heaviest]
    guard
      rules.allSatisfy({ rule in rule.nodes.contains { abs($0 - value) <= tolerance } })
    else { return nil }
    let share = rules.reduce(0) { $0 + $1.without(value).weight } / Double(rules.count)
    return share >= 0.05 ? (value, share) : nil
  }

  /// Bins by Freedman and Diaconis, 16 to 90 of them.
  private init(_ eigenvalues: [Double], window: SpectrumWindow) {
    let extent = window.upper - window.lower
    let atom = Self.atom(of: eigenvalues, tolerance: 1e-9 * extent)
    let rest = eigenvalues.filter { value in
      atom.map { abs(value - $0.value) > 1e-9 * extent } ?? true
    }
    self.atom = atom
    let spread = quantile(rest, 0.75) - quantile(rest, 0.25)
    let width = 2 * spread / cbrt(Double(max(1, rest.count)))
    let wanted = width > 0 ? extent / width : 40
    let count = Int(max(16, min(90, wanted)).rounded())
    edges = (0...count).map { window.lower + extent * Double($0) / Double(count) }
    heights = [Double](repeating: 0, count: count)
    let unit = Double(count) / (Double(max(1, eigenvalues.count)) * extent)
    for value in rest where window.contains(value) {
      let bin = Int((value - window.lower) / extent * Double(count))
      heights[min(count - 1, max(0, bin))] += unit
    }
  }

  /// The longest run of equal values, in ascending order.
  private static func atom(
    of values: [Double], tolerance: Double
  ) -> (value: Double, share: Double)? {
    var (best, start, from) = (0, 0, 0)
    for index in values.indices {
      if values[index] - values[from] > tolerance { from = index }
      if index - from + 1 > best { (best, start) = (index - from + 1, from) }
    }
    guard values.count >= 20, best * 20 >= values.count else { return nil }
    return (values[start], Double(best) / Double(values.count))
  }
}

/// The p-quantile of ascending values, interpolated; 0 of none.
func quantile(_ ascending: [Double], _ p: Double) -> Double {
  guard let last = ascending.indices.last else { return 0 }
  let place = p * Double(last)
  let below = Int(place)
  let above = min(last, below + 1)
  return ascending[below] + (place - Double(below)) * (ascending[above] - ascending[below])
}

import Results

/// What is left of it where only the extremes are known.
let overlapRule =
  "An extreme eigenvalue counts as an outlier if its eigenvector has squared overlap of at least "
  + "0.1 with a named direction."

/// The rule, in words, that `outliers(of:isLow:)` applies.
let outlierRule =
  String(overlapRule.dropLast()) + ", or if it is detached: its gap to the next exceeds five "
  + "times the largest of the ten gaps further in."

/// The outliers at one end of a spectrum, outermost first.
func outliers(of spectrum: Spectrum, isLow: Bool) -> [Spectrum.Extreme] {
  let extremes = isLow ? spectrum.lowest : spectrum.highest.reversed()
  // Distances inwards from the outermost eigenvalue.
  let ordered = isLow ? spectrum.eigenvalues : spectrum.eigenvalues.reversed()
  let detached = detachedCount(ordered.prefix(extremes.count + 12).map { $0 }, upTo: extremes.count)
  return extremes.enumerated().filter { index, extreme in
    extreme.eigenvalue.isFinite
      && (index < detached || OutlierDirection(extreme) != .none)
  }.map(\.element)
}

/// How many of the outermost values stand off from the rest.
///
/// - Parameter values: from the outermost inwards.
func detachedCount(_ values: [Double], upTo most: Int) -> Int {
  let gaps = zip(values, values.dropFirst()).map { abs($1 - $0) }
  for count in stride(from: most, to: 0, by: -1) {
    let inner = gaps.dropFirst(count).prefix(10)
    guard count <= gaps.count, inner.count >= 5, let largest = inner.max() else { continue }
    if gaps[count - 1] > 5 * largest, gaps[count - 1] > 0 { return count }
  }
  return 0
}

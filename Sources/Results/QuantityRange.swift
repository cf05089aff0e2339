extension QuantityName {
  /// What a quantity can be at all, whatever the run: shares and unsigned overlaps lie between 0 and 1,
  /// signed overlaps between −1 and 1, risks and norms are not negative.
  public static func range(_ name: String) -> ClosedRange<Double> {
    let prefix = "predicted_"
    let name = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    if name.wholeMatch(of: /overlap_\d+_z\d+/) != nil { return -1...1 }
    let isShare =
      name == "success" || name == "escaped" || name == "overlap" || name == "subspace_overlap"
      || name.hasPrefix("overlap_z") || name.hasSuffix("overlap_sq")
    if isShare { return 0...1 }
    let isPositive = name.hasSuffix("_risk") || name.hasPrefix("theta_norm")
    return isPositive ? 0...(.infinity) : -.infinity...(.infinity)
  }
}

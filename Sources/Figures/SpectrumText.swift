import Results

extension SpectrumFigure {
  func notes(
    _ result: ExperimentResult, _ spectra: [PooledSpectrum], _ window: SpectrumWindow,
    leftOut: Int
  ) -> [String] {
    var notes = [
      result.sizesNote,
      "Histograms: all eigenvalues of all seeds, as a density.",
      "Strokes on the axis: outliers, one a seed; arrows: their mean, coloured by the direction "
        + "their eigenvectors overlap with most (θ* latent, θᵗ the parameters at that step), with the "
        + "mean squared overlap q² there.",
      outlierRule,
    ]
    let outside = spectra.map { spectrum in
      let (below, above) = window.outside(spectrum)
      return Double(below + above) / Double(spectrum.eigenvalues.count)
    }
    if let most = outside.max(), most > 0 {
      notes.append(
        "Eigenvalues outside the window (at most \(significant(100 * most, 2)) % of a panel) count "
          + "in the density.")
    }
    if leftOut > 0 { notes.append("\(leftOut) further spectra are not drawn.") }
    if let missing = result.missingNote { notes.append(missing) }
    return notes
  }

  func altText(_ spectra: [PooledSpectrum]) -> String {
    guard !spectra.isEmpty else {
      return "An empty plot of a Hessian spectrum: no run reached a step."
    }
    let count = spectra.count
    let opening =
      count == 1
      ? "Histogram of the eigenvalues of the Hessian."
      : "\(count) histograms of the eigenvalues of the Hessian."
    let rest = count > 4 ? ["The table has the other \(count - 4)."] : []
    return ([opening] + spectra.prefix(4).map(sentence) + rest).joined(separator: " ")
  }

  private func sentence(_ spectrum: PooledSpectrum) -> String {
    let cell = spectrum.cell.sorted { $0.key < $1.key }.map { "\(name($0.key))\($0.value.text)" }
    let place = (cell + ["step \(spectrum.step)"]).joined(separator: ", ")
    let low = significant(quantile(spectrum.eigenvalues, 0.01), 2).typographic
    let high = significant(quantile(spectrum.eigenvalues, 0.99), 2).typographic
    var text = "At \(place): 98 % of the eigenvalues lie between \(low) and \(high)"
    let named = spectrum.outliers.filter { $0.direction != .none }
    if named.isEmpty {
      text += "; no outlier lies along a named direction."
    } else {
      let parts = named.map { group in
        let at = significant(group.meanEigenvalue, 2).typographic
        return "at \(at) along \(group.direction.words(latents: spectrum.latents)) "
          + "(squared overlap \(fixed(group.meanOverlap, 2)), "
          + "\(group.count) of \(spectrum.seeds) seeds)"
      }
      text += "; outliers \(listed(parts))."
    }
    return text
  }

  private func name(_ axis: String) -> String {
    switch axis {
    case "delta": "δ = "
    case "activation": ""
    default: "\(axis) = "
    }
  }

  /// The bars, then the outliers, of every panel.
  func table(
    _ result: ExperimentResult, _ spectra: [PooledSpectrum], _ histograms: [Histogram]
  ) -> DataTable {
    let names = result.axes.map(\.name)
    let columns =
      names + ["step", "kind", "from", "to", "density", "direction", "overlap_sq", "seeds"]
    var rows: [[String]] = []
    for (spectrum, histogram) in zip(spectra, histograms) {
      let place = names.map { spectrum.cell[$0]?.text ?? "" } + [String(spectrum.step)]
      let seeds = String(spectrum.seeds)
      for (index, height) in histogram.heights.enumerated() {
        rows.append(
          place + [
            "bar", cellText(histogram.edges[index]), cellText(histogram.edges[index + 1]),
            cellText(height), "", "", seeds,
          ])
      }
      if let atom = histogram.atom {
        let value = cellText(atom.value)
        rows.append(place + ["atom", value, value, cellText(atom.share), "", "", seeds])
      }
      for group in spectrum.outliers {
        rows.append(
          place + [
            "outlier", cellText(group.eigenvalues.min()), cellText(group.eigenvalues.max()), "",
            group.direction.words(latents: spectrum.latents), cellText(group.meanOverlap),
            String(group.count),
          ])
      }
    }
    return DataTable(columns: columns, rows: rows)
  }
}

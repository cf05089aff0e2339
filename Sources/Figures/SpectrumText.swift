import Results

extension SpectrumFigure {
  func notes(
    _ result: ExperimentResult, _ spectra: [PooledSpectrum], _ window: SpectrumWindow,
    leftOut: Int
  ) -> [String] {
    var notes = [
      result.sizesNote,
      Self.barsNote(spectra),
      "Strokes on the axis: outliers, one a seed; arrows: their mean, coloured by the direction "
        + "their eigenvectors overlap with most (θ* latent, θᵗ the parameters at that step), with the "
        + "mean squared overlap q² there.",
      spectra.contains { !$0.law.isQuadrature } || spectra.isEmpty ? outlierRule : overlapRule,
    ]
    notes += theoryNotes(spectra)
    let outside = spectra.map { spectrum in
      let (below, above) = window.outside(spectrum)
      return below + above
    }
    if let most = outside.max(), most > 1e-12 {
      notes.append(
        "Eigenvalues outside the window (at most \(significant(100 * most, 2)) % of a panel) count "
          + "in the density.")
    }
    if leftOut > 0 {
      notes.append("\(leftOut) further \(leftOut == 1 ? "spectrum is" : "spectra are") not drawn.")
    }
    if let missing = result.missingNote { notes.append(missing) }
    return notes
  }

  private static func barsNote(_ spectra: [PooledSpectrum]) -> String {
    let estimated = spectra.count { $0.law.isQuadrature }
    if estimated == 0 { return "Histograms: all eigenvalues of all seeds, as a density." }
    let which = estimated == spectra.count ? "" : " in \(estimated) of \(spectra.count) panels"
    return "Histograms: the density of eigenvalues over all seeds\(which), estimated by quadrature "
      + "instead of counted."
  }

  private func theoryNotes(_ spectra: [PooledSpectrum]) -> [String] {
    let predictions = spectra.compactMap(\.prediction)
    guard !predictions.isEmpty else { return [] }
    let hasEdge = predictions.contains { $0.leftEdge != nil || $0.rightEdge != nil }
    var notes = [
      "Black line: the density that theory predicts for d → ∞"
        + (hasEdge ? ", with strokes on the axis at the edges of its bulk." : ".")
    ]
    if predictions.contains(where: { !$0.outliers.isEmpty }) {
      notes.append(
        "Hollow arrows: predicted outliers; where q² has two numbers, the second is predicted.")
    } else if predictions.contains(where: { $0.knows(isLow: true) || $0.knows(isLow: false) }) {
      notes.append("Theory has no outlier here.")
    }
    let missing = spectra.count - predictions.count
    if missing > 0 { notes.append("\(missing) of \(spectra.count) panels have no prediction.") }
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
    let low = significant(spectrum.law.quantile(0.01), 2).typographic
    let high = significant(spectrum.law.quantile(0.99), 2).typographic
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
    return text + (prediction(spectrum).map { " " + $0 } ?? "")
  }

  /// What theory says, and how far the spectrum is from it.
  private func prediction(_ spectrum: PooledSpectrum) -> String? {
    guard let prediction = spectrum.prediction else { return nil }
    func number(_ value: Double) -> String { significant(value, 2).typographic }
    var parts: [String] = []
    switch (prediction.leftEdge, prediction.rightEdge) {
    case (let left?, let right?):
      parts.append("a bulk from \(number(left)) to \(number(right))")
    case (let left?, nil): parts.append("a bulk from \(number(left)) on")
    case (nil, let right?): parts.append("a bulk up to \(number(right))")
    case (nil, nil): parts.append("a bulk without edges")
    }
    let shown = prediction.matched(with: spectrum.outliers, latents: spectrum.latents).prefix(4)
    parts += shown.map { predicted in
      "\(predicted.isLow ? "a left" : "a right") outlier at \(number(predicted.outlier.position)) "
        + "(\(predicted.outlier.kind.rawValue), squared overlap \(fixed(predicted.overlap, 2)))"
    }
    var text = "Theory has \(listed(parts))"
    if let distribution = PredictedDistribution(prediction) {
      let low = spectrum.law.least
      let high = spectrum.law.quantile(0.98)
      let places = (0...200).map { low + (high - low) * Double($0) / 200 }
      let distance = distribution.distance(from: spectrum.law, at: places)
      text += "; the distribution functions differ by at most \(significant(distance, 2))"
    }
    return text + "."
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
    let isPredicted = spectra.contains { $0.prediction != nil }
    let columns =
      names + ["step", "kind", "from", "to", "density", "direction", "overlap_sq", "seeds"]
      + (isPredicted ? ["predicted_density"] : [])
    var rows: [[String]] = []
    for (spectrum, histogram) in zip(spectra, histograms) {
      let place = names.map { spectrum.cell[$0]?.text ?? "" } + [String(spectrum.step)]
      let seeds = String(spectrum.seeds)
      let distribution = spectrum.prediction.flatMap(PredictedDistribution.init)
      for (index, height) in histogram.heights.enumerated() {
        let (from, to) = (histogram.edges[index], histogram.edges[index + 1])
        rows.append(
          place + ["bar", cellText(from), cellText(to), cellText(height), "", "", seeds]
            + (isPredicted ? [cellText(distribution?.density(from: from, to: to))] : []))
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
      rows += predictedRows(spectrum).map { place + $0 }
    }
    let even = rows.map { $0 + [String](repeating: "", count: columns.count - $0.count) }
    return DataTable(columns: columns, rows: even)
  }

  /// Predicted edges, atom and outliers with their 95 % intervals.
  private func predictedRows(_ spectrum: PooledSpectrum) -> [[String]] {
    guard let prediction = spectrum.prediction else { return [] }
    func ends(_ value: Double, _ error: Double?) -> [String] {
      let half = 1.96 * (error ?? 0)
      return [cellText(value - half), cellText(value + half)]
    }
    var rows: [[String]] = []
    let edges = [
      ("left", prediction.leftEdge, prediction.leftEdgeError),
      ("right", prediction.rightEdge, prediction.rightEdgeError),
    ]
    for case (let side, let edge?, let error) in edges {
      rows.append(["predicted edge"] + ends(edge, error) + ["", side, "", ""])
    }
    if prediction.atom > 0 {
      rows.append(
        ["predicted atom"] + ends(prediction.atomPosition, nil)
          + [cellText(prediction.atom), "", "", ""])
    }
    for predicted in spectrum.predictedOutliers {
      rows.append(
        ["predicted outlier"] + ends(predicted.outlier.position, predicted.outlier.standardError)
          + ["", predicted.outlier.kind.rawValue, cellText(predicted.overlap), ""])
    }
    return rows
  }
}

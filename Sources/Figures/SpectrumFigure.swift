import Glibc
import Plotting
import Results

/// Histograms of the Hessian's eigenvalues with their outliers, one panel a place and step.
public struct SpectrumFigure: Sendable {
  public enum Density: String, Sendable, CaseIterable { case linear, log }

  public enum Time: String, Sendable, CaseIterable { case panels, slider }

  public var density: Density
  /// Whether a page shows one step at a time.
  public var time: Time
  /// Panels beyond this many are left out, and a note says so.
  static let panelLimit = 16

  /// Whether predicted bulks and outliers are drawn.
  public var theory: Bool

  public init(density: Density = .linear, theory: Bool = true, time: Time = .panels) {
    self.density = density
    self.theory = theory
    self.time = time
  }

  public func content(of result: ExperimentResult) -> FigureContent {
    let all = pooledSpectra(of: result, withTheory: theory)
    let spectra = Array(all.prefix(Self.panelLimit))
    let window = SpectrumWindow(spectra)
    let histograms = spectra.map { Histogram($0.law, window: window) }
    let x = Axis("eigenvalue *ζ*", scale: Scale(from: window.lower, to: window.upper))
    let isNoted =
      histograms.contains { $0.atom != nil }
      || spectra.contains { window.beyondText($0, isShort: true) != nil }
    let y = Axis("density", scale: yScale(spectra, histograms, window, isNoted: isNoted))
    let names = result.axes.map(\.name)
    let steps = Set(spectra.map(\.step))
    func scene(of shown: [(PooledSpectrum, Histogram)], columns: Int) -> Scene {
      let firstPredicted = shown.firstIndex { $0.0.prediction != nil }
      let panels = shown.enumerated().map { index, pair in
        panel(pair.0, pair.1, columns: columns, namesTheory: index == firstPredicted)
      }
      return arranged(panels, columns: columns, x: x, y: y)
    }
    func panel(
      _ spectrum: PooledSpectrum, _ histogram: Histogram, columns: Int, namesTheory: Bool
    ) -> Panel {
      var parts = names.filter { spectrum.cell[$0] != nil }.map {
        Symbols.value($0, spectrum.cell[$0] ?? .number(.nan))
      }
      if steps.count > 1 || parts.isEmpty {
        parts.append("*t*" + RichText(verbatim: " = \(spectrum.step)"))
      }
      let title = parts.dropFirst().reduce(parts[0]) { $0 + ", " + $1 }
      return Panel(
        title: title, x: x, y: y,
        marks: marks(
          spectrum, histogram, window, floor: 0.1 * y.scale.lower, isCompact: columns > 2,
          namesTheory: namesTheory))
    }
    let drawn = Array(zip(spectra, histograms))
    let frames = time == .slider && steps.count > 1 ? steps.sorted() : []
    return FigureContent(
      scene: scene(
        of: drawn, columns: Self.columns(for: spectra.count, steps: steps.count)),
      altText: altText(spectra),
      notes: notes(result, spectra, window, leftOut: all.count - spectra.count),
      table: table(result, spectra, histograms),
      frames: frames.map { step in
        let now = drawn.filter { $0.0.step == step }
        return FigureContent.Frame(
          variable: "t", value: "\(step)",
          scene: scene(of: now, columns: Self.columns(for: now.count, steps: 1)),
          altText: altText(now.map(\.0)))
      })
  }

  private func yScale(
    _ spectra: [PooledSpectrum], _ histograms: [Histogram], _ window: SpectrumWindow, isNoted: Bool
  ) -> Scale {
    let heights = histograms.flatMap(\.heights).filter { $0 > 0 }
    guard let tallest = heights.max(), let least = heights.min() else {
      return Scale(from: 0, to: 1)
    }
    let predicted = spectra.compactMap(\.prediction).flatMap { prediction in
      zip(prediction.points, prediction.density).compactMap { point, density in
        window.contains(point) ? density : nil
      }
    }
    // A predicted singularity does not squeeze the bars.
    let highest = max(tallest, min(predicted.max() ?? 0, 1.25 * tallest))
    // Notes stand above the bulk.
    let room = isNoted ? 0.2 : 0.06
    switch density {
    case .linear: return Scale(from: 0, to: highest * (1 + room))
    case .log:
      let floor = max(least * 0.6, highest * 1e-6)
      return Scale(.logarithmic, from: floor, to: highest * pow(highest / floor, room))
    }
  }

  /// Steps side by side where places vary too, else a compact grid.
  private static func columns(for count: Int, steps: Int) -> Int {
    if steps > 1, count > steps, steps <= 4 { return steps }
    return switch count {
    case 0, 1: 1
    case 2, 4: 2
    case 3, 5...9: 3
    default: 4
    }
  }

  private func arranged(_ panels: [Panel], columns: Int, x: Axis, y: Axis) -> Scene {
    guard !panels.isEmpty else {
      let empty = Panel(x: x, y: y, marks: [.note(Mark.Note("no run reached a step", in: .center))])
      return Scene(panels: [empty], panelHeights: [120])
    }
    let heights = [130.0, 118, 92, 76]
    return Scene(
      width: columns == 1 ? .single : .double, columns: columns, panels: panels,
      panelHeights: [heights[columns - 1]], sharesX: true, sharesY: true)
  }

  private func marks(
    _ spectrum: PooledSpectrum, _ histogram: Histogram, _ window: SpectrumWindow, floor: Double,
    isCompact: Bool, namesTheory: Bool
  ) -> [Mark] {
    var marks: [Mark] = [.bars(Mark.Bars(edges: histogram.edges, heights: histogram.heights))]
    if window.lower < 0, window.upper > 0 {
      marks.append(.rule(Mark.Rule(.vertical, at: 0, style: Style(.axis, width: 0.5))))
    }
    marks += theoryMarks(spectrum, floor: floor, isNamed: namesTheory)
    for group in spectrum.outliers {
      marks.append(
        .stems(
          Mark.Stems(group.eigenvalues, style: Style(group.direction.role, width: 1), length: 6)))
    }
    let predicted = spectrum.predictedOutliers
    // The strongest overlaps get a name.
    let named = spectrum.outliers.filter { $0.direction != .none }.sorted {
      $0.meanOverlap > $1.meanOverlap
    }
    for group in named.prefix(4) where group.count * 2 >= spectrum.seeds {
      marks.append(
        arrow(
          group, spectrum, predicted.first { $0.observed == group }, isCompact: isCompact))
    }
    let strongest = predicted.sorted { $0.overlap > $1.overlap }.prefix(6)
    marks += strongest.map { arrow($0, isCompact: isCompact) }
    if let note = atomText(histogram, spectrum) {
      marks.append(.note(Mark.Note(RichText(verbatim: note), in: .topLeft)))
    }
    if let beyond = window.beyondText(spectrum, isShort: isCompact) {
      marks.append(.note(Mark.Note(RichText(verbatim: beyond), in: .topRight)))
    }
    return marks
  }

  /// An observed outlier with its squared overlap, and behind a bar the predicted one.
  private func arrow(
    _ group: OutlierGroup, _ spectrum: PooledSpectrum, _ predicted: PredictedOutlier?,
    isCompact: Bool
  ) -> Mark {
    let symbol = group.direction.symbol(latents: spectrum.latents)
    var overlap = fixed(group.meanOverlap, 2)
    if case .latent = group.direction, spectrum.prediction?.knows(isLow: group.isLow) == true {
      overlap += " | " + (predicted.map { fixed($0.overlap, 2) } ?? "–")
    }
    let label =
      isCompact
      ? symbol + RichText(verbatim: ": \(overlap)")
      : "*q*^{2}(" + symbol + RichText(verbatim: ") = \(overlap)")
    return .arrow(
      Mark.Arrow(
        to: Position(group.meanEigenvalue, -.infinity), role: group.direction.role, label: label,
        gap: 7.5))
  }

  /// `34 % at 0 (theory 33 %)`.
  private func atomText(_ histogram: Histogram, _ spectrum: PooledSpectrum) -> String? {
    let predicted = spectrum.prediction.flatMap { $0.atom >= 0.005 ? $0 : nil }
    if let atom = histogram.atom {
      let text = "\(fixed(100 * atom.share, 0)) % at \(significant(atom.value, 2).typographic)"
      return text + (predicted.map { " (theory \(fixed(100 * $0.atom, 0)) %)" } ?? "")
    }
    return predicted.map {
      "theory: \(fixed(100 * $0.atom, 0)) % at \(significant($0.atomPosition, 2).typographic)"
    }
  }
}

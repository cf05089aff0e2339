import Glibc
import Plotting
import Results

/// Histograms of the Hessian's eigenvalues with their outliers, one panel a place and step.
public struct SpectrumFigure: Sendable {
  public enum Density: String, Sendable, CaseIterable { case linear, log }

  public var density: Density
  /// Panels beyond this many are left out, and a note says so.
  static let panelLimit = 16

  public init(density: Density = .linear) { self.density = density }

  public func content(of result: ExperimentResult) -> FigureContent {
    let all = pooledSpectra(of: result)
    let spectra = Array(all.prefix(Self.panelLimit))
    let window = SpectrumWindow(spectra)
    let histograms = spectra.map { Histogram($0.eigenvalues, window: window) }
    let x = Axis("eigenvalue *ζ*", scale: Scale(from: window.lower, to: window.upper))
    let isNoted =
      histograms.contains { $0.atom != nil }
      || spectra.contains { window.beyondText($0, isShort: true) != nil }
    let y = Axis("density", scale: yScale(histograms, isNoted: isNoted))
    let names = result.axes.map(\.name)
    let steps = Set(spectra.map(\.step))
    let columns = Self.columns(for: spectra.count, steps: steps.count)
    let panels = zip(spectra, histograms).map { spectrum, histogram in
      var parts = names.filter { spectrum.cell[$0] != nil }.map {
        Symbols.value($0, spectrum.cell[$0] ?? .number(.nan))
      }
      if steps.count > 1 || parts.isEmpty {
        parts.append("*t*" + RichText(verbatim: " = \(spectrum.step)"))
      }
      let title = parts.dropFirst().reduce(parts[0]) { $0 + ", " + $1 }
      return Panel(
        title: title, x: x, y: y,
        marks: marks(spectrum, histogram, window, isCompact: columns > 2))
    }
    let scene = arranged(panels, columns: columns, x: x, y: y)
    return FigureContent(
      scene: scene, altText: altText(spectra),
      notes: notes(result, spectra, window, leftOut: all.count - spectra.count),
      table: table(result, spectra, histograms))
  }

  private func yScale(_ histograms: [Histogram], isNoted: Bool) -> Scale {
    let heights = histograms.flatMap(\.heights).filter { $0 > 0 }
    guard let highest = heights.max(), let least = heights.min() else {
      return Scale(from: 0, to: 1)
    }
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
    _ spectrum: PooledSpectrum, _ histogram: Histogram, _ window: SpectrumWindow, isCompact: Bool
  ) -> [Mark] {
    var marks: [Mark] = [.bars(Mark.Bars(edges: histogram.edges, heights: histogram.heights))]
    if window.lower < 0, window.upper > 0 {
      marks.append(.rule(Mark.Rule(.vertical, at: 0, style: Style(.axis, width: 0.5))))
    }
    for group in spectrum.outliers {
      marks.append(
        .stems(
          Mark.Stems(group.eigenvalues, style: Style(group.direction.role, width: 1), length: 6)))
    }
    // The strongest overlaps get a name.
    let named = spectrum.outliers.filter { $0.direction != .none }.sorted {
      $0.meanOverlap > $1.meanOverlap
    }
    for group in named.prefix(4) where group.count * 2 >= spectrum.seeds {
      let symbol = group.direction.symbol(latents: spectrum.latents)
      let overlap = fixed(group.meanOverlap, 2)
      let label =
        isCompact
        ? symbol + RichText(verbatim: ": \(overlap)")
        : "*q*^{2}(" + symbol + RichText(verbatim: ") = \(overlap)")
      marks.append(
        .arrow(
          Mark.Arrow(
            to: Position(group.meanEigenvalue, -.infinity), role: group.direction.role,
            label: label, gap: 7.5)))
    }
    if let atom = histogram.atom {
      let share = fixed(100 * atom.share, 0)
      marks.append(
        .note(
          Mark.Note(
            RichText(verbatim: "\(share) % at \(significant(atom.value, 2).typographic)"),
            in: .topLeft)))
    }
    if let beyond = window.beyondText(spectrum, isShort: isCompact) {
      marks.append(.note(Mark.Note(RichText(verbatim: beyond), in: .topRight)))
    }
    return marks
  }
}

import Plotting
import Results

/// The margin of the hard outlier over δ and time, and the boundary δ_NN(t) where it is zero.
public struct PhaseDiagramFigure: Sendable {
  public enum Quantity: String, Sendable, CaseIterable {
    case margin
    case negativeMargin = "negative_margin"

    /// As an option is written.
    var word: String { self == .margin ? "margin" : "negative-margin" }
    var symbol: RichText { self == .margin ? "*μ*" : "*μ*^{−}" }
    var plain: String { self == .margin ? "μ" : "μ⁻" }
  }

  public enum Time: String, Sendable, CaseIterable { case rescaled, steps }

  /// Panels beyond this many are left out, and a note says so.
  static let panelLimit = 6

  public var quantity: Quantity
  public var time: Time

  public init(quantity: Quantity = .margin, time: Time = .rescaled) {
    self.quantity = quantity
    self.time = time
  }

  public func content(of result: ExperimentResult) -> FigureContent {
    let all = phases(of: result, quantity: quantity.rawValue)
    let drawn = Array(all.prefix(Self.panelLimit))
    // One network of unknown η leaves only steps to compare.
    let grid = PhaseGrid(
      drawn, isRescaled: time == .rescaled && drawn.allSatisfy { $0.hasTau })
    let limit = Self.limit(of: drawn)
    let x = Axis("samples per dimension *δ*", scale: grid.deltaScale)
    let y = Axis(grid.isRescaled ? "rescaled time *τ* = *ηt*" : "step *t*", scale: grid.timeScale)
    var panels = drawn.enumerated().map { index, phase in
      Panel(
        title: phase.label, x: x, y: y,
        marks: marks(phase, grid, limit, isNamed: index == 0))
    }
    if !drawn.contains(where: { !$0.cells.isEmpty }) {
      let note = Mark.note(Mark.Note("nothing was computed", in: .center))
      panels = [Panel(x: x, y: y, marks: [note])]
    }
    return FigureContent(
      scene: scene(panels, limit: limit), altText: altText(drawn, grid),
      notes: notes(result, drawn, grid, leftOut: all.count - drawn.count),
      table: table(result, all))
  }

  /// The magnitude of full shade: few margins at small δ are far below all others, and must not
  /// leave the rest pale.
  static func limit(of phases: [Phase]) -> Double {
    let sizes = phases.flatMap { $0.cells.compactMap(\.margin?.value) }.filter(\.isFinite).map {
      abs($0)
    }.sorted()
    let most = quantile(sizes, 0.9)
    return most > 0 ? most : sizes.last.flatMap { $0 > 0 ? $0 : nil } ?? 1
  }

  private func scene(_ panels: [Panel], limit: Double) -> Scene {
    let columns = [1, 2, 3, 2, 3, 3][panels.count - 1]
    return Scene(
      width: columns == 1 ? .single : .double, columns: columns, panels: panels,
      panelHeights: [columns == 3 ? 128 : 150], sharesX: true, sharesY: true,
      colorBar: ColorBar("margin " + quantity.symbol, limit: limit))
  }

  private func marks(
    _ phase: Phase, _ grid: PhaseGrid, _ limit: Double, isNamed: Bool
  ) -> [Mark] {
    var marks: [Mark] = []
    if let heat = grid.heat(of: phase, limit: limit) { marks.append(.heat(heat)) }
    let verticals: [(Estimate?, RichText, Dash, isBound: Bool)] = [
      (phase.limit, "*δ*_{NN}(∞)", .dashed, phase.isLimitBound),
      (phase.algorithmic, "*δ*_{alg}", .dashDotted, false),
    ]
    for (estimate, symbol, dash, isBound) in verticals {
      guard let estimate, estimate.value.isFinite else { continue }
      let text = (isBound ? " ≥ " : " = ") + estimate.labelText()
      // A rim of paper keeps the stroke apart from any shade.
      marks += [
        .rule(Mark.Rule(.vertical, at: estimate.value, style: Style(.paper, width: 2.2))),
        .rule(
          Mark.Rule(
            .vertical, at: estimate.value, style: Style(.ink, dash: dash, width: 0.9),
            label: symbol + RichText(verbatim: text))),
      ]
    }
    guard !phase.boundary.isEmpty else { return marks }
    let line = phase.boundary.map { Position($0.estimate.value, grid.time($0)) }
    let argument: RichText = grid.isRescaled ? "*τ*" : "*t*"
    marks += [
      .line(Mark.Line(line, style: Style(.paper, width: 3))),
      .points(
        Mark.Points(
          phase.boundary.map {
            Mark.Points.Entry(
              $0.estimate.value, grid.time($0), left: $0.estimate.low,
              right: $0.estimate.high)
          }, style: Style(.ink, marker: .circle))),
      .line(
        Mark.Line(
          line, style: Style(.ink, marker: .circle, width: 1.1),
          label: isNamed ? "*δ*_{NN}(" + argument + ")" : nil)),
    ]
    return marks
  }
}

import Directives
import Plotting
import Results

/// Lengths of the plateaus of single runs against δ, and beneath them how far the population risk
/// rises before it falls.
public struct PlateauFigure: FigureKind {
  public static let declaration = Declaration(
    name: "plateau",
    summary: """
      The plateau of every run against samples per dimension, in steps on a logarithmic axis, with \
      the median over seeds, and beneath it the bump of the population risk with its mean.
      """,
    options: [])

  public static let experiments = ["milestones"]

  public init(_ arguments: Arguments) {}
  public init() {}

  public func content(of result: ExperimentResult) -> FigureContent {
    let curves = plateauCurves(of: result)
    let x = Axis(
      "samples per dimension *δ*",
      scale: Scale(fitting: curves.flatMap { $0.places.map(\.delta) }, padding: 0.06))
    let lengths = curves.flatMap { $0.places.flatMap(\.lengths) }
    let last = result.options["steps"].flatMap(Double.init)
    let y = Axis(
      "plateau in steps",
      scale: Scale(.logarithmicFromZero(linearBelow: 1), fitting: lengths + [last ?? 10]))
    var marks = curves.flatMap { curve in
      Self.marks(
        of: curve, among: curves, along: x.scale, values: \.lengths,
        middle: { Self.median($0.lengths) })
    }
    if let last {
      marks.append(
        .rule(
          Mark.Rule(
            .horizontal, at: last, style: Style(.secondary, dash: .dashed, width: 0.8),
            label: "last step")))
    }
    let bumps = curves.flatMap { $0.places.flatMap(\.bumps) }
    let below = Axis("bump of the risk", scale: Scale(fitting: bumps, including: [0]))
    let bumpMarks = curves.flatMap { curve in
      Self.marks(
        of: curve, among: curves, along: x.scale, values: \.bumps,
        middle: { $0.meanBump?.value })
    }
    if lengths.isEmpty { marks.append(.note(Mark.Note("no run finished", in: .center))) }
    return FigureContent(
      scene: Scene(
        panels: [Panel(x: x, y: y, marks: marks), Panel(x: x, y: below, marks: bumpMarks)],
        panelHeights: [138, 106], sharesX: true),
      altText: altText(curves), notes: notes(result, curves), table: table(curves))
  }

  /// Points that a panel is wide, about.
  private static let panelWidth = 190.0

  /// How far the runs of one δ may stand apart, in points: all networks share less than the room
  /// between neighbouring δ.
  private static func room(_ curves: [PlateauCurve], _ scale: Scale) -> Double {
    let deltas = Set(curves.flatMap { $0.places.map(\.delta) }).sorted()
    let places = deltas.compactMap(scale.fraction)
    let gap = zip(places.dropFirst(), places).map { $0 - $1 }.min() ?? 1
    return min(10, 0.55 * gap * panelWidth)
  }

  /// The line of a curve, and a small marker for each run beside its δ; the more runs, the smaller.
  private static func marks(
    of curve: PlateauCurve, among curves: [PlateauCurve], along scale: Scale,
    values: (PlateauCurve.Place) -> [Double],
    middle: (PlateauCurve.Place) -> Double?
  ) -> [Mark] {
    let line = curve.places.compactMap { place in
      middle(place).map { Position(place.delta, $0) }
    }
    let seeds = curve.places.map { values($0).count }.max() ?? 0
    let room = room(curves, scale)
    let lane = room / Double(curves.count)
    let start = lane * Double(curve.index) - room / 2
    let size = min(1, max(0.35, 3.5 / Double(max(1, seeds)).squareRoot()))
    let runs = (0..<seeds).map { seed in
      Mark.points(
        Mark.Points(
          curve.places.compactMap { place in
            let found = values(place)
            return seed < found.count ? Mark.Points.Entry(place.delta, found[seed]) : nil
          }, style: Style(curve.style.role, marker: curve.style.marker, width: 0.5),
          shift: start + lane * (Double(seed) + 0.5) / Double(seeds), size: size))
    }
    return runs + [
      .line(Mark.Line(line, style: curve.style, label: curves.count > 1 ? curve.label : nil))
    ]
  }

  static func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard let high = sorted.dropFirst(sorted.count / 2).first else { return nil }
    return sorted.count.isMultiple(of: 2) ? (sorted[sorted.count / 2 - 1] + high) / 2 : high
  }
}

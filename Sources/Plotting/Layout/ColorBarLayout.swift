/// The shades of a scene's heat maps with their scale, at the right edge of the page.
struct ColorBarLayout {
  private static let gap = 9.0
  private static let thickness = 8.0
  private static let edge = 2.0

  private let bar: ColorBar
  private let scale: Scale
  private let ticks: [Tick]
  /// What the bar takes of the page's width, the gap to the panels included.
  let width: Double
  private let tickWidth: Double

  init(_ bar: ColorBar, height: Double, canvas: Canvas) {
    self.bar = bar
    scale = Scale(from: -bar.limit, to: bar.limit)
    ticks = scale.ticks(wanted: max(3, min(7, Int(height / 26))))
    let labels = ticks.compactMap(\.label).map { canvas.width($0, size: Canvas.tickSize) }
    tickWidth = GridLayout.tickLength + GridLayout.tickGap + (labels.max() ?? 0)
    width =
      Self.gap + Self.thickness + tickWidth + 4
      + Canvas.labelSize * (Canvas.ascent + Canvas.descent) + Self.edge
  }

  /// Draws the bar beside panels that reach from `top` to `bottom`.
  func draw(on canvas: inout Canvas, right: Double, top: Double, bottom: Double) {
    let left = right - width + Self.gap
    let edge = left + Self.thickness
    let steps = DivergingColors.steps
    let pitch = (bottom - top) / Double(2 * steps + 1)
    for level in -steps...steps {
      let base = bottom - Double(level + steps) * pitch
      // Each shade reaches below the next, so that no paper shines through between them.
      let box = Box(left, max(top, base - pitch - 0.5), edge, base)
      canvas.add(.fill(HeatDrawing.outline(box), Drawing.Ink(.diverging(level))))
    }
    var lines = HeatDrawing.outline(Box(left, top, edge, bottom))
    for tick in ticks {
      guard let fraction = scale.fraction(tick.value) else { continue }
      let y = bottom - fraction * (bottom - top)
      lines += [.move(Position(edge, y)), .line(Position(edge + GridLayout.tickLength, y))]
      guard let label = tick.label else { continue }
      canvas.write(
        label, size: Canvas.tickSize, role: .secondary,
        at: Position(
          edge + GridLayout.tickLength + GridLayout.tickGap,
          y + Canvas.tickSize * Canvas.digitHeight / 2))
    }
    canvas.add(.stroke(lines, Drawing.Pen(Drawing.Ink(.axis), width: 0.6)))
    canvas.writeTurned(
      bar.label, size: Canvas.labelSize, role: .ink,
      at: Position(
        right - Self.edge - Canvas.labelSize * Canvas.descent, (top + bottom) / 2))
  }
}

/// The cells of a heat map as primitives.
struct HeatDrawing {
  /// How far a cell reaches below its neighbours to the right and above, in points, so that no
  /// paper shines through where they meet.
  private static let overlap = 0.5

  private(set) var items: [Drawing.Item] = []
  /// What the cells cover; nil if nothing is in view.
  private(set) var extent: Box?

  init(_ heat: Mark.Heat, in frame: Frame) {
    let columns = heat.xEdges.map(frame.heldX)
    let rows = heat.yEdges.map(frame.heldY)
    var crosses: [Drawing.Step] = []
    for (row, values) in heat.values.enumerated() {
      guard let bottom = rows[row], let top = rows[row + 1], bottom > top else { continue }
      let shades = values.map { value in
        value.flatMap { $0.isFinite ? Role.diverging($0, limit: heat.limit) : nil }
      }
      var from = 0
      while from < shades.count {
        // A single rectangle for neighbours of one shade.
        let isCrossed = shades[from] == nil
        let run = shades[from...].prefix { $0 == shades[from] }.count
        let upTo = from + (isCrossed ? 1 : run)
        defer { from = upTo }
        guard let left = columns[from], let right = columns[upTo], right > left else { continue }
        let cell = Box(left, top, right, bottom)
        guard let shade = shades[from] else {
          crosses += [
            .move(Position(cell.minX, cell.maxY)), .line(Position(cell.maxX, cell.minY)),
          ]
          continue
        }
        extent = extent.map { $0.united(with: cell) } ?? cell
        items.append(
          .fill(
            Self.outline(
              Box(
                cell.minX, max(frame.box.minY, cell.minY - Self.overlap),
                min(frame.box.maxX, cell.maxX + Self.overlap), cell.maxY)), Drawing.Ink(shade)))
      }
    }
    guard !crosses.isEmpty else { return }
    items.append(.stroke(crosses, Drawing.Pen(Drawing.Ink(.axis, opacity: 0.6), width: 0.4)))
  }

  static func outline(_ box: Box) -> [Drawing.Step] {
    [
      .move(Position(box.minX, box.maxY)), .line(Position(box.maxX, box.maxY)),
      .line(Position(box.maxX, box.minY)), .line(Position(box.minX, box.minY)), .close,
    ]
  }
}

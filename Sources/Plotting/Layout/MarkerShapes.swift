extension Marker {
  /// The outline about `center`, all shapes of about the same visual weight.
  func item(at center: Position, role: Role, radius: Double = 2.1) -> Drawing.Item {
    let ink = Drawing.Ink(role)
    func at(_ dx: Double, _ dy: Double) -> Position {
      Position(center.x + dx * radius, center.y + dy * radius)
    }
    func polygon(_ corners: [Position]) -> Drawing.Item {
      .fill(
        [.move(corners[0])] + corners.dropFirst().map(Drawing.Step.line) + [.close], ink)
    }
    func strokes(_ ends: [(Position, Position)]) -> Drawing.Item {
      .stroke(
        ends.flatMap { [.move($0.0), .line($0.1)] }, Drawing.Pen(ink, width: 0.55 * radius))
    }
    switch self {
    case .circle:
      // Four Bézier quarters; 0.5523 makes them round to 0.03 %.
      let k = 0.5523
      return .fill(
        [
          .move(at(1, 0)), .curve(at(1, k), at(k, 1), at(0, 1)),
          .curve(at(-k, 1), at(-1, k), at(-1, 0)), .curve(at(-1, -k), at(-k, -1), at(0, -1)),
          .curve(at(k, -1), at(1, -k), at(1, 0)), .close,
        ], ink)
    case .square:
      let a = 0.9
      return polygon([at(-a, -a), at(a, -a), at(a, a), at(-a, a)])
    case .triangle: return polygon([at(0, -1.3), at(1.15, 0.8), at(-1.15, 0.8)])
    case .invertedTriangle: return polygon([at(0, 1.3), at(-1.15, -0.8), at(1.15, -0.8)])
    case .diamond: return polygon([at(0, -1.35), at(1.15, 0), at(0, 1.35), at(-1.15, 0)])
    case .plus:
      return strokes([(at(-1.2, 0), at(1.2, 0)), (at(0, -1.2), at(0, 1.2))])
    case .cross:
      return strokes([(at(-1, -1), at(1, 1)), (at(-1, 1), at(1, -1))])
    }
  }
}

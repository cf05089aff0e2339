/// What labels keep clear of in one panel.
struct Obstacles {
  struct Segment {
    var from: Position
    var to: Position
    /// The role it is drawn in: marks of one role belong together.
    var owner: Role
  }

  var segments: [Segment] = []
  var boxes: [Box] = []
  /// Regions a label may lie on if nothing better is free: bands.
  var soft: [Box] = []
  /// Heights of grid lines; text keeps off them where it can.
  var gridLines: [Double] = []

  func isOnGridLine(_ box: Box) -> Bool { gridLines.contains { box.minY < $0 && $0 < box.maxY } }

  mutating func add(_ path: [Position], owner: Role) {
    for (from, to) in zip(path, path.dropFirst()) {
      segments.append(Segment(from: from, to: to, owner: owner))
    }
  }

  func block(_ box: Box) -> Bool {
    boxes.contains { $0.overlaps(box) } || segments.contains { box.meets($0.from, $0.to) }
  }

  /// Distance from a box to the nearest segment of a role, and of any other.
  func distances(of box: Box, owner: Role) -> (own: Double, other: Double) {
    var (own, other) = (Double.infinity, Double.infinity)
    for segment in segments {
      let near = box.grown(by: min(max(own, other), 40))
      let low = min(segment.from.x, segment.to.x)
      let high = max(segment.from.x, segment.to.x)
      if low > near.maxX || high < near.minX { continue }
      let distance = box.distance(toSegment: segment.from, segment.to)
      if segment.owner == owner { own = min(own, distance) } else { other = min(other, distance) }
    }
    return (own, other)
  }
}

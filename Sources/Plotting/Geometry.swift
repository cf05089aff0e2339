/// A point of the page in typographic points, y downwards; or of the data, y upwards.
public struct Position: Sendable, Hashable, Encodable {
  public var x: Double
  public var y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// An axis-parallel rectangle of the page.
public struct Box: Sendable, Equatable {
  public var minX: Double
  public var minY: Double
  public var maxX: Double
  public var maxY: Double

  public init(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  public var width: Double { maxX - minX }
  public var height: Double { maxY - minY }
  public var center: Position { Position((minX + maxX) / 2, (minY + maxY) / 2) }

  public func grown(by margin: Double) -> Box {
    Box(minX - margin, minY - margin, maxX + margin, maxY + margin)
  }

  func united(with other: Box) -> Box {
    Box(
      min(minX, other.minX), min(minY, other.minY), max(maxX, other.maxX), max(maxY, other.maxY))
  }

  public func overlaps(_ other: Box) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  public func contains(_ other: Box) -> Bool {
    minX <= other.minX && minY <= other.minY && maxX >= other.maxX && maxY >= other.maxY
  }

  /// Whether the segment from `a` to `b` touches the box: clipping its parameter to each side.
  func meets(_ a: Position, _ b: Position) -> Bool {
    var from = 0.0
    var to = 1.0
    for (start, delta, low, high) in [(a.x, b.x - a.x, minX, maxX), (a.y, b.y - a.y, minY, maxY)] {
      if delta == 0 {
        if start < low || start > high { return false }
        continue
      }
      let (near, far) = ((low - start) / delta, (high - start) / delta)
      from = max(from, min(near, far))
      to = min(to, max(near, far))
      if from > to { return false }
    }
    return true
  }

  /// Distance from the box to the segment's nearer end or the box's centre to the segment, enough
  /// to rank candidates.
  func distance(toSegment a: Position, _ b: Position) -> Double {
    if meets(a, b) { return 0 }
    let corners = [
      Position(minX, minY), Position(maxX, minY), Position(minX, maxY), Position(maxX, maxY),
      center,
    ]
    let fromCorners = corners.map { distanceToSegment($0, a, b) }.min() ?? 0
    return min(fromCorners, distance(to: a), distance(to: b))
  }

  func distance(to point: Position) -> Double {
    let dx = max(minX - point.x, 0, point.x - maxX)
    let dy = max(minY - point.y, 0, point.y - maxY)
    return (dx * dx + dy * dy).squareRoot()
  }
}

func distanceToSegment(_ p: Position, _ a: Position, _ b: Position) -> Double {
  let (dx, dy) = (b.x - a.x, b.y - a.y)
  let length = dx * dx + dy * dy
  let along = length == 0 ? 0 : max(0, min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length))
  let (ex, ey) = (p.x - a.x - along * dx, p.y - a.y - along * dy)
  return (ex * ex + ey * ey).squareRoot()
}

/// A polyline held inside a box: the pieces within it, each simplified to what print resolves.
///
/// - Parameter points: page positions; nil breaks the line.
func polylines(_ points: [Position?], inside box: Box, tolerance: Double = 0.06) -> [[Position]] {
  var pieces: [[Position]] = []
  var piece: [Position] = []
  func closePiece() {
    if !piece.isEmpty { pieces.append(simplified(piece, tolerance: tolerance)) }
    piece = []
  }
  for (a, b) in zip(points, points.dropFirst()) {
    guard let a, let b, let (from, to) = clipped(a, b, to: box) else {
      closePiece()
      continue
    }
    if piece.last != from {
      closePiece()
      piece = [from]
    }
    piece.append(to)
    if to != b { closePiece() }
  }
  closePiece()
  return pieces
}

/// The part of a segment inside a box (Liang and Barsky), nil if there is none.
func clipped(_ a: Position, _ b: Position, to box: Box) -> (Position, Position)? {
  var (from, to) = (0.0, 1.0)
  let sides = [(a.x, b.x - a.x, box.minX, box.maxX), (a.y, b.y - a.y, box.minY, box.maxY)]
  for (start, delta, low, high) in sides {
    if delta == 0 {
      if start < low || start > high { return nil }
      continue
    }
    let (first, second) = ((low - start) / delta, (high - start) / delta)
    from = max(from, min(first, second))
    to = min(to, max(first, second))
  }
  guard from < to || (from == to && a != b) || (a == b && from == 0) else { return nil }
  func at(_ t: Double) -> Position {
    t == 0 ? a : t == 1 ? b : Position(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))
  }
  return (at(from), at(to))
}

/// Douglas and Peucker: drops points closer than `tolerance` to the line without them.
func simplified(_ points: [Position], tolerance: Double) -> [Position] {
  guard points.count > 2 else { return points }
  var keep = [Bool](repeating: false, count: points.count)
  keep[0] = true
  keep[points.count - 1] = true
  var open = [(0, points.count - 1)]
  while let (from, to) = open.popLast() {
    guard to > from + 1 else { continue }
    var (farthest, distance) = (from, tolerance)
    for index in (from + 1)..<to {
      let here = distanceToSegment(points[index], points[from], points[to])
      if here > distance { (farthest, distance) = (index, here) }
    }
    guard farthest != from else { continue }
    keep[farthest] = true
    open.append((from, farthest))
    open.append((farthest, to))
  }
  return zip(points, keep).filter(\.1).map(\.0)
}

/// A panel with its place on the page.
struct Frame {
  var panel: Panel
  var row: Int
  var column: Int
  /// The data region.
  var box: Box
  var xTicks: [Tick]
  var yTicks: [Tick]
  var showsXTickLabels: Bool
  var showsYTickLabels: Bool

  func pageX(_ x: Double) -> Double? {
    panel.x.scale.fraction(x).map { box.minX + $0 * box.width }
  }

  func pageY(_ y: Double) -> Double? {
    panel.y.scale.fraction(y).map { box.maxY - $0 * box.height }
  }

  func page(_ point: Position) -> Position? {
    guard let x = pageX(point.x), let y = pageY(point.y) else { return nil }
    return Position(x, y)
  }

  /// A vertical coordinate held inside the data region; below every logarithm is the lower edge.
  func heldY(_ y: Double) -> Double? {
    if y.isNaN { return nil }
    if y == .infinity { return box.minY }
    return max(box.minY, min(box.maxY, pageY(y) ?? box.maxY))
  }

  func heldX(_ x: Double) -> Double? {
    if x.isNaN { return nil }
    if x == .infinity { return box.maxX }
    return max(box.minX, min(box.maxX, pageX(x) ?? box.minX))
  }
}

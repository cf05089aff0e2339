import Glibc

extension Scene {
  /// The scene with further points in a panel, whose axes and those that share them reach to every
  /// point and its bar.
  public func adding(_ points: Mark.Points, toPanel index: Int) -> Scene {
    var scene = self
    let (x, y) = (panels[index].x.scale, panels[index].y.scale)
    let wideX = x.reaching(points.entries.map(\.x))
    let wideY = y.reaching(points.entries.flatMap { [$0.y, $0.low, $0.high].compactMap { $0 } })
    for other in scene.panels.indices {
      let (row, column) = (other / columns, other % columns)
      if other == index || scene.panels[other].x.scale == x && sharesX && column == index % columns
      {
        scene.panels[other].x.scale = wideX
      }
      if other == index || scene.panels[other].y.scale == y && sharesY && row == index / columns {
        scene.panels[other].y.scale = wideY
      }
    }
    scene.panels[index].marks.append(.points(points))
    return scene
  }
}

extension Scale {
  /// The same scale as far as some values, with a little room beyond; those that it has no place for
  /// do not count.
  public func reaching(_ values: [Double]) -> Scale {
    let places = values.compactMap(fraction)
    guard let least = places.min(), let most = places.max(), least < 0 || most > 1 else {
      return self
    }
    let room = 0.04 * (max(1, most) - min(0, least))
    let low = least < 0 ? value(at: least - room) : lower
    let high = most > 1 ? value(at: most + room) : upper
    switch kind {
    case .linear: return Scale(kind, from: low, to: high)
    case .logarithmic: return Scale(kind, from: max(low, 1e-307), to: min(high, 1e308))
    case .logarithmicFromZero: return Scale(kind, from: max(0, low), to: min(high, 1e308))
    }
  }
}

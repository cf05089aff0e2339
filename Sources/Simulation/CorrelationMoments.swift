/// Weighted first and second moments of pairs, as they come.
struct CorrelationMoments {
  private var weight = 0.0
  private var (x, y) = (0.0, 0.0)
  private var (xx, xy, yy) = (0.0, 0.0, 0.0)

  /// Moments are about the means so far (Welford).
  mutating func add(_ newX: Double, _ newY: Double, weight share: Double) {
    weight += share
    let (fromX, fromY) = (newX - x, newY - y)
    x += fromX * share / weight
    y += fromY * share / weight
    xx += share * fromX * (newX - x)
    xy += share * fromX * (newY - y)
    yy += share * fromY * (newY - y)
  }

  /// 0 where either is constant.
  var correlation: Double {
    let scale = (xx * yy).squareRoot()
    return scale > 0 ? xy / scale : 0
  }
}

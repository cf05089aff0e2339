/// The first plateau of a population risk: from a minimum that is later exceeded until the risk
/// is below that minimum again. Fed with one risk after the other.
package struct Plateau {
  /// The share of the first risk that a rise must exceed; smaller ones may be rounding of the
  /// quadrature.
  package static let resolution = 0.005

  private var start: Double?
  package private(set) var minimum = (step: 0, risk: Double.infinity)
  private var peak = -Double.infinity
  /// The last step seen, or the one at which the plateau ended.
  package private(set) var end = 0
  /// Whether the risk came below the minimum again.
  package private(set) var isOver = false

  package init() {}

  /// - Parameter step: beyond those seen before.
  package mutating func observe(_ risk: Double, at step: Int) {
    guard !isOver else { return }
    if start == nil { start = risk }
    end = step
    if risk >= minimum.risk {
      peak = max(peak, risk)
    } else if hasRisen {
      isOver = true
    } else {
      minimum = (step, risk)
      peak = risk
    }
  }

  /// Whether the risk has risen above its minimum.
  package var hasRisen: Bool { peak - minimum.risk > Self.resolution * abs(start ?? 0) }

  /// How far the risk rises above its first minimum; 0 if it does not.
  package var bump: Double { hasRisen ? peak - minimum.risk : 0 }

  /// Steps from the first minimum until the risk is below it again, or to the last step seen if it
  /// never is; 0 if the risk does not rise.
  package var length: Int { hasRisen ? end - minimum.step : 0 }
}

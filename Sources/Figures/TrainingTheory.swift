import Plotting
import Results

/// How theory looks beside simulation: a full line under the markers, as far as it reaches.
extension TrainingRow {
  /// Least height of an interval that is drawn, as a share of the panel's.
  private static let visible = 0.015

  /// Theory's curve of a quantity with the interval of its mean over batches.
  func theoryMarks(
    _ quantity: String, _ style: Style, _ trajectory: Trajectory, label: RichText?, heights: Scale
  ) -> [Mark] {
    let estimates = trajectory.estimates(quantity)
    guard !estimates.isEmpty else { return [] }
    var style = style
    style.marker = nil
    // Among single seeds of its colour theory is told apart by being black.
    if drawsSeeds, curves.contains(where: { $0.prediction == quantity }) { style.role = .ink }
    let line = Mark.line(
      Mark.Line(
        estimates.map { Position($0.step, $0.estimate.value) }, style: style, label: label))
    // Narrower than the line, the interval would not be seen.
    let isVisible = estimates.contains { _, estimate in
      guard let low = estimate.low.flatMap(heights.fraction),
        let high = estimate.high.flatMap(heights.fraction)
      else { return false }
      return high - low > Self.visible
    }
    return isVisible ? [Self.band(estimates, style.role, opacity: 0.3), line] : [line]
  }
}

extension Trajectory {
  /// The last step that theory reaches; nil if it says nothing of this network.
  var predictedUpTo: Double? {
    points.last { entry in
      entry.point.quantities.contains { $0.key.hasPrefix("predicted_") && $0.value != nil }
    }?.step
  }

  /// The largest difference between the mean over seeds and theory.
  func deviation(of quantity: String) -> Double? {
    points.compactMap { _, point -> Double? in
      guard let simulated = point[quantity]?.value,
        let predicted = point["predicted_\(quantity)"]?.value
      else { return nil }
      let difference = abs(simulated - predicted)
      return difference.isFinite ? difference : nil
    }.max()
  }
}

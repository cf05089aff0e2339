import Model

extension Network {
  /// Makes g of theory (1) out of pre-activations; returns the sum of the losses.
  package func gradientMap(responses: [Double]) -> @Sendable (ConditionedPanel) -> Double {
    let (activation, loss, weights) = (activation, loss, secondLayer)
    return { panel in
      let count = panel.samples.count
      return withUnsafeTemporaryAllocation(of: Double.self, capacity: 5 * panel.pitch) { scratch in
        let prediction = scratch.baseAddress!
        let value = prediction + panel.pitch
        let (slope, curvature) = (value + panel.pitch, value + 2 * panel.pitch)
        let losses = value + 3 * panel.pitch
        prediction.update(repeating: 0, count: count)
        for (neuron, weight) in weights.enumerated() {
          let place = neuron * panel.pitch
          activation.evaluate(
            panel.images + place, value: value, slope: panel.values + place, curvature: nil,
            count: count)
          for row in 0..<count { prediction[row] += weight * value[row] }
        }
        responses.withUnsafeBufferPointer { y in
          loss.evaluate(
            responses: y.baseAddress! + panel.samples.lowerBound, predictions: prediction,
            value: losses, slope: slope, curvature: curvature, count: count)
        }
        for (neuron, weight) in weights.enumerated() {
          let gradient = panel.values + neuron * panel.pitch
          for row in 0..<count { gradient[row] *= weight * slope[row] }
        }
        var total = 0.0
        for row in 0..<count { total += losses[row] }
        return total
      }
    }
  }
}

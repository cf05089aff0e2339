import Conditioning
import Model
import Numerics

extension GradientDescent {
  /// Runs from Θ⁰ on a design whose X is not held, and shows the states asked for.
  ///
  /// Of the same law as a run on a `DenseDesign`; not the same numbers. Parameters are those of
  /// `run(on:seed:at:)` there.
  public func run(
    on design: ImplicitDesign, seed: Int, at reported: [Int], threads: Int = 1,
    isCancelled: () -> Bool = { false }, observe: (ImplicitState) -> Void
  ) -> Termination {
    precondition(design.problem == problem)
    let reported = Set(reported)
    let (network, n) = (problem.network, design.samples)
    var conditioned = design.conditioned(threads: threads)
    var selection = batches.map { MiniBatchSelection($0, of: n, seed: seed) }
    var parameters = initialCoordinates(on: &conditioned, seed: seed)
    let gradient = network.gradientMap(responses: design.responses)
    for step in 0...steps {
      if isCancelled() { return .cancelled }
      if step == steps && !reported.contains(step) { break }
      let chosen = step < steps ? selection?.next() : nil
      let loss = conditioned.apply(
        to: parameters,
        map: chosen.map { network.masked(gradient, to: $0, of: n) } ?? gradient)
      let risk = loss / Double(n) + network.ridge / 2 * squaredNorm(of: parameters)
      guard risk.isFinite else { return .diverged(step: step) }
      if reported.contains(step) {
        observe(
          ImplicitState(
            step: step, trainRisk: risk, parameters: parameters, design: design,
            conditioned: conditioned))
      }
      if step == steps { break }
      descend(&parameters, along: conditioned.transposedImages(), samples: n)
      let size = squaredNorm(of: parameters)
      remove(from: &parameters)
      guard size <= 1e16 else { return .diverged(step: step + 1) }
    }
    return .finished
  }

  /// Θ⁰ on the axes.
  private func initialCoordinates(on design: inout ConditionedDesign, seed: Int) -> [[Double]] {
    let random = SampleStream.initialParameters.random(seed: seed)
    var parameters = (0..<problem.network.neurons).map { design.gaussian(random, row: $0) }
    remove(from: &parameters)
    return parameters.map { column in
      let norm = dot(column, column).squareRoot()
      return column.map { $0 * (radius / norm) }
    }
  }

  /// Θ − η∇R, theory (3).
  private func descend(_ parameters: inout [[Double]], along images: [[Double]], samples: Int) {
    let rate = stepSize / Double(samples)
    let shrink = 1 - stepSize * problem.network.ridge
    for (neuron, image) in images.enumerated() {
      let known = parameters[neuron]
      parameters[neuron] = image.indices.map { axis in
        (axis < known.count ? shrink * known[axis] : 0) - rate * image[axis]
      }
    }
  }

  /// Projects every column on the complement of the clamped directions: the latent ones are the
  /// first axes.
  private func remove(from parameters: inout [[Double]]) {
    for direction in clamped {
      for neuron in parameters.indices {
        let share = dot(Array(parameters[neuron].prefix(direction.count)), direction)
        for latent in direction.indices { parameters[neuron][latent] -= share * direction[latent] }
      }
    }
  }
}

/// ‖Θ‖_F²
private func squaredNorm(of parameters: [[Double]]) -> Double {
  parameters.reduce(0) { $0 + dot($1, $1) }
}

extension Network {
  /// g of some samples, each as often as it was chosen and scaled to the size of all: a mini-batch
  /// is a mask on g. Losses stay those of all samples.
  fileprivate func masked(
    _ gradient: @escaping @Sendable (ConditionedPanel) -> Double, to chosen: [Int], of samples: Int
  ) -> @Sendable (ConditionedPanel) -> Double {
    var weights = [Double](repeating: 0, count: samples)
    for sample in chosen { weights[sample] += Double(samples) / Double(chosen.count) }
    let (mask, m) = (weights, neurons)
    return { panel in
      let loss = gradient(panel)
      for neuron in 0..<m {
        let values = panel.values + neuron * panel.pitch
        for (row, sample) in panel.samples.enumerated() { values[row] *= mask[sample] }
      }
      return loss
    }
  }
}

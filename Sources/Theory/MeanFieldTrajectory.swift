import Model
import Numerics

/// One batch on its way: the parameters on the axes of a conditioned design.
struct MeanFieldTrajectory {
  private let meanField: MeanField
  private let batch: Int
  private var design: ConditionedDesign
  /// Θ, m arrays of axis coordinates.
  private var parameters: [[Double]]
  private let latents: [[Double]]
  private let hardLatents: [[Double]]
  private let responses: [Double]
  /// R(Θ^t), u = XΘ^t and g of theory (1) as last evaluated.
  private(set) var trainRisk = 0.0
  private var preactivations: [[Double]] = []
  private var gradient: [[Double]] = []

  /// Θ⁰ and the samples of a batch, with room for `steps` steps.
  init(of meanField: MeanField, batch: Int, steps: Int) {
    let problem = meanField.problem
    let (k, n) = (problem.latentDimension, meanField.samples)
    func normals(_ stream: MeanFieldStream, row: Int = 0) -> [Double] {
      stream.random(batch: batch).normals(n, row: row)
    }
    let latents = (0..<k).map { normals(.latents, row: $0) }
    let images = meanField.latentAxes.map { axis in
      axis.filter { $0 != 0 } == [1] ? latents[axis.firstIndex(of: 1)!] : combine(latents, axis)
    }
    let easy = k - meanField.hard.count
    var design = ConditionedDesign(
      latents: images, clamped: easy..<k, dimension: meanField.dimension, steps: steps,
      neurons: problem.network.neurons)
    let draws = ConditionedDraws(
      coordinates: MeanFieldStream.initialCoordinates.random(batch: batch),
      length: MeanFieldStream.initialLength.random(batch: batch))
    parameters = (0..<problem.network.neurons).map { neuron in
      let column = design.clamp(design.gaussian(draws, row: neuron))
      let scale = meanField.radius / norm(column)
      return column.map { $0 * scale }
    }
    responses = problem.responses(
      latents: latents, eps: problem.target.usesNoise ? normals(.eps) : [],
      disturbance: problem.noise > 0 ? normals(.disturbance) : [])
    self.meanField = meanField
    self.batch = batch
    self.design = design
    self.latents = latents
    hardLatents = Array(images[easy...])
  }

  /// ‖Θ‖_F²
  var squaredNorm: Double {
    parameters.reduce(0) { $0 + norm($1) * norm($1) }
  }

  /// Sees the samples at Θ^t: sets the pre-activations, the risk and g.
  mutating func evaluate(step: Int) {
    let network = meanField.problem.network
    let noise = MeanFieldStream.sampleNoise.random(batch: batch)
    preactivations = parameters.indices.map { neuron in
      design.image(
        of: parameters[neuron], noise: noise, row: step * network.neurons + neuron)
    }
    let (risk, gradient) = risk(at: preactivations)
    trainRisk = risk + network.ridge / 2 * squaredNorm
    self.gradient = gradient
  }

  /// Θ^t as last evaluated. Shares the design's memory, which is copied if this outlives the step.
  func state(step: Int) -> MeanFieldState {
    // The first k axes are the latent ones; a hard one's coordinate is 0.
    let overlap = parameters.map { theta in
      combine(meanField.latentAxes, Array(theta.prefix(latents.count)))
    }
    return MeanFieldState(
      problem: meanField.problem, step: step, trainRisk: trainRisk,
      gram: parameters.map { row in parameters.map { column in inner(row, column) } },
      overlap: overlap, preactivations: preactivations, latents: latents,
      hardLatents: hardLatents, responses: responses, design: design)
  }

  /// Θ − η∇R, theory (3), from Θ^t as last evaluated.
  mutating func descend(step: Int) {
    let network = meanField.problem.network
    let draws = ConditionedDraws(
      coordinates: MeanFieldStream.coordinates.random(batch: batch),
      length: MeanFieldStream.length.random(batch: batch))
    let rate = meanField.stepSize / Double(meanField.samples)
    let shrink = 1 - meanField.stepSize * network.ridge
    for neuron in parameters.indices {
      let image = design.transposedImage(
        of: gradient[neuron], draws: draws, row: step * network.neurons + neuron)
      for axis in image.indices {
        parameters[neuron][axis] = shrink * parameters[neuron][axis] - rate * image[axis]
      }
    }
  }

  /// Mean loss and g of theory (1), m arrays of length n.
  private func risk(at u: [[Double]]) -> (Double, [[Double]]) {
    let network = meanField.problem.network
    let n = responses.count
    var prediction = [Double](repeating: 0, count: n)
    var gradient: [[Double]] = []
    for (neuron, weight) in network.secondLayer.enumerated() {
      var value = [Double](repeating: 0, count: n)
      var slope = value
      network.activation.evaluate(
        u[neuron], value: &value, slope: &slope, curvature: nil, count: n)
      for sample in 0..<n { prediction[sample] += weight * value[sample] }
      gradient.append(slope)
    }
    var loss = [Double](repeating: 0, count: n)
    var (slope, curvature) = (loss, loss)
    network.loss.evaluate(
      responses: responses, predictions: prediction, value: &loss, slope: &slope,
      curvature: &curvature, count: n)
    for (neuron, weight) in network.secondLayer.enumerated() {
      for sample in 0..<n { gradient[neuron][sample] *= weight * slope[sample] }
    }
    return (loss.reduce(0, +) / Double(n), gradient)
  }
}

/// Σ_i weights_i vectors_i
private func combine(_ vectors: [[Double]], _ weights: [Double]) -> [Double] {
  var sum = [Double](repeating: 0, count: vectors[0].count)
  for (vector, weight) in zip(vectors, weights) where weight != 0 {
    for index in sum.indices { sum[index] += weight * vector[index] }
  }
  return sum
}

private func inner(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}

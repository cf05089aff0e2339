import Conditioning
import Model

/// One batch on its way: the parameters on the axes of a conditioned design.
struct MeanFieldTrajectory {
  private let meanField: MeanField
  private var design: ConditionedDesign
  /// Θ, m arrays of axis coordinates.
  private var parameters: [[Double]]
  private let latents: [[Double]]
  private let hardLatents: [[Double]]
  private let responses: [Double]
  /// R(Θ^t) as last evaluated.
  private(set) var trainRisk = 0.0

  /// Θ⁰ and the samples of a batch.
  init(of meanField: MeanField, batch: Int, threads: Int) {
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
      latents: images, clamped: easy..<k, dimension: meanField.dimension,
      random: ConditionedRandom(
        noise: MeanFieldStream.sampleNoise.random(batch: batch),
        lengths: MeanFieldStream.length.random(batch: batch)),
      roundsBasis: meanField.roundsBasis, threads: threads)
    parameters = (0..<problem.network.neurons).map { neuron in
      let column = design.clamp(
        design.gaussian(MeanFieldStream.initialCoordinates.random(batch: batch), row: neuron))
      let scale = meanField.radius / norm(column)
      return column.map { $0 * scale }
    }
    responses = problem.responses(
      latents: latents, eps: problem.target.usesNoise ? normals(.eps) : [],
      disturbance: problem.noise > 0 ? normals(.disturbance) : [])
    self.meanField = meanField
    self.design = design
    self.latents = latents
    hardLatents = Array(images[easy...])
  }

  /// ‖Θ‖_F²
  var squaredNorm: Double { parameters.reduce(0) { $0 + inner($1, $1) } }

  /// Sees the samples at Θ^t: sets the pre-activations, the risk and g.
  mutating func evaluate() {
    let network = meanField.problem.network
    let loss = design.apply(to: parameters, map: network.gradientMap(responses: responses))
    trainRisk = loss / Double(responses.count) + network.ridge / 2 * squaredNorm
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
      overlap: overlap, preactivations: design.latestImages(), latents: latents,
      hardLatents: hardLatents, responses: responses, design: design)
  }

  /// Θ − η∇R, theory (3), from Θ^t as last evaluated.
  mutating func descend() {
    let rate = meanField.stepSize / Double(meanField.samples)
    let shrink = 1 - meanField.stepSize * meanField.problem.network.ridge
    for (neuron, image) in design.transposedImages().enumerated() {
      let known = parameters[neuron]
      parameters[neuron] = image.indices.map { axis in
        (axis < known.count ? shrink * known[axis] : 0) - rate * image[axis]
      }
    }
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

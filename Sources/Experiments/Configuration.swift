import Model
import Results
import Simulation
import Theory

/// One cell of an experiment's grid, every option resolved to one value.
struct Configuration: Sendable {
  var target: Target
  var noise = 0.0
  var data = DataLaw.gaussian
  var labels = Labels.true
  var activation: Activation
  var loss: Loss
  var secondLayer: [Double]
  var ridge = 0.0
  var stepSize = 0.0
  var radius = 1.0
  var batch = BatchSize.full
  var batchSampling = MiniBatches.Sampling.epochs
  var precision = Precision.double
  /// Whether X is never held.
  var isImplicit = false
  var dimension = 1
  var delta = 1.0
  /// Coordinates along the axes that vary.
  var at: Coordinates = [:]
  /// Canonical text of each resolved option; of some only where it is not the default.
  var texts: [String: String]
  /// The hard directions of target and noise, shared by the cells that have both in common.
  var directions: HardDirections

  var problem: Problem {
    Problem(
      target: target, noise: noise,
      network: Network(
        activation: activation, secondLayer: secondLayer, loss: loss, ridge: ridge))
  }

  /// n = δd, rounded, at least one.
  var samples: Int { max(1, Int((delta * Double(dimension)).rounded())) }
  var neurons: Int { secondLayer.count }

  /// nil for gradients over all samples.
  var miniBatches: MiniBatches? {
    switch batch {
    case .full: nil
    case .samples(let size): MiniBatches(size: size, sampling: batchSampling)
    }
  }
}

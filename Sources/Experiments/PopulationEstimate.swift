import Model
import Numerics
import Simulation

/// The population risk of a run: by quadrature where inputs are Gaussian, else over a fresh sample
/// of their law.
struct PopulationEstimate {
  private enum Method {
    case quadrature(PopulationRisk)
    case sample(FreshSample)
  }

  /// Size of the fresh sample: the loss's spread over 100.
  static let samples = 10_000

  private let method: Method

  init(beside design: DenseDesign, data: DataLaw) {
    method =
      data == .gaussian
      ? .quadrature(PopulationRisk(of: design.problem))
      : .sample(FreshSample(beside: design, data: data, count: Self.samples))
  }

  /// - Parameter order: of the parameters.
  func callAsFunction(_ parameters: Matrix, _ order: OrderParameters) -> Double {
    switch method {
    case .quadrature(let risk): risk(order)
    case .sample(let sample): sample.risk(at: parameters)
    }
  }

  /// The correlation of predictions with responses on samples that the run does not see.
  ///
  /// - Parameter order: of the parameters.
  func correlation(_ parameters: Matrix, _ order: OrderParameters) -> Double {
    switch method {
    case .quadrature(let risk): risk.correlation(order)
    case .sample(let sample): sample.correlation(at: parameters)
    }
  }

  /// Memory at the peak: the nodes of a lattice, or a fresh sample.
  static func bytes(of configuration: Configuration) -> Int {
    let (m, k) = (configuration.neurons, configuration.target.latentDimension)
    return configuration.data == .gaussian
      ? 8 * (1 << 17) * (m + k + 3)
      : FreshSample.bytes(
        dimension: configuration.dimension, neurons: m, latents: k, count: samples)
  }
}

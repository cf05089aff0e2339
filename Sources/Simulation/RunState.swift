import Numerics

/// A moment of a run of gradient descent on a design of any kind.
public protocol RunState: Sendable {
  /// t
  var step: Int { get }
  /// R(Θ^t) on all training samples, including the ridge.
  var trainRisk: Double { get }
  var orderParameters: OrderParameters { get }

  /// The ends of the Hessian's spectrum by Lanczos, and its distribution by stochastic quadrature.
  ///
  /// - Parameters:
  ///   - probes: random vectors for the distribution; none: it is left out.
  ///   - quadratureSteps: products for each of them.
  ///   - limit: of products for the ends; residuals say how far they came.
  ///   - seed: of the random vectors.
  func iterativeSpectrum(
    lowest: Int, highest: Int, probes: Int, quadratureSteps: Int, limit: Int, seed: Int,
    threads: Int
  ) throws(SymmetricEigen.Failure) -> HessianSpectrum
}

/// A moment of a run on a dense design.
public struct State: RunState {
  /// t
  public let step: Int
  /// Θ^t, m×d: one neuron a row.
  public let parameters: Matrix
  /// R(Θ^t) on the training samples, including the ridge.
  public let trainRisk: Double
  public let design: DenseDesign

  public init(step: Int, parameters: Matrix, trainRisk: Double, design: DenseDesign) {
    self.step = step
    self.parameters = parameters
    self.trainRisk = trainRisk
    self.design = design
  }

  public var orderParameters: OrderParameters {
    OrderParameters(parameters: parameters, directions: design.directions)
  }

  public func iterativeSpectrum(
    lowest: Int, highest: Int, probes: Int, quadratureSteps: Int, limit: Int, seed: Int,
    threads: Int
  ) throws(SymmetricEigen.Failure) -> HessianSpectrum {
    try EmpiricalHessian(of: self).iterativeSpectrum(
      lowest: lowest, highest: highest, probes: probes, quadratureSteps: quadratureSteps,
      limit: limit, seed: seed, threads: threads)
  }
}

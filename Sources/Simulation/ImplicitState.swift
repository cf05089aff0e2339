import Conditioning
import Model
import Numerics

/// A moment of a run on an implicit design.
///
/// Shares the run's memory, which is copied if this outlives the step.
public struct ImplicitState: RunState {
  /// t
  public let step: Int
  /// R(Θ^t) on the training samples, including the ridge.
  public let trainRisk: Double
  /// Θ^t: m arrays of coordinates on the axes in use, the latent directions first.
  package let parameters: [[Double]]
  public let design: ImplicitDesign
  package let conditioned: ConditionedDesign

  /// b: axes of R^d in use.
  public var axes: Int { conditioned.axes }

  public var orderParameters: OrderParameters {
    let k = design.problem.latentDimension
    return OrderParameters(
      gram: parameters.map { row in parameters.map { inner(row, $0) } },
      overlap: parameters.map { Array($0.prefix(k)) })
  }

  /// Products with the Hessian draw more of X, and what they draw is forgotten: the ends and each
  /// probe see an X of their own, of the right law given the run so far, and the run goes on
  /// with another.
  public func iterativeSpectrum(
    lowest: Int, highest: Int, probes: Int = 8, quadratureSteps: Int = 80, limit: Int = 600,
    seed: Int, threads: Int = 1
  ) throws(SymmetricEigen.Failure) -> HessianSpectrum {
    let random = SampleStream.probes.random(seed: seed)
    let curvatures = ImplicitHessian.curvatures(of: self)
    func hessian(_ index: Int, products: Int) -> ImplicitHessian {
      ImplicitHessian(
        of: self, curvatures: curvatures, index: index, products: products, threads: threads)
    }
    var rules: [SpectralMeasure] = []
    for probe in 0..<probes {
      var product = hessian(probe + 1, products: quadratureSteps)
      let start = product.randomVector(random, row: probe + 1)
      rules.append(
        try SpectralMeasure(probes: [start], steps: quadratureSteps) { $0.map { product($0) } })
    }
    var product = hessian(0, products: limit)
    let start = product.randomVector(random, row: 0)
    let ends = try ExtremeEigen(start: start, lowest: lowest, highest: highest, limit: limit) {
      product($0)
    }
    let (k, theta) = (design.problem.latentDimension, parameters.map(product.padded))
    func extreme(_ pair: ExtremeEigen.Pair) -> HessianSpectrum.Extreme {
      HessianSpectrum.Extreme(
        value: pair.value, residual: pair.residual, vector: pair.vector, parameters: theta
      ) { Array($0.prefix(k)) }
    }
    return HessianSpectrum(
      values: [], measure: probes > 0 ? SpectralMeasure(joining: rules) : nil,
      lowest: ends.lowest.map(extreme), highest: ends.highest.map(extreme))
  }
}

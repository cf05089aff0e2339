import Results
import Simulation

extension Spectrum {
  /// - Parameter order: md
  init(_ spectrum: HessianSpectrum, order: Int) {
    self.init(
      eigenvalues: spectrum.values, lowest: spectrum.lowest.map(Extreme.init),
      highest: spectrum.highest.reversed().map(Extreme.init),
      quadrature: spectrum.measure.map { measure in
        let errors = measure.rules.joined().compactMap {
          measure.share(below: $0.node).standardError
        }
        return Quadrature(
          rules: measure.rules.map { rule in
            Quadrature.Rule(nodes: rule.map(\.node), weights: rule.map(\.weight))
          },
          order: order, standardError: errors.max())
      })
  }
}

extension Spectrum.Extreme {
  init(_ extreme: HessianSpectrum.Extreme) {
    self.init(
      eigenvalue: extreme.value, latentOverlaps: extreme.latentShares,
      parameterOverlap: extreme.parameterShare,
      residual: extreme.residual > 0 ? extreme.residual : nil)
  }
}

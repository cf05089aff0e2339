import Results
import Simulation

extension Spectrum {
  /// - Parameter order: md
  init(_ spectrum: HessianSpectrum, order: Int) {
    // LAPACK's eigenvalues need no bound, whatever its vectors leave.
    let isIterative = spectrum.values.isEmpty
    func extreme(_ extreme: HessianSpectrum.Extreme) -> Extreme {
      Extreme(extreme, isIterative: isIterative)
    }
    self.init(
      eigenvalues: spectrum.values, lowest: spectrum.lowest.map(extreme),
      highest: spectrum.highest.reversed().map(extreme),
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
  init(_ extreme: HessianSpectrum.Extreme, isIterative: Bool) {
    self.init(
      eigenvalue: extreme.value, latentOverlaps: extreme.latentShares,
      parameterOverlap: extreme.parameterShare,
      residual: isIterative && extreme.residual > 0 ? extreme.residual : nil)
  }
}

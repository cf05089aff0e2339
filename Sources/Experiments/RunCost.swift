import Simulation

/// What the spectra of a run take.
enum RunCost {
  /// How eigenvalues are found.
  enum SpectrumMethod {
    /// All of them, by one tridiagonalisation.
    case tridiagonal
    /// The ends by Lanczos and the distribution by stochastic quadrature, from products alone.
    case products
  }

  /// Random vectors of the quadrature, and products with each.
  static let probes = 8
  static let probeSteps = 80
  /// Products that the ends take, in round numbers.
  fileprivate static let endSteps = 200
}

extension Run {
  /// Products above the order that LAPACK takes some ten seconds for.
  var spectrumMethod: RunCost.SpectrumMethod {
    let order = configuration.neurons * configuration.dimension
    return order > EmpiricalHessian.fullOrder ? .products : .tridiagonal
  }

  /// Predicted peak memory in bytes.
  var bytes: Int {
    let (d, n, m) = (configuration.dimension, configuration.samples, configuration.neurons)
    let (k, precision) = (configuration.target.latentDimension, configuration.precision)
    var bytes =
      DenseDesign.bytes(dimension: d, samples: n, neurons: m, latents: k, precision: precision)
      + PopulationEstimate.bytes(of: configuration)
    if case .samples(let size) = configuration.batch {
      bytes += DenseDesign.bytes(
        dimension: d, samples: min(size, n), neurons: m, latents: k, precision: precision)
    }
    guard let spectrum else { return bytes }
    switch spectrumMethod {
    case .tridiagonal:
      bytes += EmpiricalHessian.bytes(
        dimension: d, samples: n, neurons: m, extremes: spectrum.extremes)
      if spectrum.keepsEigenvalues { bytes += 8 * reported.count * m * d }
    case .products:
      bytes += EmpiricalHessian.iterativeBytes(
        dimension: d, samples: n, neurons: m, extremes: spectrum.extremes)
    }
    return bytes
  }

  /// Predicted seconds on one core: gradient steps by memory traffic, spectra by FLOPs.
  var cost: Double {
    let n = Double(configuration.samples)
    let (d, m) = (Double(configuration.dimension), Double(configuration.neurons))
    let perEntry = max(configuration.precision == .single ? 0.08 : 0.15, 0.1 * m) * 1e-9
    var seconds = n * d * 2e-9
    switch configuration.batch {
    case .full: seconds += Double(steps) * n * d * perEntry
    case .samples(let size):
      // A batch is gathered first; the whole sample is looked at when reported.
      seconds += Double(steps) * min(Double(size), n) * d * (perEntry + 1e-9)
      seconds += Double(reported.count) * n * d * perEntry
    }
    if configuration.data != .gaussian {
      seconds += Double((reported.count + 1) * PopulationEstimate.samples) * d * 3e-9
    }
    guard let spectrum else { return seconds }
    let order = m * d
    let one: Double
    switch spectrumMethod {
    case .tridiagonal:
      one = (n * order * order * 0.012 + order * order * order * 0.1) * 1e-9
    case .products:
      let quadrature = spectrum.keepsEigenvalues ? RunCost.probes * RunCost.probeSteps : 0
      one = Double(RunCost.endSteps + quadrature) * n * order * 0.3e-9
    }
    return seconds + Double(reported.count) * one
  }
}

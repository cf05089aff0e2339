import Numerics
import Simulation
import Theory

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
  /// Products the ends may take where each adds directions to an implicit design.
  fileprivate static let implicitEndLimit = 300
}

extension Run {
  /// Products above the order that LAPACK takes some ten seconds for, and where X is not held.
  var spectrumMethod: RunCost.SpectrumMethod {
    let order = configuration.neurons * configuration.dimension
    return order > EmpiricalHessian.fullOrder || configuration.isImplicit ? .products : .tridiagonal
  }

  /// Products the ends of a spectrum may take.
  var endLimit: Int {
    configuration.isImplicit ? RunCost.implicitEndLimit : ExtremeEigen.stepLimit
  }

  /// Products that may follow one another on one design.
  private var products: Int {
    guard let spectrum else { return 0 }
    return max(endLimit, spectrum.keepsEigenvalues ? RunCost.probeSteps : 0)
  }

  /// Predicted peak memory in bytes.
  var bytes: Int {
    let (d, n, m) = (configuration.dimension, configuration.samples, configuration.neurons)
    let (k, precision) = (configuration.target.latentDimension, configuration.precision)
    if configuration.isImplicit {
      return ImplicitDesign.bytes(
        dimension: d, samples: n, neurons: m, latents: k, steps: steps, products: products)
        + PopulationEstimate.bytes(of: configuration)
    }
    var bytes =
      DenseDesign.bytes(dimension: d, samples: n, neurons: m, latents: k, precision: precision)
      + PopulationEstimate.bytes(of: configuration) + HardDirections.bytes(latents: k)
    if case .samples(let size) = configuration.batch {
      // The next batch is gathered while the last one is held.
      let rows = min(size, n)
      bytes += precision.bytes(rows: rows, columns: d)
      bytes += DenseDesign.bytes(
        dimension: d, samples: rows, neurons: m, latents: k, precision: precision)
    }
    guard let spectrum else { return bytes }
    switch spectrumMethod {
    case .tridiagonal:
      bytes += EmpiricalHessian.bytes(
        dimension: d, samples: n, neurons: m, extremes: spectrum.extremes, threads: 16)
      if spectrum.keepsEigenvalues { bytes += 8 * reported.count * m * d }
    case .products:
      bytes += EmpiricalHessian.iterativeBytes(
        dimension: d, samples: n, neurons: m, extremes: spectrum.extremes,
        probes: spectrum.keepsEigenvalues ? RunCost.probes : 0,
        quadratureSteps: RunCost.probeSteps)
    }
    return bytes
  }

  /// Predicted seconds on one core: gradient steps by memory traffic, spectra by FLOPs.
  var cost: Double {
    let n = Double(configuration.samples)
    let (d, m) = (Double(configuration.dimension), Double(configuration.neurons))
    if configuration.isImplicit { return implicitCost(samples: n, neurons: m) }
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
      // The probes' products share their reads of X.
      one = (Double(RunCost.endSteps) * 0.3e-9 + Double(quadrature) * 0.1e-9) * n * order
    }
    return seconds + Double(reported.count) * one
  }

  /// Sweeps over the axes in use: some m(t + 1) at step t, and more by each product.
  private func implicitCost(samples n: Double, neurons m: Double) -> Double {
    let perEntry = (0.4 + 0.6 * m) * 1e-9
    let steps = Double(steps)
    let training = n * m * (steps + 2) * (steps + 2) / 2 * perEntry
    guard let spectrum else { return training }
    let ends = Double(RunCost.endSteps)
    let (probes, each) = (
      Double(spectrum.keepsEigenvalues ? RunCost.probes : 0), Double(RunCost.probeSteps)
    )
    return reported.reduce(training) { sum, step in
      let axes = m * Double(step + 2)
      let sweeps = ends * (axes + m * ends / 2) + probes * each * (axes + m * each / 2)
      return sum + n * sweeps * perEntry
    }
  }
}

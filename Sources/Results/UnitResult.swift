/// How a work unit ended.
public enum Outcome: Sendable, Codable, Equatable {
  case finished
  /// A parameter or risk left the finite numbers at this step; records stop before it.
  case diverged(step: Int)
  /// The unit could not be computed; the message says why.
  case failed(String)
}

/// Quantities of one seed or batch at one step, and the spectrum there where it was asked for.
public struct Record: Sendable, Codable, Equatable {
  public var step: Int
  public var quantities: [String: Double]
  /// Computed from one run's Hessian.
  public var spectrum: Spectrum?
  /// Predicted by one batch of the mean field.
  public var prediction: PredictedSpectrum?

  public init(
    step: Int, quantities: [String: Double], spectrum: Spectrum? = nil,
    prediction: PredictedSpectrum? = nil
  ) {
    self.step = step
    self.quantities = quantities
    self.spectrum = spectrum
    self.prediction = prediction
  }
}

/// Eigenvalues of the empirical Hessian of one run at one step.
public struct Spectrum: Sendable, Codable, Equatable {
  /// An extreme eigenvalue and the squared length of its unit eigenvector's projection on
  /// R^m ⊗ span of the latent directions, one entry a direction.
  public struct Extreme: Sendable, Codable, Equatable {
    public var eigenvalue: Double
    /// Squared overlap with each latent direction θ*_1 … θ*_k.
    public var latentOverlaps: [Double]
    /// Squared overlap with the direction of the current parameters, vec(Θ)/‖Θ‖.
    public var parameterOverlap: Double
    /// An eigenvalue lies within this distance of `eigenvalue`; nil where it is LAPACK's.
    public var residual: Double?

    public init(
      eigenvalue: Double, latentOverlaps: [Double], parameterOverlap: Double,
      residual: Double? = nil
    ) {
      self.eigenvalue = eigenvalue
      self.latentOverlaps = latentOverlaps
      self.parameterOverlap = parameterOverlap
      self.residual = residual
    }
  }

  /// All md eigenvalues, ascending; empty where `quadrature` stands for them.
  public var eigenvalues: [Double]
  /// The lowest eigenvalues, ascending, then the highest, ascending.
  public var lowest: [Extreme]
  public var highest: [Extreme]
  /// nil where all eigenvalues were computed.
  public var quadrature: Quadrature?

  public init(
    eigenvalues: [Double], lowest: [Extreme], highest: [Extreme], quadrature: Quadrature? = nil
  ) {
    self.eigenvalues = eigenvalues
    self.lowest = lowest
    self.highest = highest
    self.quadrature = quadrature
  }
}

/// What one work unit returned: one network on one data set, or one piece of theory.
public struct UnitResult: Sendable, Codable, Equatable {
  public var at: Coordinates
  public var seed: Int
  public var outcome: Outcome
  public var records: [Record]

  public init(at: Coordinates, seed: Int, outcome: Outcome, records: [Record]) {
    self.at = at
    self.seed = seed
    self.outcome = outcome
    self.records = records
  }
}

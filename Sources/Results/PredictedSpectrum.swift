/// The spectrum of the Hessian that theory predicts at one step: bulk, edges and outliers.
public struct PredictedSpectrum: Sendable, Codable, Equatable {
  /// An eigenvalue outside the bulk, with the squared shares of its unit eigenvector.
  public struct Outlier: Sendable, Codable, Equatable {
    /// What the largest share lies on.
    public enum Kind: String, Sendable, Codable {
      case hard, easy, trajectory
    }

    public var position: Double
    /// Standard error of `position`; nil for a single batch.
    public var standardError: Double?
    public var kind: Kind
    /// Squared projection on the hard latent directions.
    public var hardOverlap: Double
    /// Squared projection on the easy latent directions.
    public var easyOverlap: Double
    /// Squared projection on what the trajectory spans beyond the latent directions.
    public var trajectoryOverlap: Double
    /// Squared projection on each latent axis, the easy axes before the hard ones.
    public var latentOverlaps: [Double]

    public init(
      position: Double, standardError: Double? = nil, kind: Kind, hardOverlap: Double,
      easyOverlap: Double, trajectoryOverlap: Double, latentOverlaps: [Double]
    ) {
      self.position = position
      self.standardError = standardError
      self.kind = kind
      self.hardOverlap = hardOverlap
      self.easyOverlap = easyOverlap
      self.trajectoryOverlap = trajectoryOverlap
      self.latentOverlaps = latentOverlaps
    }
  }

  /// Eigenvalues x at which the density is given, ascending.
  public var points: [Double]
  /// ρ(x) of the bulk without its atom; nil where the equation could not be solved.
  public var density: [Double?]
  /// The probability of the single eigenvalue `atomPosition`.
  public var atom: Double
  /// λ, the ridge
  public var atomPosition: Double
  /// Ends of the bulk; nil where it has none or theory does not apply.
  public var leftEdge: Double?
  public var rightEdge: Double?
  /// Standard errors of the edges; nil for a single batch.
  public var leftEdgeError: Double?
  public var rightEdgeError: Double?
  /// Left of the bulk and right of it, ascending by position.
  public var outliers: [Outlier]

  public init(
    points: [Double], density: [Double?], atom: Double, atomPosition: Double, leftEdge: Double?,
    rightEdge: Double?, leftEdgeError: Double? = nil, rightEdgeError: Double? = nil,
    outliers: [Outlier]
  ) {
    self.points = points
    self.density = density
    self.atom = atom
    self.atomPosition = atomPosition
    self.leftEdge = leftEdge
    self.rightEdge = rightEdge
    self.leftEdgeError = leftEdgeError
    self.rightEdgeError = rightEdgeError
    self.outliers = outliers
  }
}

/// The predicted spectrum, averaged over batches, at one place of the grid.
public struct Prediction: Sendable, Codable, Equatable {
  /// The cell, and `step`.
  public var at: Coordinates
  public var spectrum: PredictedSpectrum

  public init(at: Coordinates, spectrum: PredictedSpectrum) {
    self.at = at
    self.spectrum = spectrum
  }
}

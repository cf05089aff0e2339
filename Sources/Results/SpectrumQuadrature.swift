extension Spectrum {
  /// How the eigenvalues of one Hessian are distributed, estimated from products with random probes
  /// (stochastic Lanczos quadrature) where they were not computed one by one.
  public struct Quadrature: Sendable, Codable, Equatable {
    /// The quadrature rule of one probe: nodes, ascending, with weights of sum 1.
    public struct Rule: Sendable, Codable, Equatable {
      public var nodes: [Double]
      public var weights: [Double]

      public init(nodes: [Double], weights: [Double]) {
        self.nodes = nodes
        self.weights = weights
      }
    }

    public var rules: [Rule]
    /// md, the number of eigenvalues that the distribution stands for.
    public var order: Int
    /// The largest standard error, over probes, of the share of eigenvalues below any node.
    public var standardError: Double?

    public init(rules: [Rule], order: Int, standardError: Double?) {
      self.rules = rules
      self.order = order
      self.standardError = standardError
    }
  }
}

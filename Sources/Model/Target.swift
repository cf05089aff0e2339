import Numerics

/// The response h(z, eps) as an expression in z1, …, zk and eps.
///
/// Numbers, `+ - * / ^`, comparisons, `&&`, `||`, `?:`, parentheses, `pi` and the functions of
/// `Target.functions`; `log` is the natural logarithm, `^` binds tighter than the sign before it
/// (−z1^2 is −(z1²)) and groups to the right.
public struct Target: Sendable, Hashable {
  /// As it was written, without spaces at its ends.
  public let expression: String
  /// k: the largest index used, at least 1.
  public let latentDimension: Int
  /// Whether `eps`, a standard normal of its own, is used.
  public let usesNoise: Bool
  /// Whether it has all derivatives as far as its operators tell: no absolute values,
  /// comparisons, roots or divisions by anything but numbers.
  public let isSmooth: Bool

  /// Why an expression is not a target.
  public struct Problem: Error, Sendable, Equatable {
    /// In lower case, without a full stop.
    public let message: String
    /// Characters of the expression before the mistake.
    public let offset: Int
  }

  public static let longest = 500
  public static let deepest = 64
  public static let mostLatents = 32

  /// What an expression may call.
  public static let functions = [
    "abs", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cos", "cosh", "erf", "exp",
    "ln", "log", "log10", "log2", "max", "min", "rint", "sign", "sin", "sinh", "sqrt", "tan",
    "tanh",
  ]

  /// Examples with what they stand for.
  public static let named: [(name: String, meaning: String)] = [
    ("z1^2", "phase retrieval; one hard direction"),
    ("abs(z1)", "phase retrieval from amplitudes; one hard direction"),
    ("z1+z2^2-1", "one easy direction and one hard direction"),
    ("z1*z2", "two hard directions"),
  ]

  public init(_ expression: String) throws(Problem) {
    let tokens = try TargetTokens(expression)
    try TargetEvaluator.check(tokens)
    self.expression = tokens.text
    latentDimension = tokens.latentDimension
    usesNoise = tokens.usesNoise
    isSmooth = tokens.isSmooth
  }

  /// h of samples.
  /// - Parameters:
  ///   - latents: k arrays of length n.
  ///   - noise: eps, n standard normals; may be empty when the expression does not use it.
  public func responses(latents: [[Double]], noise: [Double] = []) -> [Double] {
    precondition(latents.count >= latentDimension)
    let count = latents.first?.count ?? 0
    precondition(latents.allSatisfy { $0.count == count })
    precondition(!usesNoise || noise.count == count)
    return TargetEvaluator.values(
      expression, latents: Array(latents.prefix(latentDimension)), noise: usesNoise ? noise : nil,
      count: count)
  }

  /// How the expression fares on Gaussian samples.
  public struct Check: Sendable, Equatable {
    /// Samples tried, and those whose value was infinite or not a number.
    public let samples: Int
    public let notFinite: Int
    /// The latents of the first of those.
    public let example: [Double]?
    public let mean: Double
    public let variance: Double
  }

  /// Tries 4096 Gaussian samples; mean and variance are over the finite values.
  public func check() -> Check {
    let count = 4096
    let random = CounterRandom(seed: 20_260_215, stream: 0)
    let latents = (0..<latentDimension).map { random.normals(count, row: $0) }
    let values = responses(latents: latents, noise: random.normals(count, row: Target.mostLatents))
    let finite = values.filter(\.isFinite)
    let mean = finite.reduce(0, +) / Double(max(1, finite.count))
    let squares = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Check(
      samples: count, notFinite: count - finite.count,
      example: values.firstIndex { !$0.isFinite }.map { index in latents.map { $0[index] } },
      mean: mean, variance: squares / Double(max(1, finite.count - 1)))
  }
}

extension Target: CustomStringConvertible {
  public var description: String { expression }
}

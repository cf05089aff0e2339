/// The law of the inputs x ∈ R^d, standardised: mean 0, and E‖x‖² = d.
///
/// All but `powerLaw` have independent entries of variance 1.
public enum DataLaw: Sendable, Hashable {
  case gaussian
  /// ±1 with equal probability.
  case rademacher
  /// Uniform on [−√3, √3].
  case uniform
  /// Density exp(−√2|x|)/√2.
  case laplace
  /// Student's t with ν > 2 degrees of freedom, scaled to variance 1; its fourth moment is finite
  /// for ν > 4 only.
  case studentT(Double)
  /// Gaussian with independent entries of variances ∝ j^(−α), j = 1…d, of mean 1.
  case powerLaw(Double)
  /// N(0, 1/p) with probability p ∈ (0, 1], else 0.
  case sparse(Double)

  /// Reads `rademacher`, `student-t:5` and the like; nil for what is none.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let parameter = parts.count == 2 ? Double(parts[1]) : nil
    switch (parts[0], parts.count) {
    case ("gaussian", 1): self = .gaussian
    case ("rademacher", 1): self = .rademacher
    case ("uniform", 1): self = .uniform
    case ("laplace", 1): self = .laplace
    case ("student-t", 2):
      guard let degrees = parameter, degrees > 2, degrees <= 1e6 else { return nil }
      self = .studentT(degrees)
    case ("power-law", 2):
      guard let exponent = parameter, exponent >= 0, exponent <= 10 else { return nil }
      self = .powerLaw(exponent)
    case ("sparse", 2):
      guard let probability = parameter, probability > 0, probability <= 1 else { return nil }
      self = .sparse(probability)
    default: return nil
    }
  }

  /// One of each, as a text that reads.
  public static let examples: [DataLaw] = [
    .gaussian, .rademacher, .uniform, .laplace, .studentT(5), .powerLaw(1), .sparse(0.1),
  ]

  /// What is wrong with a text that names a law but not its parameter; nil if it names none.
  public static func missingParameter(of text: String) -> String? {
    switch text.prefix(while: { $0 != ":" }) {
    case "student-t":
      "'\(text)': student-t needs ν > 2 degrees of freedom, as in student-t:5"
    case "power-law": "'\(text)': power-law needs an exponent α from 0 to 10, as in power-law:1"
    case "sparse": "'\(text)': sparse needs a probability p above 0 and up to 1, as in sparse:0.1"
    case "gaussian", "rademacher", "uniform", "laplace": "'\(text)': this law has no parameter"
    default: nil
    }
  }

  /// One of each, with its meaning as the catalog shows it.
  public static let all: [(name: String, meaning: String)] = [
    ("gaussian", "independent N(0, 1) entries"),
    ("rademacher", "independent entries ±1"),
    ("uniform", "independent entries, uniform on [-√3, √3]"),
    ("laplace", "independent entries with density exp(-√2|x|)/√2"),
    ("student-t:ν", "independent Student t entries, ν > 2, scaled to variance 1"),
    ("power-law:α", "Gaussian, independent entries of variances ∝ j^-α with mean 1"),
    ("sparse:p", "independent entries, N(0, 1/p) with probability p, else 0"),
  ]

  /// Why the limit theory, which needs independent entries with finite fourth moment, says nothing
  /// about this law; nil where it applies (theory section 8).
  public var theoryObstacle: String? {
    switch self {
    case .gaussian, .rademacher, .uniform, .laplace, .sparse: nil
    case .studentT(let degrees):
      degrees > 4
        ? nil
        : "Student's t with ν = \(shortest(degrees)) ≤ 4 has no finite fourth moment: "
          + "no theory is drawn for it."
    case .powerLaw(let exponent):
      exponent == 0
        ? nil
        : "The theory is for inputs with identity covariance: none is drawn for power-law data."
    }
  }
}

extension DataLaw: CustomStringConvertible {
  /// Canonical; reads back as the same value.
  public var description: String {
    switch self {
    case .gaussian: "gaussian"
    case .rademacher: "rademacher"
    case .uniform: "uniform"
    case .laplace: "laplace"
    case .studentT(let degrees): "student-t:\(shortest(degrees))"
    case .powerLaw(let exponent): "power-law:\(shortest(exponent))"
    case .sparse(let probability): "sparse:\(shortest(probability))"
    }
  }
}

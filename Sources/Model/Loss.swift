import CKernels
import Numerics

/// The loss ℓ(y, f) of one sample.
public enum Loss: Sendable, Hashable {
  /// ½(f − y)²
  case square
  /// c²(√(1 + ((f − y)/c)²) − 1): quadratic near 0, slope at most c.
  case pseudoHuber(Double)

  /// Reads `square`, `pseudo-huber` (c = 1) or `pseudo-huber:0.5`; nil for what is neither.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts[0], parts.count) {
    case ("square", 1): self = .square
    case ("pseudo-huber", 1): self = .pseudoHuber(1)
    case ("pseudo-huber", 2):
      guard let scale = Double(parts[1]), scale.isFinite, scale > 0 else { return nil }
      self = .pseudoHuber(scale)
    default: return nil
    }
  }

  /// What is wrong with a text that names a loss but not its parameter; nil if it names none.
  public static func wrongParameter(of text: String) -> String? {
    switch text.prefix(while: { $0 != ":" }) {
    case "square": "'\(text)': the square loss has no parameter"
    case "pseudo-huber": "'\(text)': pseudo-huber needs a number c > 0, as in pseudo-huber:1"
    default: nil
    }
  }

  /// One of each, with name and formula as the catalog shows them.
  public static let all: [(name: String, formula: String)] = [
    ("square", "(f - y)^2/2"),
    ("pseudo-huber:c", "c^2 (sqrt(1 + ((f - y)/c)^2) - 1)"),
  ]

  /// Whether |ℓ'| is bounded, so that D of theory (2) is bounded below when σ'' is bounded.
  public var hasBoundedSlope: Bool { self != .square }

  /// ℓ and its derivatives in f.
  public func evaluate(
    response y: Double, prediction f: Double
  ) -> (value: Double, slope: Double, curvature: Double) {
    var (value, slope, curvature) = (0.0, 0.0, 0.0)
    withUnsafePointer(to: y) { y in
      withUnsafePointer(to: f) { f in
        evaluate(
          responses: y, predictions: f, value: &value, slope: &slope, curvature: &curvature,
          count: 1)
      }
    }
    return (value, slope, curvature)
  }

  /// ℓ, ℓ', ℓ'' elementwise into arrays of `count` entries.
  public func evaluate(
    responses y: UnsafePointer<Double>, predictions f: UnsafePointer<Double>,
    value: UnsafeMutablePointer<Double>, slope: UnsafeMutablePointer<Double>,
    curvature: UnsafeMutablePointer<Double>, count: Int
  ) {
    InstructionLevel.best.kernels.pointee.lose(
      kernel.loss, kernel.parameter, y, f, value, slope, curvature, count)
  }

  /// As the kernels take it.
  package var kernel: (loss: ck_loss, parameter: Double) {
    switch self {
    case .square: (CK_SQUARE, 1)
    case .pseudoHuber(let scale): (CK_PSEUDO_HUBER, scale)
    }
  }
}

extension Loss: CustomStringConvertible {
  /// Canonical; reads back as the same value.
  public var description: String {
    switch self {
    case .square: "square"
    case .pseudoHuber(let scale): "pseudo-huber:\(shortest(scale))"
    }
  }
}

import CKernels
import Numerics

/// The nonlinearity σ of a neuron, with its parameter if it has one.
public struct Activation: Sendable, Hashable {
  private let index: Int
  /// The slope of `leaky-relu`, β of `softplus`, α of `elu`, b of `truncated-quad`; else 0.
  public let parameter: Double

  private init(index: Int, parameter: Double) {
    self.index = index
    self.parameter = parameter
  }

  /// Every activation there is, with its default parameter.
  public static let all: [Activation] = withTable { table in
    table.indices.map { Activation(index: $0, parameter: table[$0].default_parameter) }
  }

  /// Reads `gelu` or, with a parameter, `softplus:4`; nil for what is neither.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let plain = Activation.all.first(where: { $0.name == parts[0] }) else { return nil }
    guard parts.count == 2 else {
      self = plain
      return
    }
    guard plain.parameterName != nil, let value = Double(parts[1]), value.isFinite,
      value > plain.entry.least_parameter
    else { return nil }
    self.init(index: plain.index, parameter: value)
  }

  public var name: String { String(cString: entry.name) }

  /// σ(u) for readers, in the ASCII that a report's plain text can show.
  public var formula: String { String(cString: entry.formula) }

  /// What the parameter is called; nil without one.
  public var parameterName: String? {
    let name = String(cString: entry.parameter)
    return name.isEmpty ? nil : name
  }

  public var defaultParameter: Double { entry.default_parameter }

  /// Whether σ' jumps: theory (2) then drops the point masses of σ''.
  public var isKinked: Bool {
    has(CK_KINKED) && !(has(CK_KINK_MENDED_BY_ONE) && parameter == 1)
  }

  /// Whether σ'' = 0 wherever it exists, so that D ⪰ 0 and hard outliers are not defined.
  public var hasZeroCurvature: Bool { has(CK_ZERO_CURVATURE) }

  /// Whether σ has all derivatives, so that Gauss–Hermite quadrature converges fast.
  public var isSmooth: Bool { has(CK_SMOOTH) }

  public var hasBoundedSlope: Bool { has(CK_BOUNDED_SLOPE) }

  public var hasBoundedCurvature: Bool { has(CK_BOUNDED_CURVATURE) }

  /// σ(u), σ'(u), σ''(u).
  public func evaluate(_ u: Double) -> (value: Double, slope: Double, curvature: Double) {
    var (value, slope, curvature) = (0.0, 0.0, 0.0)
    withUnsafePointer(to: u) {
      kernels.activate(index, parameter, $0, &value, &slope, &curvature, 1)
    }
    return (value, slope, curvature)
  }

  /// σ, σ', σ'' elementwise into arrays of `count` entries.
  public func evaluate(
    _ u: UnsafePointer<Double>, value: UnsafeMutablePointer<Double>,
    slope: UnsafeMutablePointer<Double>, curvature: UnsafeMutablePointer<Double>?, count: Int
  ) {
    kernels.activate(index, parameter, u, value, slope, curvature, count)
  }

  /// σ, σ', σ'' of every entry.
  public func evaluate(_ u: [Double]) -> (value: [Double], slope: [Double], curvature: [Double]) {
    var value = [Double](repeating: 0, count: u.count)
    var (slope, curvature) = (value, value)
    kernels.activate(index, parameter, u, &value, &slope, &curvature, u.count)
    return (value, slope, curvature)
  }

  /// The place in the kernels' table.
  package var kernelIndex: Int { index }

  private var kernels: ck_level { InstructionLevel.best.kernels.pointee }

  private var entry: ck_activation { Activation.withTable { $0[index] } }

  private func has(_ flag: some BinaryInteger) -> Bool { entry.flags & Int32(flag) != 0 }

  private static func withTable<T>(_ body: (UnsafeBufferPointer<ck_activation>) -> T) -> T {
    body(UnsafeBufferPointer(start: ck_activation_table(), count: ck_activation_count))
  }
}

extension Activation: CustomStringConvertible {
  /// Canonical: the parameter is named unless it is the default. Reads back as the same value.
  public var description: String {
    parameterName == nil || parameter == defaultParameter
      ? name : "\(name):\(shortest(parameter))"
  }
}

/// A number as a person writes it: without `.0`.
func shortest(_ value: Double) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

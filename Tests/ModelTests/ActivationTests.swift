import CKernels
import Glibc
import Model
import Numerics
import Testing

/// Every activation, and those with a parameter also away from its default.
let activations =
  Activation.all
  + ["leaky-relu:0.3", "softplus:4", "elu:0.5", "truncated-quad:0.8"].map { Activation($0)! }

@Suite("Activations")
struct ActivationTests {
  /// σ by the C library.
  private static func reference(_ activation: Activation, _ u: Double) -> Double {
    let p = activation.parameter
    switch activation.name {
    case "quad": return u * u
    case "gelu": return u * erfc(-u / 2.0.squareRoot()) / 2
    case "relu": return max(u, 0)
    case "leaky-relu": return u > 0 ? u : p * u
    case "silu": return u / (1 + exp(-u))
    case "tanh": return tanh(u)
    case "erf": return erf(u)
    case "sigmoid": return 1 / (1 + exp(-u))
    case "softplus": return u > 0 ? u + log1p(exp(-p * u)) / p : log1p(exp(p * u)) / p
    case "elu": return u > 0 ? u : p * expm1(u)
    case "he2": return u * u - 1
    case "he3": return u * u * u - 3 * u
    case "cubic": return u * u * u
    case "truncated-quad":
      let size = abs(u)
      // The integral of the slope: 2s up to b, then 2(2b − s) up to 2b.
      let inner = min(size, p)
      let outer = min(max(size - p, 0), p)
      return inner * inner + 2 * p * outer - outer * outer
    default:
      Issue.record("no reference for \(activation.name)")
      return .nan
    }
  }

  private static let grid = (-4000...4000).map { Double($0) * 0.00625 + 1e-4 }

  @Test("σ agrees with the C library", arguments: activations)
  func values(activation: Activation) {
    let values = activation.evaluate(Self.grid).value
    for (u, value) in zip(Self.grid, values) {
      let expected = Self.reference(activation, u)
      // erfc(−u/√2) of the C library has an argument rounded to begin with: u²·2⁻⁵³ in the tail.
      let tail = activation.name == "gelu" && u < 0 ? 2.3e-16 * u * u : 0
      // Polynomials with roots cancel there.
      let rounding = activation.name.hasPrefix("he") ? 1e-15 * (1 + abs(u * u * u)) : 1e-300
      #expect(abs(value - expected) <= (2e-15 + tail) * abs(expected) + rounding, "at \(u)")
    }
  }

  @Test("σ' and σ'' are the derivatives of σ and σ'", arguments: activations)
  func derivatives(activation: Activation) {
    let b = activation.name == "truncated-quad" ? activation.parameter : 1
    let joints = [0, b, -b, 2 * b, -2 * b]
    let h = 1e-4
    for u in stride(from: -6.03, through: 6, by: 0.1)
    where joints.allSatisfy({ abs(u - $0) > 2 * h }) {
      let (below, at, above) = (
        activation.evaluate(u - h), activation.evaluate(u), activation.evaluate(u + h)
      )
      let scale = 1 + abs(at.value) + abs(at.slope)
      // Truncation h²σ'''/6 and rounding 10⁻¹⁶/h.
      #expect(abs((above.value - below.value) / (2 * h) - at.slope) < 1e-6 * scale, "at \(u)")
      #expect(abs((above.slope - below.slope) / (2 * h) - at.curvature) < 1e-6 * scale, "at \(u)")
    }
  }

  @Test("a slope jumps exactly where a kink is declared", arguments: activations)
  func kinks(activation: Activation) {
    let near = 1e-9
    let jump = [0.0, 1, -1, 2, -2].map { joint in
      let joint = joint * max(1, activation.parameter)
      return abs(
        activation.evaluate(joint + near).slope - activation.evaluate(joint - near).slope)
    }.max()!
    #expect((jump > 1e-3) == activation.isKinked)
  }

  @Test("declared bounds hold far out", arguments: activations)
  func bounds(activation: Activation) {
    let far = [-1e8, -1e4, -300, 300, 1e4, 1e8].map { activation.evaluate($0) }
    #expect(far.allSatisfy { abs($0.slope) <= 3 } == activation.hasBoundedSlope)
    #expect(far.allSatisfy { abs($0.curvature) <= 3 } == activation.hasBoundedCurvature)
    let curved = Self.grid.contains { activation.evaluate($0).curvature != 0 }
    #expect(curved != activation.hasZeroCurvature)
    if activation.isKinked { #expect(!activation.isSmooth) }
  }

  @Test("tails keep their relative precision")
  func tails() {
    let gelu = Activation("gelu")!
    // u·Φ(u) from the asymptotic series −φ(u)(1 − 1/u² + 3/u⁴ − …), by hand at u = −30.
    let density = exp(-450.0) / (2 * Double.pi).squareRoot()
    let series = 1 - 1 / 900.0 + 3 / 810_000.0 - 15 / 7.29e8 + 105 / 6.561e11 - 945 / 5.9049e14
    #expect(abs(gelu.evaluate(-30).value / (-density * series) - 1) < 1e-13)
    #expect(Activation("sigmoid")!.evaluate(-700).value == exp(-700.0))
    #expect(abs(Activation("softplus")!.evaluate(-600).value / exp(-600.0) - 1) < 1e-15)
    #expect(abs(Activation("tanh")!.evaluate(40).slope / (4 * exp(-80.0)) - 1) < 1e-14)
    for name in ["tanh", "erf"] {
      let small = Activation(name)!.evaluate(1e-200).value
      #expect(abs(small / (name == "tanh" ? 1e-200 : 2e-200 / Double.pi.squareRoot()) - 1) < 1e-15)
    }
  }

  @Test("every instruction level agrees", arguments: activations)
  func levels(activation: Activation) {
    let best = activation.evaluate(Self.grid)
    for level in InstructionLevel.available {
      var (value, slope, curvature) = (Self.grid, Self.grid, Self.grid)
      level.kernels.pointee.activate(
        activation.kernelIndex, activation.parameter, Self.grid, &value, &slope, &curvature,
        Self.grid.count)
      for (ours, theirs) in [
        (best.value, value), (best.slope, slope), (best.curvature, curvature),
      ] {
        #expect(
          zip(ours, theirs).allSatisfy { abs($0 - $1) <= 1e-14 * (abs($0) + 1) },
          "\(level.name)")
      }
    }
  }

  @Test("text reads back as the same value", arguments: activations)
  func text(activation: Activation) {
    #expect(Activation(activation.description) == activation)
    #expect(!activation.formula.isEmpty)
  }

  @Test("canonical text leaves out a default")
  func canonicalText() {
    #expect(Activation("softplus:1")!.description == "softplus")
    #expect(Activation("softplus:4.0")!.description == "softplus:4")
    #expect(Activation("leaky-relu:0.25")!.description == "leaky-relu:0.25")
    #expect(!Activation("elu")!.isKinked && Activation("elu:2")!.isKinked)
  }

  @Test(
    "what is no activation is refused",
    arguments: [
      "", "gelu:2", "softplus:", "softplus:-1", "softplus:0", "softplus:nan", "GELU", "relu ",
      "truncated-quad:inf",
    ])
  func refusals(text: String) {
    #expect(Activation(text) == nil)
  }
}

import Glibc
import Model
import Testing

@Suite("Targets")
struct TargetTests {
  private func value(_ expression: String, _ z: [Double], eps: Double = 0) throws -> Double {
    try Target(expression).responses(latents: z.map { [$0] }, noise: [eps])[0]
  }

  @Test("the logarithm is natural, powers bind tighter than a sign and group to the right")
  func conventions() throws {
    #expect(try value("log(z1)", [10]) == log(10.0))
    #expect(try value("ln(z1)", [10]) == log(10.0))
    #expect(try value("log10(z1)", [1000]) == 3)
    #expect(try value("-z1^2", [3]) == -9)
    #expect(try value("2^3^2", [0]) == 512)
    #expect(try value("2^-1", [0]) == 0.5)
    #expect(try value("pi", [0]) == Double.pi)
    #expect(try value("rint(z1)", [-1.6]) == -2)
    #expect(try value("erf(z1)", [0.7]) == erf(0.7))
    #expect(try value("z1 > 0 ? 1 : -1", [-0.1]) == -1)
    #expect(try value("1e-3*z1", [2]) == 0.002)
    #expect(try value("max(z1, z2, 0.5)", [0.1, 0.2]) == 0.5)
  }

  @Test("every function offered can be called")
  func functions() throws {
    for name in Target.functions {
      let call = name == "atan2" ? "atan2(z1, 0.5)" : "\(name)(z1)"
      _ = try Target(call)
    }
  }

  @Test("samples are taken one by one")
  func samples() throws {
    let target = try Target("z1*z2 + eps")
    #expect(target.latentDimension == 2 && target.usesNoise)
    let y = target.responses(latents: [[1, 2, 3], [4, 5, 6]], noise: [0.5, 0.25, -1])
    #expect(y == [4.5, 10.25, 17])
  }

  @Test("the latent dimension is the largest index used")
  func latentDimension() throws {
    #expect(try Target("1").latentDimension == 1)
    #expect(try Target("z3^2").latentDimension == 3)
    #expect(try Target("z32").latentDimension == 32)
  }

  @Test(
    "a mistake is placed and named",
    arguments: [
      ("", 0, "the target is empty"),
      ("z1 + q", 5, "'q' is neither a latent nor a function"),
      ("z0", 0, "latents run from z1 to z32"),
      ("z33", 0, "latents run from z1 to z32"),
      ("z01", 0, "'z01' is neither a latent nor a function"),
      ("z1 = 3", 3, "'=' has no meaning in a target"),
      ("\"a\"", 0, "'\"' has no meaning in a target"),
      ("z1, z2", 2, "',' outside a function's arguments"),
      ("max((z1, z2))", 7, "',' outside a function's arguments"),
      ("(z1", 3, "')' is missing"),
      ("z1)", 2, "')' closes nothing"),
      ("sin z1", 4, "'sin' needs its arguments in parentheses"),
      ("z1 + sin", 8, "'sin' needs its arguments in parentheses"),
      ("z1 +", 4, "the target ends too early"),
      ("z1 z2", 3, "an operator is missing before 'z2'"),
      ("1.2.3", 0, "'1.2.3' is not a number"),
      ("sin(z1, 2)", 9, "too many arguments for 'sin'"),
      ("  z1 + q", 7, "'q' is neither a latent nor a function"),
      ("z1; z2", 2, "';' has no meaning in a target"),
      ("2¹", 1, "'¹' has no meaning in a target"),
    ])
  func mistakes(expression: String, offset: Int, message: String) {
    do throws(Target.Problem) {
      _ = try Target(expression)
      Issue.record("no mistake was found")
    } catch {
      #expect(error.message == message)
      #expect(error.offset == offset)
    }
  }

  @Test("length and nesting are limited")
  func limits() {
    let long = "z1" + String(repeating: "+1", count: 250)
    #expect(throws: Target.Problem.self) { try Target(long) }
    let deep = String(repeating: "(", count: 65) + "z1" + String(repeating: ")", count: 65)
    #expect(throws: Target.Problem.self) { try Target(deep) }
    #expect(throws: Never.self) {
      try Target(String(repeating: "(", count: 64) + "z1" + String(repeating: ")", count: 64))
    }
  }

  @Test(
    "smoothness errs on the side of no",
    arguments: [
      ("z1^2", true), ("z1+z2^2-1", true), ("exp(-z1^2/2)", true), ("tanh(z1)*z2", true),
      ("abs(z1)", false), ("sign(z1)", false), ("z1 > 0", false), ("sqrt(z1^2)", false),
      ("1/z1", false), ("z1^0.5", false), ("z1^-1", false), ("z1^z2", false), ("max(z1,0)", false),
      ("z1^2^0.5", false),
    ])
  func smoothness(expression: String, smooth: Bool) throws {
    #expect(try Target(expression).isSmooth == smooth)
  }

  @Test("values that are not finite are counted")
  func checking() throws {
    let bad = try Target("log(z1)").check()
    // Half the samples, five standard errors of 4096 fair coins.
    #expect(abs(bad.notFinite - 2048) < 160)
    #expect(bad.example!.count == 1 && bad.example![0] < 0)
    let good = try Target("z1^2").check()
    #expect(good.notFinite == 0 && good.example == nil)
    #expect(abs(good.mean - 1) < 0.12 && abs(good.variance - 2) < 0.8)
  }

  @Test("named examples are targets")
  func examples() throws {
    for (name, _) in Target.named { #expect(try Target(name).check().notFinite == 0) }
  }

  @Test(
    "latents whose sign does not matter",
    arguments: [
      ("z1^2", [0]), ("z1 + z2^2 - 1", [1]), ("z1*z2", []), ("abs(z1)*cos(z2) + z3 + eps", [0, 1]),
      ("z1 + 1e-6*z2 + z3^4", [2]),
    ])
  func even(expression: String, latents: [Int]) throws {
    #expect(try Target(expression).evenLatents == latents)
  }

  @Test("added noise and eps are told apart")
  func noise() throws {
    let network = Network(activation: Activation("quad")!, secondLayer: [1], loss: .square)
    let problem = Problem(target: try Target("z1 + 2*eps"), noise: 0.5, network: network)
    #expect(problem.responses(latents: [[1]], eps: [10], disturbance: [4]) == [23])
  }
}

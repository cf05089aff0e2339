import Model
import Testing
import Theory

@Suite("Where the theory of the Hessian's spectrum applies")
struct TheoryScopeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let activation: String
    let loss: String
    let target: String
    var noise = 0.0
    var secondLayer = [1.0]
    let left: Bool
    let right: Bool

    var testDescription: String { "\(activation), \(loss), \(target), \(secondLayer)" }
  }

  private static let cases: [Case] = [
    Case(activation: "gelu", loss: "pseudo-huber", target: "z1^2", left: true, right: true),
    Case(activation: "quad", loss: "pseudo-huber", target: "z1^2", left: true, right: false),
    Case(
      activation: "truncated-quad", loss: "pseudo-huber", target: "z1^2", left: true, right: true),
    Case(activation: "elu", loss: "pseudo-huber:0.1", target: "z1", left: true, right: true),
    Case(activation: "softplus:40", loss: "pseudo-huber", target: "z1^2", left: true, right: true),
    Case(
      activation: "gelu", loss: "pseudo-huber:20", target: "z1+z2^2-1", noise: 0.5,
      secondLayer: [1.5, -1.5], left: true, right: true),
    // A response far beyond f makes ℓ' a σ'' = ∓6u; at y ≈ f the first term has no bound.
    Case(activation: "cubic", loss: "pseudo-huber", target: "z1^2", left: false, right: false),
    // With bounded y, ℓ' has the sign of f, and a σ'' too: for one neuron D has a lower bound.
    Case(activation: "cubic", loss: "pseudo-huber", target: "sin(z1)", left: true, right: false),
    Case(
      activation: "cubic", loss: "pseudo-huber", target: "sin(z1)", secondLayer: [1, 1],
      left: false, right: false),
    Case(activation: "gelu", loss: "square", target: "z1^2", left: false, right: false),
    Case(activation: "tanh", loss: "square", target: "log(1+z1^2)", left: false, right: false),
    Case(activation: "tanh", loss: "square", target: "sin(3*z1*z2)", left: true, right: true),
    Case(
      activation: "erf", loss: "square", target: "sign(z1)", noise: 0.1, left: false, right: false),
    // The identity: σ'' = 0.
    Case(activation: "leaky-relu:1", loss: "square", target: "z1^2", left: true, right: true),
    // D = 6u² − 2y and f ≥ 0 …
    Case(activation: "quad", loss: "square", target: "z1/sqrt(1+z1^2)", left: true, right: false),
    // … which a neuron of the other sign undoes.
    Case(
      activation: "quad", loss: "square", target: "tanh(z1)", secondLayer: [1, -1], left: false,
      right: false),
  ]

  @Test("D is bounded where calculus says so", arguments: cases)
  func bounds(of test: Case) throws {
    let problem = meanFieldProblem(
      test.target, noise: test.noise, activation: test.activation, secondLayer: test.secondLayer,
      loss: try #require(Loss(test.loss)))
    let scope = TheoryScope(of: problem)
    #expect((scope.leftEdgeObstacle == nil) == test.left)
    #expect((scope.rightEdgeObstacle == nil) == test.right)
    #expect(scope.below == (test.left ? .sampled : .unbounded))
    #expect(scope.above == (test.right ? .sampled : .unbounded))
  }

  @Test(
    "no edge is defined for a kinked activation", arguments: ["relu", "leaky-relu:0.2", "elu:2"])
  func kinks(activation: String) throws {
    let scope = TheoryScope(of: meanFieldProblem("z1^2", activation: activation))
    let sentence = try #require(scope.leftEdgeObstacle)
    #expect(scope.rightEdgeObstacle == sentence && scope.below == .unbounded)
    #expect(sentence.contains("slope of \(activation) jumps"))
    #expect(sentence.contains("below λ") == (activation != "elu:2"))
  }

  @Test("the sentence names what lets D grow")
  func causes() throws {
    let scope = TheoryScope(of: meanFieldProblem("z1^2", activation: "gelu", loss: .square))
    let sentence = try #require(scope.leftEdgeObstacle)
    #expect(sentence.hasPrefix("With the square loss and the unbounded target z1^2, "))
    let quad = TheoryScope(of: meanFieldProblem("z1^2", activation: "quad"))
    #expect(try #require(quad.rightEdgeObstacle).hasPrefix("With the activation quad, "))
  }
}

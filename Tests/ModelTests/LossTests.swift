import Model
import Testing

@Suite("Losses")
struct LossTests {
  static let losses = [Loss.square, .pseudoHuber(1), .pseudoHuber(0.3)]

  @Test("ℓ' and ℓ'' are the derivatives of ℓ", arguments: losses)
  func derivatives(loss: Loss) {
    let h = 1e-4
    for f in stride(from: -5.0, through: 5, by: 0.37) {
      let at = { loss.evaluate(response: 0.4, prediction: $0) }
      let scale = 1 + abs(at(f).value)
      #expect(abs((at(f + h).value - at(f - h).value) / (2 * h) - at(f).slope) < 1e-6 * scale)
      #expect(abs((at(f + h).slope - at(f - h).slope) / (2 * h) - at(f).curvature) < 1e-6 * scale)
    }
  }

  @Test("pseudo-Huber is quadratic near 0 and has slope c far out")
  func limits() {
    let loss = Loss.pseudoHuber(2)
    let near = loss.evaluate(response: 1, prediction: 1 + 1e-9)
    #expect(abs(near.value / 5e-19 - 1) < 1e-6)
    let far = loss.evaluate(response: 0, prediction: -1e9)
    #expect(abs(far.slope + 2) < 1e-9)
    #expect(abs(far.value / 2e9 - 1) < 1e-8)
    // c²(√(1 + (r/c)²) − 1) at r = c·√3.
    #expect(abs(loss.evaluate(response: 0, prediction: 12.0.squareRoot()).value - 4) < 1e-14)
  }

  @Test("text reads back as the same value", arguments: losses)
  func text(loss: Loss) {
    #expect(Loss(loss.description) == loss)
  }

  @Test(
    "what is no loss is refused",
    arguments: ["", "huber", "square:1", "pseudo-huber:0", "pseudo-huber:-1", "pseudo-huber:x"])
  func refusals(text: String) {
    #expect(Loss(text) == nil)
    #expect(Loss("pseudo-huber") == .pseudoHuber(1))
  }
}

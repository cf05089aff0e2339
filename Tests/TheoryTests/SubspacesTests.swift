import Model
import Testing
import Theory

@Suite struct SubspacesTests {
  @Test(
    "easy and hard directions of known targets",
    arguments: [
      ("z1^2", 0, [[1.0]]),
      ("z1", 1, []),
      ("z1*z2", 0, [[1, 0], [0, 1]]),
      ("z1+z2^2-1", 1, [[0, 1]]),
      // Theory section 2: all easy in round 1.
      ("z1+z1*z2", 2, []),
      ("z1^3-3*z1", 1, []),
      ("abs(z1)", 0, [[1]]),
    ])
  func known(expression: String, easy: Int, hard: [[Double]]) throws {
    let found = Subspaces(of: try Target(expression), noise: 0)
    #expect(found.easy.count == easy)
    #expect(found.hard.count == hard.count)
    if found.easy.count == 1, !hard.isEmpty { #expect(found.hard == hard) }
  }

  @Test("a direction becomes easy once another is known: round two")
  func staircase() throws {
    // With u = Φ(z1) uniform, sin 8πu is positive on exactly half of each side of u = ½, so that
    // y hides the sign of z2 until z1 is known.
    let phase = "sin(8*pi*(0.5+0.5*erf(z1/sqrt(2))))"
    let found = Subspaces(of: try Target("10*sign(z1)+sign(z2*\(phase))"), noise: 0)
    #expect(found.rounds == [1, 2])
    #expect(found.easy == [[1, 0], [0, 1]])
    #expect(found.hard.isEmpty)
  }

  @Test("a symmetry that fixes the known direction keeps the others hard")
  func closed() throws {
    // (z1, z2, z3) → (z1, −z2, −z3) leaves y alone.
    let found = Subspaces(of: try Target("z1+z2*z3"), noise: 0)
    #expect(found.easy.count == 1 && found.hard.count == 2)
  }

  @Test("a rotated pair of directions splits along the rotation")
  func rotated() throws {
    let found = Subspaces(of: try Target("0.6*z1+0.8*z2+(0.8*z1-0.6*z2)^2"), noise: 0.1)
    let easy = try #require(found.easy.first)
    #expect(found.easy.count == 1 && found.hard.count == 1)
    #expect(abs(easy[0] - 0.6) < 0.01 && abs(easy[1] - 0.8) < 0.01)
  }
}

@Suite("Hard directions")
struct HardDirectionsTests {
  @Test(
    "are latent axes by symmetry, by estimate, or not at all",
    arguments: [
      ("z1^2", true), ("z1 + z2^2 - 1", true), ("z1*z2", true), ("z1 + z1*z2 + z3^2", true),
      ("(z1 + z2)^2", true), ("0.6*z1 + 0.8*z2 + (0.8*z1 - 0.6*z2)^2", false),
    ])
  func axes(expression: String, areAxes: Bool) throws {
    let directions = HardDirections(of: try Target(expression), noise: 0)
    #expect(directions.areAxes == areAxes)
    let estimated = directions.basis.allSatisfy { $0.count { abs($0) > 1e-9 } == 1 }
    #expect(estimated == areAxes)
  }
}

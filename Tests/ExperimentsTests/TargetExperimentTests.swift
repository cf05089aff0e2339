import Experiments
import Results
import Testing

@Suite struct OptimalThresholdExperimentTests {
  @Test("δ_alg over targets and noise meets the known values")
  func known() throws {
    let found = result(
      try experiment(
        OptimalThresholdExperiment.self, "--target", "z1^2,z1^2+z2^2", "--noise", "0,1"))
    #expect(found.axes.map(\.name) == ["target", "noise"] && found.notes.isEmpty)
    for (target, noise, value) in [("z1^2", 0.0, 0.5), ("z1^2", 1, 0.6466), ("z1^2+z2^2", 0, 1)] {
      let point = found.points(in: ["target": .name(target), "noise": .number(noise)])[0]
      let estimate = try #require(point["delta_alg"])
      let error = try #require(estimate.standardError)
      let binning = try #require(point["binning_error"]).value
      #expect(abs(estimate.value - value) < 4 * error + binning + 1e-4, "\(target): \(estimate)")
      #expect(try #require(estimate.low) < estimate.value - binning)
    }
  }

  @Test("an infinite or conditional threshold is said to be so")
  func notes() throws {
    let found = result(
      try experiment(
        OptimalThresholdExperiment.self, "--target", "sign(z1*z2*z3),z1,z1+z2^2-1"))
    #expect(found.points.map { $0["delta_alg"] == nil } == [true, true, false])
    #expect(
      found.notes == [
        "δ_alg for sign(z1*z2*z3) is infinite: second moments of the hard directions of "
          + "sign(z1*z2*z3) do not depend on the response.",
        "Every latent direction of z1 is easy, so there is no threshold.",
        "δ_alg of z1+z2^2-1 is for weak recovery of the hard directions once the easy ones are "
          + "known.",
      ])
  }
}

@Suite struct SubspacesExperimentTests {
  @Test("dimensions, and how much of each latent direction is easy")
  func dimensions() throws {
    let found = result(
      try experiment(
        SubspacesExperiment.self, "--target",
        "z1^2,z1+z1*z2,z1+z2^2-1,0.6*z1+0.8*z2+(0.8*z1-0.6*z2)^2-1"))
    let cells = found.points.filter { $0.at["round"] == nil }
    #expect(cells.map { $0["easy_dimension"]?.value } == [0, 2, 1, 1])
    #expect(cells.map { $0["hard_dimension"]?.value } == [1, 0, 1, 1])
    let shares = cells.map { [$0["easy_share_z1"]?.value, $0["easy_share_z2"]?.value] }
    #expect(shares[0] == [0, nil] && shares[2] == [1, 0])
    #expect(abs(try #require(shares[3][0]) - 0.36) < 0.01)
    #expect(abs(try #require(shares[3][1]) - 0.64) < 0.01)
    let rounds = found.points.filter { $0.at["round"] != nil }
    #expect(rounds.allSatisfy { $0.at["round"] == .number(1) })
    #expect(rounds.map { $0["dimension"]?.value } == [0, 2, 1, 1])
  }
}

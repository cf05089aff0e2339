import Model
import Numerics
import Simulation
import Testing

@Suite("Observables")
struct ObservableTests {
  private func order(_ neurons: [[Double]], latents: Int) -> OrderParameters {
    var directions = Matrix(rows: latents, columns: 4)
    for latent in 0..<latents { directions[latent, latent] = 1 }
    return OrderParameters(parameters: Matrix(rows: neurons), directions: directions)
  }

  @Test("overlaps are cosines and shares are projections on the neurons' span")
  func overlaps() {
    let order = order([[3, 0, 4, 0], [0, -2, 0, 0]], latents: 2)
    #expect(order.norms == [5, 2])
    #expect(order.signedOverlaps == [[0.6, 0], [0, -1]])
    #expect(abs(order.latentShares[0] - 0.36) < 1e-15 && order.latentShares[1] == 1)
    #expect(abs(order.subspaceOverlap - 0.68) < 1e-15)
  }

  @Test("neurons that share a direction span it once")
  func degenerate() {
    let same = order([[3, 0, 4, 0], [-6, 0, -8, 0], [0, 0, 0, 0]], latents: 2)
    #expect(abs(same.latentShares[0] - 0.36) < 1e-12 && same.latentShares[1] == 0)
    #expect(same.signedOverlaps[2] == [0, 0])
  }

  @Test("given z, u has covariance Q − BBᵀ")
  func conditionalCovariance() {
    let order = order([[1, 2, 0.5, 1], [0, 1, -1, 0.3]], latents: 2)
    let factor = order.conditionalFactor
    for j in 0..<2 {
      for l in 0..<2 {
        let rest = order.gram[j][l] - inner(order.overlap[j], order.overlap[l])
        #expect(abs(inner(factor[j], factor[l]) - rest) < 1e-14)
      }
    }
  }
}

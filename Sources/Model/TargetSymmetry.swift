import Numerics

extension Target {
  /// The latents, from 0, whose sign does not matter: h(…, −z_l, …) = h(…, z_l, …) at 64 Gaussian
  /// samples.
  public var evenLatents: [Int] {
    let count = 64
    let random = CounterRandom(seed: 20_260_215, stream: 1)
    let latents = (0..<latentDimension).map { random.normals(count, row: $0) }
    let noise = random.normals(count, row: latentDimension)
    let responses = responses(latents: latents, noise: noise)
    return (0..<latentDimension).filter { latent in
      var reflected = latents
      reflected[latent] = reflected[latent].map { -$0 }
      return zip(responses, self.responses(latents: reflected, noise: noise)).allSatisfy {
        abs($0 - $1) <= 1e-12 * (1 + abs($0))
      }
    }
  }
}

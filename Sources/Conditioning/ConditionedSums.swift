import CKernels

/// What a sweep has summed over the samples.
struct ConditionedSums: Sendable {
  let layout: Layout
  let values: [Double]

  /// Where each sum lies.
  struct Layout: Sendable {
    let vectors: Int
    let draws: Int
    let basisColumns: Int
    let latentColumns: Int
    let noiseColumns: Int
    let value = 0
    let squares = 1
    let gram: Int
    let basis: Int
    let basisPitch: Int
    let latents: Int
    let latentPitch: Int
    let noise: Int
    let noisePitch: Int
    let count: Int

    init(of sweep: ConditionedSweep) {
      // The kernels fill whole groups of columns.
      func padded(_ columns: Int) -> Int { (columns + 7) / 8 * 8 }
      vectors = sweep.subtracted.count
      draws = sweep.draws
      let measured = vectors + sweep.pending.count
      basisColumns = sweep.rank + sweep.pending.count
      latentColumns = sweep.latentCount
      noiseColumns = sweep.noiseCount
      basisPitch = padded(basisColumns)
      latentPitch = padded(latentColumns)
      noisePitch = padded(noiseColumns)
      gram = squares + vectors
      basis = gram + vectors * vectors
      latents = basis + (draws + measured) * basisPitch
      noise = latents + measured * latentPitch
      count = noise + measured * noisePitch
    }
  }

  /// What the map returned.
  var value: Double { values[layout.value] }

  /// ‖g_j‖² before projections were subtracted.
  func square(_ vector: Int) -> Double { values[layout.squares + vector] }

  /// ⟨g_i, g_j⟩ after.
  func gram(_ i: Int, _ j: Int) -> Double {
    values[layout.gram + max(i, j) * layout.vectors + min(i, j)]
  }

  /// Products with the columns of W; of noise drawn, and of vectors, after which come the columns
  /// of W that were written.
  func basis(drawn place: Int) -> [Double] {
    slice(layout.basis + place * layout.basisPitch, layout.basisColumns)
  }

  func basis(_ vector: Int) -> [Double] { basis(drawn: layout.draws + vector) }

  /// Products with the latents and with the noise.
  func columns(_ vector: Int) -> [Double] {
    slice(layout.latents + vector * layout.latentPitch, layout.latentColumns)
      + slice(layout.noise + vector * layout.noisePitch, layout.noiseColumns)
  }

  private func slice(_ start: Int, _ count: Int) -> [Double] {
    Array(values[start..<start + count])
  }
}

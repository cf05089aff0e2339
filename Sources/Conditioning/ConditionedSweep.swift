import CKernels
import Numerics

/// A panel of samples, as a map from XΘ to sample vectors sees it. Vectors lie `pitch` apart.
package struct ConditionedPanel {
  /// The samples, and first of the entries below.
  package let samples: Range<Int>
  package let pitch: Int
  /// XΘ
  package let images: UnsafePointer<Double>
  /// To be filled: the sample vectors, one for each column of Θ.
  package let values: UnsafeMutablePointer<Double>
}

/// A column of W that is known by its coefficients but not yet written.
struct ConditionedPending: Sendable {
  /// w = (block[source] − Σ_i coefficients_i h_i − Σ earlier_l (pending l))/length
  let source: Int
  let coefficients: [Double]
  let earlier: [Double]
  let length: Double
  /// Axes there were before it.
  let axes: Int
}

/// One reading of W and of the noise, a panel at a time: everything that can be done while a panel
/// is in the cache.
///
/// In this order: the pending columns are written; sample vectors are made, from images XΘ or by
/// subtracting projections from those there are; noise is drawn; products with all columns taken.
struct ConditionedSweep: Sendable {
  typealias Map = @Sendable (ConditionedPanel) -> Double

  let samples: Int
  let basis: ConditionedView
  let latents: ConditionedView
  let noise: ConditionedView
  let source: CounterRandom
  /// Columns of W before the pending ones, of the latents, and of the noise with what is drawn.
  let rank: Int
  let latentCount: Int
  let noiseCount: Int
  /// Axes that XΘ needs, latents included.
  let axes: Int
  let pending: [ConditionedPending]
  /// Their coefficients on W.
  let pendingWeights: [[Double]]
  /// Images and vectors lie panel by panel, vector by vector: `width` vectors a panel.
  let width: Int
  /// Columns of noise to draw, the last ones, and the row of the first in `source`.
  let draws: Int
  let firstRow: Int

  /// Θ on the axes and on W; no vectors are made if empty.
  var axisWeights: [[Double]] = []
  var basisWeights: [[Double]] = []
  var map: Map?
  /// The vectors whose products are wanted, and what is subtracted from each before, on W.
  var vectors: [Int] = []
  var subtracted: [[Double]?] = []

  private var height: Int { Int(CK_PANEL) }
  private var panels: Int { (samples + height - 1) / height }

  /// Sums are taken in chunks of panels that depend on the number of samples alone.
  func run(
    images: UnsafeMutableBufferPointer<Double>, block: UnsafeMutableBufferPointer<Double>,
    threads: Int
  ) -> ConditionedSums {
    let size = max(16, (panels + 63) / 64)
    let weights = ConditionedSweepWeights(of: self)
    let layout = ConditionedSums.Layout(of: self)
    // Each panel is visited by one thread.
    nonisolated(unsafe) let (images, block) = (images.baseAddress!, block.baseAddress!)
    let parts = concurrentMap(count: (panels + size - 1) / size, threads: threads) { chunk in
      var sums = [Double](repeating: 0, count: layout.count)
      withScratch { scratch in
        sums.withUnsafeMutableBufferPointer { sums in
          for panel in chunk * size..<min(panels, (chunk + 1) * size) {
            visit(
              panel, weights: weights, images: images + panel * width * height,
              block: block + panel * width * height, scratch: scratch, layout: layout,
              sums: sums.baseAddress!)
          }
        }
      }
      return sums
    }
    var total = parts[0]
    for part in parts.dropFirst() {
      for index in total.indices { total[index] += part[index] }
    }
    return ConditionedSums(layout: layout, values: total)
  }

  /// Room for combinations and for the vectors to take products with.
  private func withScratch(_ body: (UnsafeMutablePointer<Double>) -> Void) {
    let vectors = 2 * pending.count + axisWeights.count + 2 * subtracted.count + draws
    let scratch = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, vectors) * height * 8, alignment: 64)
    defer { scratch.deallocate() }
    body(scratch.assumingMemoryBound(to: Double.self))
  }

  private func visit(
    _ panel: Int, weights: ConditionedSweepWeights, images: UnsafeMutablePointer<Double>,
    block: UnsafeMutablePointer<Double>, scratch: UnsafeMutablePointer<Double>,
    layout: ConditionedSums.Layout, sums: UnsafeMutablePointer<Double>
  ) {
    let (first, imaged, cut) = (pending.count, axisWeights.count, subtracted.count)
    let samples = panel * height..<min(samples, (panel + 1) * height)
    scratch.update(repeating: 0, count: (first + imaged + cut) * height)
    let (u, projections) = (scratch + first * height, scratch + (first + imaged) * height)
    basis.combine(
      0..<rank, panel: panel, weights: weights.basis, pitch: weights.pitch, into: scratch,
      count: first + imaged + cut)
    if first > 0 {
      write(panel, of: block, over: scratch)
      basis.combine(
        rank..<rank + first, panel: panel, weights: weights.basis + first * weights.pitch,
        pitch: weights.pitch, into: u, count: imaged + cut)
    }
    if imaged > 0 {
      latents.combine(
        0..<latentCount, panel: panel, weights: weights.axes, pitch: weights.axisPitch, into: u,
        count: imaged)
      noise.combine(
        0..<axes - latentCount, panel: panel, weights: weights.axes + latentCount,
        pitch: weights.axisPitch, into: u, count: imaged)
      images.update(from: u, count: imaged * height)
    }
    if let map {
      block.update(repeating: 0, count: width * height)
      sums[layout.value] += map(
        ConditionedPanel(samples: samples, pitch: height, images: images, values: block))
    }
    // What to take products with follows what was combined: noise, vectors, columns of W.
    let drawn = projections + cut * height
    let wanted = drawn + draws * height
    for (place, vector) in vectors.enumerated() {
      let (values, part) = (block + vector * height, projections + place * height)
      let cleared = wanted + place * height
      var square = 0.0
      for row in 0..<height {
        square += values[row] * values[row]
        values[row] -= part[row]
        cleared[row] = values[row]
      }
      sums[layout.squares + place] += square
      for other in 0...place {
        var product = 0.0
        let left = wanted + other * height
        for row in 0..<height { product += left[row] * cleared[row] }
        sums[layout.gram + place * cut + other] += product
      }
    }
    (wanted + cut * height).update(from: scratch, count: first * height)
    draw(panel, samples: samples, into: drawn)
    basis.correlate(
      rank + first, panel: panel, with: drawn, count: draws + cut + first,
      into: sums + layout.basis, pitch: layout.basisPitch)
    latents.correlate(
      latentCount, panel: panel, with: wanted, count: cut + first, into: sums + layout.latents,
      pitch: layout.latentPitch)
    noise.correlate(
      noiseCount, panel: panel, with: wanted, count: cut + first, into: sums + layout.noise,
      pitch: layout.noisePitch)
  }

  /// The pending columns, given their projections on the columns before them; `columns` become what
  /// was stored, which is what later ones and all products must see.
  private func write(
    _ panel: Int, of block: UnsafeMutablePointer<Double>,
    over columns: UnsafeMutablePointer<Double>
  ) {
    for (place, direction) in pending.enumerated() {
      let (w, values) = (columns + place * height, block + direction.source * height)
      let scale = 1 / direction.length
      for row in 0..<height { w[row] = values[row] - w[row] }
      for (other, weight) in direction.earlier.enumerated() {
        let earlier = columns + other * height
        for row in 0..<height { w[row] -= weight * earlier[row] }
      }
      for row in 0..<height { w[row] *= scale }
      basis.write(w, to: rank + place, panel: panel)
    }
  }

  /// New noise; rounded, it is standard normal to 21 bits and exact data from then on.
  private func draw(
    _ panel: Int, samples: Range<Int>, into drawn: UnsafeMutablePointer<Double>
  ) {
    for place in 0..<draws {
      let values = drawn + place * height
      values.update(repeating: 0, count: height)
      source.fillNormals(
        UnsafeMutableBufferPointer(start: values, count: samples.count), row: firstRow + place,
        column: samples.lowerBound)
      noise.write(values, to: noiseCount - draws + place, panel: panel)
    }
  }
}

/// The weights of a sweep as the kernels take them; rows of one array.
private final class ConditionedSweepWeights: @unchecked Sendable {
  let pitch: Int
  let axisPitch: Int
  let basis: UnsafeMutablePointer<Double>
  let axes: UnsafeMutablePointer<Double>

  init(of sweep: ConditionedSweep) {
    let columns = sweep.rank + sweep.pending.count
    let rows =
      sweep.pendingWeights + sweep.basisWeights + sweep.subtracted.map { $0 ?? [] }
    func pack(_ rows: [[Double]], _ pitch: Int) -> UnsafeMutablePointer<Double> {
      let memory = UnsafeMutablePointer<Double>.allocate(capacity: max(1, rows.count * pitch))
      memory.initialize(repeating: 0, count: max(1, rows.count * pitch))
      for (place, row) in rows.enumerated() {
        precondition(row.count <= pitch)
        for index in row.indices { memory[place * pitch + index] = row[index] }
      }
      return memory
    }
    pitch = max(1, columns)
    basis = pack(rows, pitch)
    axisPitch = max(1, sweep.latentCount + sweep.noiseCount)
    axes = pack(sweep.axisWeights, axisPitch)
  }

  deinit {
    basis.deallocate()
    axes.deallocate()
  }
}

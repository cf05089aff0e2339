import Numerics

/// How the design learns: sweeps, new axes, new directions of U.
extension ConditionedDesign {
  /// A further axis, with no overlap with what is known; returns the length χ_{d−b}.
  mutating func addAxis() -> Double {
    let length = random.lengths.chi(degrees: dimension - axes, row: axes)
    axes += 1
    sampleImages.grow(rows: axes, columns: sampleRank)
    return length
  }

  /// Draws X on the axes where it is not yet known.
  mutating func image() {
    let missing = axes - latents.columns - noise.columns
    if missing > 0 { _ = run(sweep(draws: missing)) }
    while imaged < axes { correct(imaged) }
  }

  /// A on one axis: P_U^⊥ ξ instead of ξ, and what Xᵀ of U has there, theory (6).
  private mutating func correct(_ axis: Int) {
    precondition(axis == imaged)
    imaged += 1
    corrections.grow(rows: sampleRank, columns: imaged)
    for direction in 0..<sampleRank {
      corrections[direction, axis] =
        sampleImages[axis, direction] - noiseProducts[axis, direction]
    }
  }

  /// Room for images and vectors of `count` columns.
  mutating func reserve(_ count: Int) {
    guard count != width else { return }
    // The vectors at hand are needed to write what is pending.
    if !pending.isEmpty { _ = run(sweep(draws: 0)) }
    let height = ConditionedPanels.height
    width = count
    images = [Double](repeating: 0, count: (samples + height - 1) / height * height * count)
    block = images
  }

  /// Coefficients on W of what has these on U.
  func onBasis(_ coefficients: [Double]) -> [Double] {
    let written = min(change.columns, coefficients.count)
    return change.combination(Array(coefficients[..<written])) + coefficients[written...]
  }

  /// A sweep that writes what is pending and draws columns of noise.
  mutating func sweep(draws: Int) -> ConditionedSweep {
    let (rank, firstRow) = (basis.columns, latents.columns + noise.columns)
    basis.gain(pending.count)
    noise.gain(draws)
    return ConditionedSweep(
      samples: samples, basis: basis.view, latents: latents.view, noise: noise.view,
      source: random.noise, rank: rank, latentCount: latents.columns, noiseCount: noise.columns,
      axes: axes, pending: pending, pendingWeights: pending.map { onBasis($0.coefficients) },
      width: width, draws: draws, firstRow: firstRow)
  }

  /// Runs it and keeps what was measured.
  mutating func run(_ sweep: ConditionedSweep) -> ConditionedSums {
    let threads = threads
    let sums = images.withUnsafeMutableBufferPointer { images in
      block.withUnsafeMutableBufferPointer { block in
        sweep.run(images: images, block: block, threads: threads)
      }
    }
    pending = []
    written = sweep.rank..<basis.columns
    noiseProducts.grow(rows: latents.columns + noise.columns, columns: basis.columns)
    for (place, direction) in sweep.pending.enumerated() {
      settle(
        direction, index: sweep.rank + place, products: sums.basis(sweep.vectors.count + place),
        columns: sums.columns(sweep.vectors.count + place))
    }
    for place in 0..<sweep.draws {
      let products = change.products(with: sums.basis(drawn: place))
      for (direction, product) in products.enumerated() {
        noiseProducts[sweep.firstRow + place, direction] = product
      }
    }
    projections = sweep.vectors.indices.map { change.products(with: sums.basis($0)) }
    self.sums = sums
    return sums
  }

  /// S, ΞᵀU, XᵀU and A for a column w of W as it was measured, given its products with W and Ξ.
  private mutating func settle(
    _ direction: ConditionedPending, index: Int, products: [Double], columns: [Double]
  ) {
    // w = Σ_i e_i h_i + length·h
    let overlap = change.products(with: Array(products[..<index]))
    let length = (products[index] - inner(overlap, overlap)).squareRoot()
    let onBasis = change.combination(overlap)
    let explained = noiseProducts.combination(overlap)
    change.grow(rows: index + 1, columns: index + 1)
    for row in 0..<index { change[row, index] = -onBasis[row] / length }
    change[index, index] = 1 / length
    for row in columns.indices {
      noiseProducts[row, index] = (columns[row] - explained[row]) / length
    }
    for axis in 0..<direction.axes where !clamped.contains(axis) {
      sampleImages[axis, index] = noiseProducts[axis, index]
    }
    for axis in direction.axes..<imaged {
      corrections[index, axis] = sampleImages[axis, index] - noiseProducts[axis, index]
    }
  }

  /// XᵀG of the vectors G last made, theory (7), an array of b coordinates for each.
  package mutating func transposedImages() -> [[Double]] {
    var rest = Array(0..<width)
    while true {
      let left = absorb(rest)
      if left.isEmpty { break }
      var sweep = self.sweep(draws: 0)
      sweep.vectors = left.map(\.vector)
      sweep.subtracted = left.map { onBasis($0.projection) }
      for (vector, projection) in left { accumulate(projection, of: vector) }
      _ = run(sweep)
      rest = left.map(\.vector)
    }
    prediction.record(coefficients)
    return coefficients.map { sampleImages.combination($0) }
  }

  /// Whether rounding leaves of the squared residual of a vector what the step needs.
  ///
  /// The residual's error is 10⁻¹⁶ of the vector times their ratio: below 10⁻¹³ of the vector it
  /// belongs to, or of what was foretold to within a thousandth. Rounding of W has no part in it:
  /// what was measured are products with columns as stored, and S is made of the same.
  private func isTrusted(_ rest: Double, of total: Double, in square: Double) -> Bool {
    rest > (total < 1e-6 * square ? 1e-9 : 1e-6) * total
  }

  /// The square of what rounding the columns just written can leave of a vector made of them.
  ///
  /// A vector that is a multiple of another of its block would otherwise gain a direction that is
  /// nothing but the other's rounding errors, up to 2⁻²¹ of each entry.
  private func roundedAway(_ projection: [Double], of vector: Int) -> Double {
    guard basis.isRounded else { return 0 }
    let known = coefficients[vector]
    return written.reduce(0) { sum, column in
      let weight = projection[column] + (column < known.count ? known[column] : 0)
      return sum + 0x1p-42 * weight * weight
    }
  }

  /// Takes from the vectors last measured, one after another, what lies outside U as a direction of
  /// U, until one must be measured again.
  ///
  /// - Returns: those left, each with its projection on U.
  private mutating func absorb(_ vectors: [Int]) -> [(vector: Int, projection: [Double])] {
    guard let sums else { preconditionFailure("no vectors were made") }
    let known = basis.columns
    var accepted: [(place: Int, projection: [Double], length: Double)] = []
    for (place, vector) in vectors.enumerated() {
      let projection = self.projection(place, of: accepted)
      let total = sums.gram(place, place)
      let rest = total - inner(projection, projection)
      let negligible = max(
        Self.tolerance * Self.tolerance * squares[vector], roundedAway(projection, of: vector))
      let isTrusted = isTrusted(rest, of: total, in: squares[vector])
      let isNegligible =
        isTrusted ? rest <= negligible : max(rest, 0) + 1e-14 * total <= negligible
      if isNegligible || sampleRank == samples || !total.isFinite {
        accumulate(projection, of: vector)
      } else if isTrusted {
        let length = rest.squareRoot()
        accumulate(projection + [length], of: vector)
        accept(
          ConditionedPending(
            source: vector, coefficients: Array(projection[..<known]),
            earlier: Array(projection[known...]), length: length, axes: axes),
          columns: sums.columns(place), projection: projection)
        accepted.append((place, projection, length))
      } else {
        return (place..<vectors.count).map { (vectors[$0], self.projection($0, of: accepted)) }
      }
    }
    return []
  }

  /// A vector's projection on U as it was measured, then on the directions accepted since.
  private func projection(
    _ place: Int, of accepted: [(place: Int, projection: [Double], length: Double)]
  ) -> [Double] {
    guard let sums else { preconditionFailure("no vectors were made") }
    var projection = projections[place]
    for other in accepted {
      let product = sums.gram(other.place, place) - inner(other.projection, projection)
      projection.append(product / other.length)
    }
    return projection
  }

  /// One more direction h of U. `columns`: products of its vector with Ξ.
  private mutating func accept(
    _ direction: ConditionedPending, columns: [Double], projection: [Double]
  ) {
    let index = sampleRank
    let explained = noiseProducts.combination(projection)
    pending.append(direction)
    noiseProducts.grow(rows: columns.count, columns: index + 1)
    sampleImages.grow(rows: axes, columns: index + 1)
    for row in columns.indices {
      noiseProducts[row, index] = (columns[row] - explained[row]) / direction.length
    }
    // Xᵀh = Σ_j e_j ⟨h, Xe_j⟩ and, while there is room, one more axis.
    for axis in 0..<axes where !clamped.contains(axis) {
      sampleImages[axis, index] = noiseProducts[axis, index]
    }
    if axes < dimension {
      let length = addAxis()
      sampleImages[axes - 1, index] = length
      correct(axes - 1)
    }
  }

  private mutating func accumulate(_ projection: [Double], of vector: Int) {
    for (index, value) in projection.enumerated() {
      if index < coefficients[vector].count {
        coefficients[vector][index] += value
      } else {
        coefficients[vector].append(value)
      }
    }
  }
}

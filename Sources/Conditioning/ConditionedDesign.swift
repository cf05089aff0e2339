import Numerics

/// A Gaussian matrix X, n×d, known only through the products taken with it (theory section 4).
///
/// Vectors of R^d are coordinates on orthonormal axes, the first k of which are the latent
/// directions; an axis is added when a product needs one, d at most, and X is then drawn on it. So
/// the axes are V of theory (6). U is an orthonormal basis of the sample vectors used so far.
///
/// X on the axes is Ξ + U A: Ξ holds the latents and raw noise, A what theory (6) asks for on U.
/// Ξ takes 32 bits an entry: the noise is rounded when drawn. U is W S: columns of W are orthogonalised
/// as they are written, up to rounding that their short lengths amplify; that is measured when W is
/// next read, and S makes up for it. 12 bytes per sample and axis, taken as the rank grows, or 8 if
/// columns of W are rounded too. A step `apply`, `transposedImages` reads W and Ξ once.
///
/// Rounded columns of W are exact data once stored: their products are measured as they are, so that
/// U, X on the axes and XᵀU agree to f64 whatever was rounded, and X keeps its law. But a new h was
/// the residual of a vector when Xᵀ of that was formed, and differs from it by up to 2⁻²¹ of its
/// length from then on: steps are those of gradient descent on X up to that part of what is new in
/// each gradient.
package struct ConditionedDesign: Sendable {
  /// n
  package let samples: Int
  /// d
  package let dimension: Int
  /// b: axes in use; coordinates beyond them are zero.
  package internal(set) var axes: Int
  /// Threads over the samples; they do not change a bit.
  package internal(set) var threads: Int
  /// Axes on which XᵀU is set to 0, its limit on hard directions.
  let clamped: Range<Int>
  var random: ConditionedRandom

  /// W, but for the columns pending: the next sweep writes those. S of the written ones.
  var basis: ConditionedPanels
  var change = ConditionedCoefficients()
  var pending: [ConditionedPending] = []
  /// Columns of W that the latest sweep wrote.
  var written = 0..<0
  var latents: ConditionedPanels
  var noise: ConditionedPanels
  /// ΞᵀU with a row for every column drawn, XᵀU with a row for every axis, and A by axes.
  var noiseProducts = ConditionedCoefficients()
  var sampleImages = ConditionedCoefficients()
  var corrections = ConditionedCoefficients()
  /// Axes for which A is known.
  var imaged: Int

  /// The latest XΘ and vectors, panel by panel, `width` a panel.
  var width = 0
  var images = [0.0]
  var block = [0.0]
  /// Uᵀ of the latest vectors and their lengths, so far as it is known.
  var coefficients: [[Double]] = []
  var squares: [Double] = []
  /// Of the vectors last measured: sums, and Uᵀ of them.
  var sums: ConditionedSums?
  var projections: [[Double]] = []
  var prediction = ConditionedPrediction()

  /// A residual below this part of a vector adds no direction (theory section 4).
  static let tolerance = 1e-12

  /// - Parameters:
  ///   - latents: X times the first axes, k arrays of length n ≥ 1.
  ///   - roundsBasis: W in 32 bits an entry, for paths that need be exact to 2⁻²¹ of a step only.
  package init(
    latents: [[Double]], clamped: Range<Int> = 0..<0, dimension: Int, random: ConditionedRandom,
    roundsBasis: Bool = false, threads: Int = 1
  ) {
    let (k, n) = (latents.count, latents[0].count)
    precondition(n >= 1 && dimension >= k && clamped.upperBound <= k)
    samples = n
    self.dimension = dimension
    self.clamped = clamped
    self.random = random
    self.threads = threads
    axes = k
    imaged = k
    basis = ConditionedPanels(rows: n, isRounded: roundsBasis)
    noise = ConditionedPanels(rows: n, isRounded: true)
    self.latents = ConditionedPanels(latents, rows: n)
    noiseProducts.grow(rows: k, columns: 0)
    sampleImages.grow(rows: k, columns: 0)
    corrections.grow(rows: 0, columns: k)
  }

  /// Directions of U.
  package var sampleRank: Int { basis.columns + pending.count }

  /// N(0, I_d) seen from the axes: standard normals on them and, while there is room, one more axis
  /// for the rest, whose length has the law χ_{d−b}.
  package mutating func gaussian(_ normals: CounterRandom, row: Int) -> [Double] {
    var vector = normals.normals(axes, row: row)
    if axes < dimension { vector.append(addAxis()) }
    return vector
  }

  /// `vector` with zeros on the clamped axes.
  package func clamp(_ vector: [Double]) -> [Double] {
    var vector = vector
    for axis in clamped { vector[axis] = 0 }
    return vector
  }

  /// Makes sample vectors G out of XΘ, theory (6).
  ///
  /// - Parameters:
  ///   - parameters: columns of Θ on the axes; what is missing at the end is zero.
  ///   - map: called once for every panel, in any order and by several threads.
  /// - Returns: the sum of what `map` returned.
  package mutating func apply(
    to parameters: [[Double]], map: @escaping @Sendable (ConditionedPanel) -> Double
  ) -> Double {
    image()
    let count = parameters.count
    let foretold = prediction.next(count)
    reserve(count)
    let spare = latents.columns + noise.columns - axes
    var sweep = self.sweep(draws: max(0, min(count, dimension - axes) - spare))
    sweep.axisWeights = parameters
    sweep.basisWeights = parameters.map { onBasis(corrections.combination($0)) }
    sweep.map = map
    sweep.vectors = Array(0..<count)
    sweep.subtracted = foretold.map { $0.map(onBasis) }
    let sums = run(sweep)
    coefficients = foretold.map { $0 ?? [] }
    squares = (0..<count).map(sums.square)
    return sums.value
  }

  /// XΘ as last computed, an array for each column.
  package func latestImages() -> [[Double]] {
    let height = ConditionedPanels.height
    return (0..<width).map { column in
      (0..<samples).map { sample in
        images[(sample / height * width + column) * height + sample % height]
      }
    }
  }

  /// X on the axes, b arrays of length n; after `apply` only.
  package func axisImages() -> [[Double]] {
    precondition(imaged == axes && pending.isEmpty)
    var copy = self
    copy.reserve(axes)
    var sweep = copy.sweep(draws: 0)
    sweep.axisWeights = (0..<axes).map { axis in (0...axis).map { $0 == axis ? 1 : 0 } }
    sweep.basisWeights = sweep.axisWeights.map { onBasis(corrections.combination($0)) }
    _ = copy.run(sweep)
    return copy.latestImages()
  }

  /// U, arrays of length n; after `apply` only.
  package func sampleDirections() -> [[Double]] {
    precondition(pending.isEmpty)
    return basis.combinations(
      (0..<basis.columns).map { direction in (0...direction).map { change[$0, direction] } })
  }

  /// XᵀU on the axes.
  package func sampleDirectionImages() -> [[Double]] {
    (0..<sampleRank).map { column in (0..<axes).map { sampleImages[$0, column] } }
  }
}

/// The random numbers of a conditioned design, one row for each axis.
package struct ConditionedRandom: Sendable, Hashable {
  /// ξ of theory (6), by sample.
  let noise: CounterRandom
  /// The lengths χ_{d−b}.
  let lengths: CounterRandom

  package init(noise: CounterRandom, lengths: CounterRandom) {
    self.noise = noise
    self.lengths = lengths
  }
}

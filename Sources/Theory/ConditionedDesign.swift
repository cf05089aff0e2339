import Numerics

/// A Gaussian matrix X, n×d, known only through the products taken with it (theory section 4).
///
/// Vectors of R^d are coordinates on orthonormal axes, the first k of which are the latent
/// directions; axes are added when a product needs them, d at most. V holds an orthonormal basis
/// of the parameter vectors used so far, U one of the sample vectors. O(n·rank) memory.
package struct ConditionedDesign {
  /// d
  package let dimension: Int
  /// b: axes in use; coordinates beyond them are zero.
  package private(set) var axes: Int
  /// V and XV.
  package private(set) var directions: ConditionedVectors
  package private(set) var directionImages: ConditionedVectors
  /// U and XᵀU.
  package private(set) var sampleDirections: ConditionedVectors
  package private(set) var sampleImages: ConditionedVectors
  /// Axes on which XᵀU is set to 0, its limit on hard directions.
  private let clamped: Range<Int>
  private let coordinates: Int

  /// - Parameters:
  ///   - latents: X times the first axes, k arrays of length n ≥ 1.
  ///   - steps, neurons: how many products of either kind there may be.
  init(latents: [[Double]], clamped: Range<Int>, dimension: Int, steps: Int, neurons: Int) {
    let (k, n) = (latents.count, latents[0].count)
    precondition(dimension >= k && clamped.upperBound <= k)
    self.dimension = dimension
    self.clamped = clamped
    axes = k
    coordinates = min(dimension, k + neurons * (steps + 1))
    directions = ConditionedVectors(capacity: coordinates, length: coordinates)
    directionImages = ConditionedVectors(capacity: coordinates, length: n)
    let sampleRank = min(n, neurons * steps)
    sampleDirections = ConditionedVectors(capacity: sampleRank, length: n)
    sampleImages = ConditionedVectors(capacity: sampleRank, length: coordinates)
    for (axis, image) in latents.enumerated() {
      var unit = [Double](repeating: 0, count: coordinates)
      unit[axis] = 1
      directions.append(unit)
      directionImages.append(image)
    }
  }

  /// n
  var samples: Int { directionImages.length }

  /// N(0, I_d) seen from the axes: standard normals on them and, while there is room, one more axis
  /// for the rest, whose length has the law χ_{d−b}.
  mutating func gaussian(_ draws: ConditionedDraws, row: Int) -> [Double] {
    var vector = draws.coordinates.normals(axes, row: row)
    vector += [Double](repeating: 0, count: coordinates - axes)
    if axes < dimension {
      vector[axes] = draws.length.chi(degrees: dimension - axes, row: row)
      axes += 1
    }
    return vector
  }

  /// `vector` with zeros on the clamped axes.
  func clamp(_ vector: [Double]) -> [Double] {
    var vector = vector
    for axis in clamped { vector[axis] = 0 }
    return vector
  }

  /// Xθ, theory (6).
  mutating func image(of theta: [Double], noise: CounterRandom, row: Int) -> [Double] {
    let known = directions.count
    let weights = directions.decompose(theta, limit: axes)
    if directions.count > known {
      // Xη = Σ_i h_i ⟨Xᵀh_i, η⟩ + P_U^⊥ ξ
      var image = noise.normals(samples, row: row)
      let given = sampleImages.products(with: directions[known])
      let drawn = sampleDirections.products(with: image)
      sampleDirections.add(zip(given, drawn).map { $0 - $1 }, to: &image)
      directionImages.append(image)
    }
    return directionImages.combination(weights)
  }

  /// Xᵀg, theory (7).
  mutating func transposedImage(of g: [Double], draws: ConditionedDraws, row: Int) -> [Double] {
    let known = sampleDirections.count
    let weights = sampleDirections.decompose(g, limit: samples)
    if sampleDirections.count > known {
      // Xᵀh = Σ_j η_j ⟨h, Xη_j⟩ + P_V^⊥ ζ
      var image = gaussian(draws, row: row)
      let given = directionImages.products(with: sampleDirections[known])
      let drawn = directions.products(with: image)
      directions.add(zip(given, drawn).map { $0 - $1 }, to: &image)
      sampleImages.append(clamp(image))
    }
    return sampleImages.combination(weights)
  }
}

/// Where the normals and the length of a Gaussian vector of R^d come from.
struct ConditionedDraws {
  let coordinates: CounterRandom
  let length: CounterRandom
}

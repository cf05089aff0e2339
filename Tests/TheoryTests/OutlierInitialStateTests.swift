import Model
import Numerics
import Testing
import Theory

/// y = z², pseudo-Huber c = 1, ‖θ‖ = 1 and no overlap: u and z are independent normals.
@Suite struct OutlierInitialStateTests {
  private static let samples = 100_000

  private func curvatures(_ activation: Activation, _ u: [Double], _ y: [Double]) -> [Double] {
    let loss = Loss.pseudoHuber(1)
    let sigma = activation.evaluate(u)
    return u.indices.map { i in
      let at = loss.evaluate(response: y[i], prediction: sigma.value[i])
      return at.curvature * sigma.slope[i] * sigma.slope[i] + at.slope * sigma.curvature[i]
    }
  }

  private func laws(_ name: String, batches: Int) throws -> [CurvatureLaw] {
    let activation = try #require(Activation(name))
    return (0..<batches).map { batch in
      let random = CounterRandom(seed: 11, stream: batch)
      let u = random.normals(Self.samples, row: 0)
      let z = random.normals(Self.samples, row: 1)
      return CurvatureLaw(
        curvatures: curvatures(activation, u, z.map { $0 * $0 }), hardLatents: [z], ratio: 1,
        above: .unbounded)
    }
  }

  private func estimate(_ values: [Double]) -> (value: Double, error: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(values.count * (values.count - 1))).squareRoot())
  }

  struct Reference: Sendable {
    let activation: String
    let ratio: Double
    /// Value and standard error: left edge, margin, outlier, squared overlap.
    let quantities: [(value: Double, error: Double)]
  }

  @Test(
    "edge, margin, outlier and overlap are those of the independent implementation",
    arguments: [
      Reference(
        activation: "quad", ratio: 3,
        quantities: [
          (-1.12289, 0.00251), (0.71821, 0.00473), (-1.25019, 0.00371), (0.36431, 0.00168),
        ]),
      Reference(
        activation: "quad", ratio: 6,
        quantities: [
          (-0.49662, 0.00227), (0.80641, 0.00425), (-0.74201, 0.00408), (0.56672, 0.00163),
        ]),
      Reference(
        activation: "gelu", ratio: 4,
        quantities: [
          (-0.42054, 0.00082), (0.1493, 0.00164), (-0.44472, 0.00105), (0.33309, 0.0024),
        ]),
      Reference(
        activation: "gelu", ratio: 8,
        quantities: [
          (-0.25758, 0.00073), (0.19473, 0.0014), (-0.32073, 0.0011), (0.60751, 0.00172),
        ]),
    ])
  func reference(_ reference: Reference) throws {
    let rows = try laws(reference.activation, batches: 8).map { law in
      let law = law.at(ratio: reference.ratio)
      let outlier = try #require(law.hardOutliers(.left)?.first)
      return [
        try #require(law.edge(.left)).position, try #require(law.margin), outlier.position,
        outlier.squaredOverlap,
      ]
    }
    for (index, expected) in reference.quantities.enumerated() {
      let found = estimate(rows.map { $0[index] })
      let combined = (found.error * found.error + expected.error * expected.error).squareRoot()
      #expect(abs(found.value - expected.value) < 4 * combined)
      #expect(found.error < 2 * expected.error)
    }
  }

  @Test(
    "δ_NN at the start is 0.924 for quad and 1.693 for GeLU",
    arguments: [("quad", 0.924, 0.002), ("gelu", 1.693, 0.004)])
  func threshold(activation: String, value: Double, error: Double) throws {
    let laws = try laws(activation, batches: 40)
    let found = try #require(
      OutlierThreshold(in: 0.5...4, width: 0.02) { ratio in
        let margins = laws.map { $0.at(ratio: ratio).negativeMargin }
        return margins.contains(nil) ? nil : margins.compactMap { $0 }
      })
    let own = try #require(found.standardError)
    #expect(own < 2 * error)
    #expect(abs(found.value - value) < 4 * (own * own + error * error).squareRoot())
  }

  @Test("edges, outlier and overlap are where LAPACK finds them")
  func lapack() throws {
    let (d, n) = (500, 3000)
    let random = CounterRandom(seed: 5, stream: 3)
    let (u, z) = (random.normals(n, row: n), random.normals(n, row: n + 1))
    let quad = try #require(Activation("quad"))
    let curvature = curvatures(quad, u, z.map { $0 * $0 })
    var hessian = Matrix.packed(rows: d, columns: d)
    // The first coordinate is the latent.
    for i in 0..<n {
      var x = random.normals(d, row: i)
      x[0] = z[i]
      for row in 0..<d {
        let scale = curvature[i] * x[row] / Double(n)
        hessian.withUnsafeMutableRow(row) { entries in
          for column in 0...row { entries[column] += scale * x[column] }
        }
      }
    }
    let eigen = try SymmetricEigen(hessian, lowest: 1, highest: 0)
    let law = CurvatureLaw(
      curvatures: curvature, hardLatents: [z], ratio: Double(n) / Double(d))
    let outlier = try #require(law.hardOutliers(.left)?.first)
    // Fluctuations: d^(−1/2) for the outlier, d^(−2/3) = 0.016 for an edge.
    #expect(abs(eigen.values[0] - outlier.position) < 0.05)
    let overlap = eigen.lowest[0][0] * eigen.lowest[0][0]
    #expect(abs(overlap - outlier.squaredOverlap) < 0.08)
    #expect(abs(eigen.values[1] - (try #require(law.edge(.left))).position) < 0.05)
    #expect(eigen.values[1] - eigen.values[0] > 0.15)
    // The spectrum's share below zero.
    let points = (0..<400).map { -0.6 + (Double($0) + 0.5) / 400 * 0.6 }
    let share = try law.density(at: points).values.reduce(0) { try $0 + #require($1) * 0.6 / 400 }
    let counted = Double(eigen.values.filter { $0 < 0 }.count - 1) / Double(d)
    #expect(abs(share - counted) < 0.01)
  }
}

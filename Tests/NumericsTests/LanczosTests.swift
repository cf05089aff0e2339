import Numerics
import Testing

@Suite("Lanczos")
struct LanczosTests {
  /// A Wishart matrix with a spike on either side, by rows.
  private func matrix(_ count: Int) -> Matrix {
    let random = CounterRandom(seed: 3, stream: 17)
    let rows = (0..<2 * count).map { random.normals(count, row: $0) }
    let spike = random.normals(count, row: 9999)
    var matrix = Matrix.packed(rows: count, columns: count)
    for i in 0..<count {
      for j in 0...i {
        var sum = 0.0
        for row in rows { sum += row[i] * row[j] }
        let far = (i == 0 ? spike[j] : 0) * (j == 0 ? spike[i] : 0)
        let value = sum / Double(2 * count) - 1.5 * spike[i] * spike[j] / Double(count) + far
        matrix[i, j] = value
        matrix[j, i] = value
      }
    }
    return matrix
  }

  private func product(_ matrix: Matrix) -> ([Double]) -> [Double] {
    { x in
      (0..<matrix.rows).map { i in
        matrix.withUnsafeRow(i) { row in
          var sum = 0.0
          for j in row.indices { sum += row[j] * x[j] }
          return sum
        }
      }
    }
  }

  @Test("both ends are LAPACK's, eigenvectors too")
  func ends() throws {
    let matrix = matrix(300)
    let known = try SymmetricEigen(matrix, lowest: 2, highest: 2)
    let start = CounterRandom(seed: 1, stream: 1).normals(300, row: 0)
    let found = try ExtremeEigen(
      start: start, lowest: 2, highest: 2, tolerance: 1e-9, product: product(matrix))
    #expect(found.isConverged && found.steps < 300)
    for (pairs, vectors, values) in [
      (found.lowest, known.lowest, Array(known.values.prefix(2))),
      (found.highest, known.highest, Array(known.values.suffix(2).reversed())),
    ] {
      for index in 0..<2 {
        #expect(abs(pairs[index].value - values[index]) < 1e-10)
        let overlap = zip(pairs[index].vector, vectors[index]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(abs(overlap) - 1) < 1e-10)
      }
    }
    // Too few steps say so.
    let short = try ExtremeEigen(
      start: start, lowest: 2, highest: 2, tolerance: 1e-9, limit: 12, product: product(matrix))
    #expect(!short.isConverged && short.steps == 12)
    #expect(short.lowest[1].residual > 1e-6)
  }

  @Test("the basis stays orthonormal to the end, and an invariant space ends it")
  func invariant() throws {
    // Three different eigenvalues: three steps exhaust the space.
    let values = (0..<50).map { Double($0 % 3) }
    var lanczos = Lanczos(start: (0..<50).map { 1 + Double($0) }, capacity: 20)
    lanczos.extend(by: 20) { x in zip(values, x).map { $0 * $1 } }
    #expect(lanczos.isInvariant && lanczos.steps == 3)
    let pairs = try lanczos.ritz()
    for (index, pair) in pairs.enumerated() { #expect(abs(pair.value - Double(index)) < 1e-12) }

    let matrix = matrix(120)
    var full = Lanczos(
      start: CounterRandom(seed: 2, stream: 1).normals(120, row: 0), capacity: 120)
    full.extend(by: 120, product: product(matrix))
    let eigen = try SymmetricEigen(matrix, lowest: 0, highest: 0)
    let ritz = try full.ritz()
    #expect(ritz.count == 120)
    for (pair, value) in zip(ritz, eigen.values) { #expect(abs(pair.value - value) < 1e-10) }
    #expect(abs(ritz.reduce(0) { $0 + $1.weight } - 1) < 1e-12)
  }

  @Test("the spectral measure is the distribution of eigenvalues within its error")
  func measure() throws {
    let count = 400
    let matrix = matrix(count)
    let values = try SymmetricEigen(matrix, lowest: 0, highest: 0).values
    let random = CounterRandom(seed: 4, stream: 1)
    let multiply = product(matrix)
    let probes = (0..<8).map { random.normals(count, row: $0) }
    let measure = try SpectralMeasure(probes: probes, steps: 60) { $0.map(multiply) }
    var worst = 0.0
    for step in 1..<40 {
      let x = values[0] + (values[count - 1] - values[0]) * Double(step) / 40
      let exact = Double(values.count { $0 <= x }) / Double(count)
      let (share, error) = measure.share(below: x)
      worst = max(worst, abs(share - exact))
      // Beyond the probes' spread, a rule of 60 nodes resolves about a sixtieth of the mass.
      #expect(abs(share - exact) < 5 * (try #require(error)) + 1.0 / 120)
    }
    #expect(worst < 0.03)
    // Probes taken together are those taken one by one.
    let alone = try probes.map { try SpectralMeasure(probes: [$0], steps: 60) { $0.map(multiply) } }
    #expect(
      SpectralMeasure(joining: alone).rules.map { $0.map(\.node) }
        == measure.rules.map { $0.map(\.node) })
    #expect(measure.share(below: values[0] - 1).value == 0)
    #expect(measure.share(below: values[count - 1] + 1).value == 1)
  }
}

import Numerics
import Testing

@Suite("Random numbers keyed by place")
struct CounterRandomTests {
  @Test(
    "Philox4x32-10 gives the published answers",
    arguments: [
      (
        [0, 0, 0, 0], [0, 0],
        [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
      ),
      (
        [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff],
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ] as [([UInt32], [UInt32], [UInt32])])
  func knownAnswers(counter: [UInt32], key: [UInt32], answer: [UInt32]) {
    #expect(CounterRandom.philox(counter: counter, key: key) == answer)
  }

  @Test("uniforms are the top bits of Philox at (column/2, row, stream) under the seed")
  func uniformsAreThoseOfPhilox() {
    let (seed, stream, row) = (0x1234_5678_9abc_def0, 7, 5_000_000_123)
    let uniforms = CounterRandom(seed: seed, stream: stream).uniforms(40, row: row)
    for column in 0..<40 {
      let words = CounterRandom.philox(
        counter: [
          UInt32(column / 2), UInt32(row & 0xffff_ffff), UInt32(row >> 32), UInt32(stream),
        ], key: [UInt32(seed & 0xffff_ffff), UInt32(seed >> 32)])
      let half = column % 2 * 2
      let bits = UInt64(words[half]) << 32 | UInt64(words[half + 1])
      #expect(uniforms[column] == Double(bits >> 12) / 0x1p52)
    }
  }

  @Test("a value does not depend on how it was asked for")
  func orderOfAskingDoesNotMatter() {
    let random = CounterRandom(seed: 3, stream: 1)
    let whole = random.normals(1000, row: 12)
    var pieces: [Double] = []
    for length in [1, 2, 15, 16, 17, 33, 100, 816] {
      pieces += random.normals(length, row: 12, column: pieces.count)
    }
    #expect(pieces == whole)
  }

  @Test("every instruction level gives the same bits")
  func levelsAgree() {
    let random = CounterRandom(seed: -9, stream: 4)
    let best = random.normals(5001, row: 77)
    for level in InstructionLevel.available {
      #expect(random.normals(5001, row: 77, level: level) == best, "\(level.name)")
    }
    #expect(InstructionLevel.available.last?.name == "baseline")
  }

  @Test("seed, stream, row and column each change the value")
  func placesDiffer() {
    let values = [
      CounterRandom(seed: 1, stream: 1).normals(2, row: 0),
      CounterRandom(seed: 2, stream: 1).normals(2, row: 0),
      CounterRandom(seed: 1 + 1 << 32, stream: 1).normals(2, row: 0),
      CounterRandom(seed: 1, stream: 2).normals(2, row: 0),
      CounterRandom(seed: 1, stream: 1).normals(2, row: 1),
      CounterRandom(seed: 1, stream: 1).normals(2, row: 1 << 32),
    ].flatMap { $0 }
    #expect(Set(values).count == values.count)
  }

  /// Each bound is five standard errors: false alarm below 10⁻⁵ for these five.
  @Test("normals have the moments of N(0, 1), and pairs are uncorrelated")
  func moments() {
    let count = 1 << 20
    let x = CounterRandom(seed: 1, stream: 1).normals(count, row: 0)
    func mean(_ f: (Double) -> Double) -> Double { x.reduce(0) { $0 + f($1) } / Double(count) }
    let error = 5 / Double(count).squareRoot()
    #expect(abs(mean { $0 }) < error)
    #expect(abs(mean { $0 * $0 } - 1) < error * 2.0.squareRoot())
    #expect(abs(mean { $0 * $0 * $0 }) < error * 15.0.squareRoot())
    #expect(abs(mean { $0 * $0 * $0 * $0 } - 3) < error * 96.0.squareRoot())
    let pairs = stride(from: 0, to: count, by: 2).reduce(0) { $0 + x[$1] * x[$1 + 1] }
    #expect(abs(pairs / Double(count / 2)) < error * 2.0.squareRoot())
  }

  /// Kolmogorov's 99.99 % point is 2.23/√n.
  @Test("normals follow Φ")
  func distribution() {
    let x = CounterRandom(seed: 8, stream: 2).normals(1 << 17, row: 3).sorted()
    let distance = x.indices.map { index in
      abs(Double(index) / Double(x.count) - normalDistribution(x[index]))
    }.max()!
    #expect(distance < 2.23 / Double(x.count).squareRoot())
  }
}

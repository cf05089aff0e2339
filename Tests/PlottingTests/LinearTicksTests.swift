import Plotting
import Testing

@Suite("Linear ticks")
struct LinearTicksTests {
  @Test("the authors' examples come out as in their paper's implementation")
  func knownExamples() {
    #expect(linearTicks(from: 8.1, to: 14.1, wanted: 4, inside: false) == [8, 10, 12, 14])
    #expect(linearTicks(from: 0, to: 100, wanted: 5) == [0, 25, 50, 75, 100])
    #expect(linearTicks(from: 0, to: 1, wanted: 6) == [0, 0.2, 0.4, 0.6000000000000001, 0.8, 1])
  }

  @Test("ticks lie inside, evenly spaced by a nice step, zero exact", arguments: 1...200)
  func niceness(seed: Int) throws {
    var random = Dice(UInt64(seed))
    let low = random.symmetric() * power(10, random.below(9) - 4)
    let high = low + (0.01 + random.unit()) * power(10, random.below(9) - 4)
    let wanted = 2 + random.below(8)
    let ticks = linearTicks(from: low, to: high, wanted: wanted)
    try #require(ticks.count >= 2)
    #expect(ticks.count <= 2 * wanted + 1)
    let step = ticks[1] - ticks[0]
    let extent = high - low
    for (a, b) in zip(ticks, ticks.dropFirst()) { #expect(abs(b - a - step) < 1e-6 * step) }
    #expect(ticks.allSatisfy { $0 >= low - 1e-6 * extent && $0 <= high + 1e-6 * extent })
    var mantissa = step
    while mantissa >= 10 * (1 - 1e-9) { mantissa /= 10 }
    while mantissa < 1 - 1e-9 { mantissa *= 10 }
    // Multiples of a tenth of a power of ten at most: 1, 2, 2.5, 3, 4, 5 and their small skips.
    #expect(abs(mantissa * 2 - (mantissa * 2).rounded()) < 1e-4)
    #expect(ticks.filter { abs($0) < 1e-6 * step }.allSatisfy { $0 == 0 })
  }

  @Test("an empty range has one tick, an undefined one none")
  func degenerate() {
    #expect(linearTicks(from: 3, to: 3, wanted: 5) == [3])
    #expect(linearTicks(from: .nan, to: 3, wanted: 5).isEmpty)
  }

  @Test("labels carry the decimals of the step and a true minus sign")
  func labels() {
    let scale = Scale(from: -1, to: 1)
    #expect(
      scale.ticks(wanted: 5).map { $0.label?.plain } == ["−1.0", "−0.5", "0.0", "0.5", "1.0"])
  }

  @Test("very large and very small values are labelled as multiples of a power of ten")
  func powers() {
    let labels = Scale(from: 0, to: 3e-6).ticks(wanted: 4).compactMap(\.label)
    #expect(labels.map(\.plain) == ["0", "1×10−6", "2×10−6", "3×10−6"])
    #expect(labels[1].runs.last?.script == .superscripted)
  }
}

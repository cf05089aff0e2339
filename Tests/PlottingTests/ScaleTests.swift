import Plotting
import Testing

@Suite("Scales")
struct ScaleTests {
  static let scales = [
    Scale(from: -3, to: 11), Scale(.logarithmic, from: 1e-4, to: 30),
    Scale(.logarithmicFromZero(linearBelow: 1), from: 0, to: 2500),
  ]

  @Test("the value at a fraction has that fraction", arguments: scales)
  func inverse(scale: Scale) throws {
    for step in 0...100 {
      let fraction = Double(step) / 100
      let back = try #require(scale.fraction(scale.value(at: fraction)))
      #expect(abs(back - fraction) < 1e-12)
    }
  }

  @Test("order is kept", arguments: scales)
  func monotone(scale: Scale) {
    let values = (0...200).map { scale.value(at: Double($0) / 200) }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("zero has a place before the first step on a time axis, none on a logarithmic one")
  func zero() throws {
    let time = Scale(.logarithmicFromZero(linearBelow: 1), from: 0, to: 1000)
    let (zero, one) = (try #require(time.fraction(0)), try #require(time.fraction(1)))
    #expect(zero == 0 && one > 0.05 && one < 0.25)
    #expect(Scale(.logarithmic, from: 1, to: 10).fraction(0) == nil)
    #expect(Scale(from: 0, to: 1).fraction(.nan) == nil)
  }

  @Test(
    "constants, nothing and undefined values have an extent all the same",
    arguments: [[], [4.2], [0, 0], [.nan], [-7, -7, .infinity], [1e-300], [1e300]])
  func degenerate(values: [Double]) {
    for kind in [Scale.Kind.linear, .logarithmic, .logarithmicFromZero(linearBelow: 1)] {
      let scale = Scale(kind, fitting: values)
      #expect(scale.lower < scale.upper)
      #expect(!scale.ticks(wanted: 5).isEmpty)
    }
    for value in values where value.isFinite { #expect(Scale(fitting: values).contains(value)) }
  }

  @Test("decades are majors written as powers of ten, 2 to 9 are minors")
  func logarithmicTicks() {
    let ticks = Scale(.logarithmic, from: 0.5, to: 200).ticks(wanted: 6)
    #expect(ticks.compactMap { $0.label?.plain } == ["100", "101", "102"])
    #expect(ticks.compactMap(\.label).allSatisfy { $0.runs.last?.script == .superscripted })
    let minors = ticks.filter { $0.label == nil }.map(\.value)
    #expect(minors.count == 5 + 8 + 8 + 1)
    #expect(minors.allSatisfy { $0 >= 0.5 && $0 <= 200 })
  }

  @Test("many decades are labelled at a stride, the rest are minors")
  func stride() {
    let ticks = Scale(.logarithmic, from: 1e-9, to: 1e9).ticks(wanted: 5)
    #expect((3...6).contains(ticks.count { $0.label != nil }))
    #expect(ticks.count == 19)
  }

  @Test("less than a decade is labelled in plain numbers")
  func withinDecade() {
    let ticks = Scale(.logarithmic, from: 1.5, to: 7).ticks(wanted: 4)
    #expect(ticks.compactMap { $0.label?.plain } == ["2", "5"])
    #expect(Scale(.logarithmic, from: 5.2, to: 5.9).ticks(wanted: 4).count >= 2)
  }
}

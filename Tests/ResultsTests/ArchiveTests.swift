import Results
import Testing

@Suite("Archives") struct ArchiveTests {
  private let unit = UnitResult(
    at: ["activation": .name("quad"), "delta": .number(2.5)], seed: 7,
    outcome: .diverged(step: 12),
    records: [
      Record(
        step: -3, quantities: ["overlap": 0.1, "risk": .infinity, "edge": -.infinity],
        spectrum: Spectrum(
          eigenvalues: [-0.0, 1e-310, 3],
          lowest: [.init(eigenvalue: 1, latentOverlaps: [], parameterOverlap: 0.5)], highest: [],
          quadrature: .init(
            rules: [.init(nodes: [1, 2], weights: [0.5, 0.5])], order: 9, standardError: nil)),
        prediction: PredictedSpectrum(
          points: [0, 1], density: [nil, 0.25], atom: 0, atomPosition: 1, leftEdge: nil,
          rightEdge: 4,
          outliers: [
            .init(
              position: 5, kind: .hard, hardOverlap: 1, easyOverlap: 0, trajectoryOverlap: 0,
              latentOverlaps: [1])
          ]))
    ])

  @Test("a result reads back equal to the last bit")
  func roundTrip() throws {
    #expect(try Archive.value(UnitResult.self, from: Archive.bytes(of: unit)) == unit)
    let odd = [Double.nan, -0.0, .leastNonzeroMagnitude]
    let back = try Archive.value([Double].self, from: Archive.bytes(of: odd))
    #expect(back.map(\.bitPattern) == odd.map(\.bitPattern))
    let integers = [Int.min, -1, 0, 63, 64, Int.max]
    #expect(try Archive.value([Int].self, from: Archive.bytes(of: integers)) == integers)
  }

  @Test("equal dictionaries give equal bytes whatever their order inside")
  func order() throws {
    let names = (0..<40).map { "quantity-\($0)" }
    var (first, second): ([String: Double], [String: Double]) = ([:], [:])
    for name in names { first[name] = 1 }
    for name in names.reversed() { second[name] = 1 }
    #expect(try Archive.bytes(of: first) == Archive.bytes(of: second))
  }

  @Test("bytes cut anywhere are an error and never a crash")
  func truncated() throws {
    let bytes = try Archive.bytes(of: unit)
    for count in bytes.indices {
      #expect(throws: DecodingError.self) {
        try Archive.value(UnitResult.self, from: bytes[..<count])
      }
    }
  }

  @Test("no changed byte crashes the reader")
  func changed() throws {
    let bytes = try Archive.bytes(of: unit)
    for index in bytes.indices {
      for value in [UInt8(0), 5, 7, 8, 127, 128, 255] {
        var damaged = bytes
        damaged[index] = value
        let read = try? Archive.value(UnitResult.self, from: damaged)
        // The format stands first: any other is refused.
        if index == 0, value != bytes[0] { #expect(read == nil) }
      }
    }
  }
}

import Cluster
import Testing

@Suite struct SharesTests {
  @Test("Shares are all the work, in order, whatever it costs", arguments: [1, 2, 3, 7, 40])
  func areAll(count: Int) {
    for costs in [[], [1], [5, 1, 1, 1, 1, 1], Array(repeating: 0, count: 9), [0, 0, 8, 0, 0.5]] {
      let cut = shares(of: costs, count: count)
      #expect(cut.count == count)
      #expect(cut.flatMap(Array.init) == Array(costs.indices))
    }
  }

  @Test("They cost about the same: within one piece of the mean")
  func areEven() {
    let costs = (0..<200).map { Double($0 % 7 + 1) }
    let sums = shares(of: costs, count: 11).map { $0.reduce(0) { $0 + costs[$1] } }
    let mean = costs.reduce(0, +) / 11
    #expect(sums.allSatisfy { abs($0 - mean) <= 7 })
  }

  @Test("Pieces of no cost are shared by number")
  func shareNumbers() {
    #expect(shares(of: [0, 0, 0, 0], count: 2) == [0..<2, 2..<4])
  }
}

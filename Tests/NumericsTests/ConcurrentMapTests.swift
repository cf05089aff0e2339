import Numerics
import Testing

@Suite("Concurrent map")
struct ConcurrentMapTests {
  struct Refusal: Error, Equatable { let index: Int }

  @Test("results keep the order of their indices", arguments: [1, 2, 3, 8])
  func order(threads: Int) {
    let values = concurrentMap(count: 500, threads: threads) { index in
      (0..<(index % 7) * 1000).reduce(index) { $0 &+ $1 &- $1 }
    }
    #expect(values == Array(0..<500))
  }

  @Test("nothing to do gives nothing")
  func empty() {
    #expect(concurrentMap(count: 0, threads: 4) { $0 }.isEmpty)
  }

  @Test("an error reaches the caller", arguments: [1, 2, 4])
  func errors(threads: Int) {
    #expect(throws: Refusal(index: 3)) {
      _ = try concurrentMap(count: 4, threads: threads) { index throws(Refusal) in
        if index == 3 { throw Refusal(index: index) }
        return index
      }
    }
  }
}

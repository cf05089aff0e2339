import Experiments

/// Which batches of units run at a time on one machine: the costly ones first, at most so many, and
/// never more together than the memory allowed.
public struct Schedule: Sendable {
  private let bytes: [Int]
  private let jobs: Int
  private let memoryLimit: Int
  private var waiting: ArraySlice<Int>
  private var running: Set<Int> = []

  /// - Parameters:
  ///   - jobs: how many may run at a time.
  ///   - memoryLimit: bytes that those running may need together.
  public init(_ batches: [WorkBatch], jobs: Int, memoryLimit: Int) {
    let costs = batches.map(\.cost)
    let order = batches.indices.sorted { (costs[$1], $0) < (costs[$0], $1) }
    bytes = batches.map(\.bytes)
    waiting = order[...]
    self.jobs = jobs
    self.memoryLimit = memoryLimit
  }

  /// The next batch to start now; nil while none may, or none waits.
  ///
  /// A batch alone always may: a unit above the limit was refused before anything ran.
  public mutating func next() -> Int? {
    guard let next = waiting.first, running.count < jobs else { return nil }
    let inUse = running.reduce(0) { $0 + bytes[$1] }
    guard running.isEmpty || inUse + bytes[next] <= memoryLimit else { return nil }
    waiting.removeFirst()
    running.insert(next)
    return next
  }

  /// Takes a batch off what runs.
  public mutating func finish(_ index: Int) { running.remove(index) }
}

import Experiments

/// Which batches of units run at a time on one machine: the costly ones first, at most so many, and
/// never more together than the memory allowed.
public struct Schedule: Sendable {
  private let bytes: [Int]
  private let jobs: Int
  private let memoryLimit: Int
  private var waiting: ArraySlice<Int>
  /// Cores in use, by batch.
  private var running: [Int: Int] = [:]

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

  /// The batches that start now, with the cores that each of them may use: those that the running
  /// ones leave, where no other batch can have them.
  ///
  /// A batch alone always may start: a unit above the limit was refused before anything ran.
  public mutating func starts() -> [(batch: Int, threads: Int)] {
    let free = jobs - running.values.reduce(0, +)
    var new: [Int] = []
    while let next = waiting.first, new.count < free {
      let inUse = (running.keys + new).reduce(0) { $0 + bytes[$1] }
      guard running.isEmpty && new.isEmpty || inUse + bytes[next] <= memoryLimit else { break }
      new.append(next)
      waiting.removeFirst()
    }
    let threads = new.isEmpty ? 0 : free / new.count
    for batch in new { running[batch] = threads }
    return new.map { ($0, threads) }
  }

  /// Takes a batch off what runs.
  public mutating func finish(_ index: Int) { running[index] = nil }
}

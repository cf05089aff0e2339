import Experiments
import Results
import Synchronization
import Weaving

/// A store whose results stay in memory while the same document is rendered again and again.
final class WarmStore: ResultStore {
  private let store: any ResultStore
  /// By identity: what was last asked for, and what was computed since.
  private let warm = Mutex<[[String: String]: UnitResult]>([:])

  init(_ store: any ResultStore) { self.store = store }

  func results(for units: [WorkUnit]) throws -> KeptResults {
    let warm = self.warm.withLock { $0 }
    var kept = KeptResults(count: units.count)
    for (index, unit) in units.enumerated() { kept.results[index] = warm[unit.identity] }
    let cold = units.indices.filter { kept.results[$0] == nil }
    if !cold.isEmpty {
      let found = try store.results(for: cold.map { units[$0] })
      for (index, result) in zip(cold, found.results) { kept.results[index] = result }
      kept.damaged = found.damaged.map { cold[$0] }
    }
    var asked: [[String: String]: UnitResult] = [:]
    for (unit, result) in zip(units, kept.results) { asked[unit.identity] = result }
    self.warm.withLock { $0 = asked }
    return kept
  }

  func keep(_ result: UnitResult, for unit: WorkUnit, seconds: Double) throws {
    warm.withLock { $0[unit.identity] = result }
    try store.keep(result, for: unit, seconds: seconds)
  }
}

/// A memo whose bytes stay in memory too.
final class WarmMemo: Memo {
  private let memo: any Memo
  private let warm = Mutex<(bytes: [MemoKey: [UInt8]], size: Int)>(([:], 0))
  /// Bytes beyond which it starts over.
  private static let limit = 256 << 20

  init(_ memo: any Memo) { self.memo = memo }

  func bytes(for key: MemoKey) -> [UInt8]? {
    if let bytes = warm.withLock({ $0.bytes[key] }) { return bytes }
    guard let bytes = memo.bytes(for: key) else { return nil }
    hold(bytes, for: key)
    return bytes
  }

  func keep(_ bytes: [UInt8], for key: MemoKey) {
    hold(bytes, for: key)
    memo.keep(bytes, for: key)
  }

  private func hold(_ bytes: [UInt8], for key: MemoKey) {
    warm.withLock { warm in
      if warm.size > Self.limit { warm = ([:], 0) }
      warm.bytes[key] = bytes
      warm.size += bytes.count + key.content.count
    }
  }
}

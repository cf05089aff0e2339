import Synchronization
import Weaving

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

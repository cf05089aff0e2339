/// What is made from content alone, kept between runs: drawings, typeset formulas.
public protocol Memo: Sendable {
  /// nil if it was not kept, or is damaged.
  func bytes(for key: MemoKey) -> [UInt8]?
  func keep(_ bytes: [UInt8], for key: MemoKey)
}

/// What the bytes are made from: equal keys mean equal bytes.
public struct MemoKey: Sendable, Hashable {
  /// `svg`, `formula`, …
  public let kind: String
  /// Everything that the bytes depend on, beside the program.
  public let content: [UInt8]

  public init(kind: String, content: [UInt8]) {
    self.kind = kind
    self.content = content
  }
}

/// Keeps nothing.
public struct NoMemo: Memo {
  public init() {}
  public func bytes(for key: MemoKey) -> [UInt8]? { nil }
  public func keep(_ bytes: [UInt8], for key: MemoKey) {}
}

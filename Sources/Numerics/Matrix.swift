import Glibc

/// A row-major matrix of f64 whose rows start on 64-byte boundaries.
///
/// Rows are padded with zeros to `stride` columns: what the kernels read in whole vectors. Large
/// matrices ask for huge pages. Copies share storage until one of them is written.
public struct Matrix: Sendable {
  public let rows: Int
  public let columns: Int
  /// Entries from one row to the next, a multiple of 8.
  public let stride: Int
  private var storage: Storage

  /// Zeros, rows×columns.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, stride: Matrix.stride(columns: columns))
  }

  private init(rows: Int, columns: Int, stride: Int) {
    precondition(rows >= 0 && columns >= 0)
    self.rows = rows
    self.columns = columns
    self.stride = stride
    storage = Storage(count: rows * stride)
  }

  private init(first rows: Int, of other: Matrix) {
    precondition(rows >= 0 && rows <= other.rows)
    (self.rows, columns, stride, storage) = (rows, other.columns, other.stride, other.storage)
  }

  /// The first rows, sharing storage until either is written.
  public func prefix(_ rows: Int) -> Matrix { Matrix(first: rows, of: self) }

  /// With the given rows, all of one length.
  public init(rows values: [[Double]]) {
    self.init(rows: values.count, columns: values.first?.count ?? 0)
    for (row, entries) in values.enumerated() {
      precondition(entries.count == columns)
      withUnsafeMutableRow(row) { _ = $0.update(fromContentsOf: entries) }
    }
  }

  /// Zeros, with rows that follow one another without padding: as LAPACK takes square matrices.
  public static func packed(rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, stride: columns)
  }

  /// The padded row length: a multiple of 8, and not of a page, where rows would share cache sets.
  public static func stride(columns: Int) -> Int {
    let padded = (columns + 7) / 8 * 8
    return padded > 0 && padded % 512 == 0 ? padded + 8 : padded
  }

  /// Memory of a matrix of this shape.
  public static func bytes(rows: Int, columns: Int) -> Int { rows * stride(columns: columns) * 8 }

  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      return storage.base[row * stride + column]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      own()
      storage.base[row * stride + column] = newValue
    }
  }

  /// The entries of one row, without padding.
  public func row(_ row: Int) -> [Double] { withUnsafeRow(row) { Array($0) } }

  /// All entries including padding.
  public func withUnsafePointer<T>(_ body: (UnsafePointer<Double>) throws -> T) rethrows -> T {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafePointer(storage.base))
  }

  /// All entries including padding, which must stay zero.
  public mutating func withUnsafeMutablePointer<T>(
    _ body: (UnsafeMutablePointer<Double>) throws -> T
  ) rethrows -> T {
    own()
    defer { withExtendedLifetime(storage) {} }
    return try body(storage.base)
  }

  public func withUnsafeRow<T>(
    _ row: Int, _ body: (UnsafeBufferPointer<Double>) throws -> T
  ) rethrows -> T {
    precondition(row >= 0 && row < rows)
    return try withUnsafePointer {
      try body(UnsafeBufferPointer(start: $0 + row * stride, count: columns))
    }
  }

  public mutating func withUnsafeMutableRow<T>(
    _ row: Int, _ body: (UnsafeMutableBufferPointer<Double>) throws -> T
  ) rethrows -> T {
    precondition(row >= 0 && row < rows)
    let (stride, columns) = (stride, columns)
    return try withUnsafeMutablePointer {
      try body(UnsafeMutableBufferPointer(start: $0 + row * stride, count: columns))
    }
  }

  private mutating func own() {
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(copying: storage) }
  }
}

extension Matrix: Equatable {
  public static func == (left: Matrix, right: Matrix) -> Bool {
    left.rows == right.rows && left.columns == right.columns
      && (0..<left.rows).allSatisfy { left.row($0) == right.row($0) }
  }
}

/// Aligned memory, written only while one matrix holds it.
private final class Storage: @unchecked Sendable {
  let base: UnsafeMutablePointer<Double>
  let count: Int

  init(count: Int) {
    self.count = count
    base = alignedMemory(bytes: count * 8).bindMemory(to: Double.self, capacity: max(8, count))
  }

  convenience init(copying other: Storage) {
    self.init(count: other.count)
    base.update(from: other.base, count: count)
  }

  deinit { free(base) }
}

/// Zeros on a cache line's boundary, in huge pages where there is enough of them; for `free`.
func alignedMemory(bytes: Int) -> UnsafeMutableRawPointer {
  let hugePage = 2 << 20
  let bytes = max(64, bytes)
  let large = bytes >= 2 * hugePage
  let alignment = large ? hugePage : 64
  let rounded = (bytes + alignment - 1) / alignment * alignment
  var memory: UnsafeMutableRawPointer?
  guard posix_memalign(&memory, alignment, rounded) == 0, let memory else {
    fatalError("out of memory: a matrix of \(bytes) bytes")
  }
  if large { madvise(memory, rounded, MADV_HUGEPAGE) }
  memset(memory, 0, rounded)
  return memory
}

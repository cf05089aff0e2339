import Glibc

/// A row-major matrix of f32, rows as `Matrix` has them: padded with zeros, on 32-byte boundaries.
/// Written once, row by row, then shared.
public struct SingleMatrix: Sendable {
  public let rows: Int
  public let columns: Int
  /// Entries from one row to the next: the same as a `Matrix` of these columns has.
  public let stride: Int
  private let storage: Storage

  /// - Parameter fill: writes row `row`, in f64; entries are rounded to f32.
  public init(
    rows: Int, columns: Int,
    fill: (_ values: UnsafeMutableBufferPointer<Double>, _ row: Int) -> Void
  ) {
    precondition(rows >= 0 && columns >= 0)
    self.rows = rows
    self.columns = columns
    stride = Matrix.stride(columns: columns)
    storage = Storage(bytes: rows * stride * 4)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, columns)) { buffer in
      let values = UnsafeMutableBufferPointer(rebasing: buffer[..<columns])
      for row in 0..<rows {
        fill(values, row)
        let target = storage.base + row * stride
        for column in 0..<columns { target[column] = Float(values[column]) }
      }
    }
  }

  private init(first rows: Int, of other: SingleMatrix) {
    precondition(rows >= 0 && rows <= other.rows)
    (self.rows, columns, stride, storage) = (rows, other.columns, other.stride, other.storage)
  }

  /// The first rows, sharing storage.
  public func prefix(_ rows: Int) -> SingleMatrix { SingleMatrix(first: rows, of: self) }

  /// Memory of a matrix of this shape.
  public static func bytes(rows: Int, columns: Int) -> Int {
    rows * Matrix.stride(columns: columns) * 4
  }

  /// All entries including padding.
  public func withUnsafePointer<T>(_ body: (UnsafePointer<Float>) throws -> T) rethrows -> T {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafePointer(storage.base))
  }

  /// Memory written only while it is made.
  private final class Storage: @unchecked Sendable {
    let base: UnsafeMutablePointer<Float>

    init(bytes: Int) {
      let memory = alignedMemory(bytes: bytes)
      base = memory.bindMemory(to: Float.self, capacity: max(64, bytes) / 4)
    }

    deinit { free(base) }
  }
}

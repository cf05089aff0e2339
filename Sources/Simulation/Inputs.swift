import Numerics

/// How the entries of X are kept.
public enum Precision: String, Sendable, Hashable, CaseIterable {
  /// f64
  case double
  /// Rounded to f32: half the memory and, where memory decides, half the time. A run is exact on
  /// the rounded X, whose entries differ from their law's by 2⁻²⁴ of themselves: all arithmetic
  /// is f64.
  case single

  /// Bytes of an n×d matrix X.
  public func bytes(rows: Int, columns: Int) -> Int {
    switch self {
    case .double: Matrix.bytes(rows: rows, columns: columns)
    case .single: SingleMatrix.bytes(rows: rows, columns: columns)
    }
  }
}

/// X, n×d, one sample a row, in either precision.
public enum Inputs: Sendable {
  case double(Matrix)
  case single(SingleMatrix)

  /// - Parameter fill: writes row `row` of length d.
  init(
    rows: Int, columns: Int, precision: Precision,
    fill: (_ values: UnsafeMutableBufferPointer<Double>, _ row: Int) -> Void
  ) {
    switch precision {
    case .double:
      var matrix = Matrix(rows: rows, columns: columns)
      for row in 0..<rows { matrix.withUnsafeMutableRow(row) { fill($0, row) } }
      self = .double(matrix)
    case .single:
      self = .single(SingleMatrix(rows: rows, columns: columns, fill: fill))
    }
  }

  /// The first rows, in the same memory.
  public func prefix(_ rows: Int) -> Inputs {
    switch self {
    case .double(let matrix): .double(matrix.prefix(rows))
    case .single(let matrix): .single(matrix.prefix(rows))
    }
  }

  public var precision: Precision {
    switch self {
    case .double: .double
    case .single: .single
    }
  }

  /// n
  public var rows: Int {
    switch self {
    case .double(let matrix): matrix.rows
    case .single(let matrix): matrix.rows
    }
  }

  /// d
  public var columns: Int {
    switch self {
    case .double(let matrix): matrix.columns
    case .single(let matrix): matrix.columns
    }
  }

  /// Entries from one row to the next.
  public var stride: Int {
    switch self {
    case .double(let matrix): matrix.stride
    case .single(let matrix): matrix.stride
    }
  }

  /// x_i
  public func row(_ row: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: columns) { buffer, count in
      copyRow(row, to: UnsafeMutableBufferPointer(rebasing: buffer[..<columns]))
      count = columns
    }
  }

  public subscript(row: Int, column: Int) -> Double {
    precondition(column >= 0 && column < columns)
    return withUnsafeRow(row) {
      $0[column]
    } single: {
      Double($0[column])
    }
  }

  /// x_i into memory of length d.
  func copyRow(_ row: Int, to values: UnsafeMutableBufferPointer<Double>) {
    precondition(values.count == columns)
    withUnsafeRow(row) { entries in
      for column in values.indices { values[column] = entries[column] }
    } single: { entries in
      for column in values.indices { values[column] = Double(entries[column]) }
    }
  }

  private func withUnsafeRow<T>(
    _ row: Int, _ double: (UnsafePointer<Double>) -> T, single: (UnsafePointer<Float>) -> T
  ) -> T {
    precondition(row >= 0 && row < rows)
    return switch self {
    case .double(let matrix): matrix.withUnsafePointer { double($0 + row * matrix.stride) }
    case .single(let matrix): matrix.withUnsafePointer { single($0 + row * matrix.stride) }
    }
  }

  /// All entries including padding.
  public func withUnsafeRawPointer<T>(_ body: (UnsafeRawPointer) -> T) -> T {
    switch self {
    case .double(let matrix): matrix.withUnsafePointer { body($0) }
    case .single(let matrix): matrix.withUnsafePointer { body($0) }
    }
  }
}

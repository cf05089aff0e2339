import CKernels

/// Random numbers keyed by place: Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011).
///
/// The value at (seed, stream, row, column) does not depend on how it was asked for: block,
/// order, thread or instruction level.
public struct CounterRandom: Sendable, Hashable {
  public let seed: Int
  public let stream: Int

  /// - Parameter stream: numbers of different streams are independent; 0..<2³².
  public init(seed: Int, stream: Int) {
    precondition(stream >= 0 && stream <= Int(UInt32.max))
    self.seed = seed
    self.stream = stream
  }

  /// Fills with independent N(0, 1): columns `column`... of row `row`.
  public func fillNormals(
    _ values: UnsafeMutableBufferPointer<Double>, row: Int, column: Int = 0,
    level: InstructionLevel = .best
  ) {
    guard let base = values.baseAddress else { return }
    level.kernels.pointee.normals(
      UInt64(bitPattern: Int64(seed)), UInt32(stream), UInt64(row), UInt64(column), base,
      values.count)
  }

  /// Fills with independent uniforms on [0, 1), 52 bits each. Shares its bits with the normals
  /// of the same place.
  public func fillUniforms(
    _ values: UnsafeMutableBufferPointer<Double>, row: Int, column: Int = 0,
    level: InstructionLevel = .best
  ) {
    guard let base = values.baseAddress else { return }
    level.kernels.pointee.uniforms(
      UInt64(bitPattern: Int64(seed)), UInt32(stream), UInt64(row), UInt64(column), base,
      values.count)
  }

  /// `count` independent N(0, 1) of row `row`.
  public func normals(
    _ count: Int, row: Int, column: Int = 0, level: InstructionLevel = .best
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      let part = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      fillNormals(part, row: row, column: column, level: level)
      filled = count
    }
  }

  /// `count` independent uniforms on [0, 1) of row `row`.
  public func uniforms(
    _ count: Int, row: Int, column: Int = 0, level: InstructionLevel = .best
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      let part = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      fillUniforms(part, row: row, column: column, level: level)
      filled = count
    }
  }

  /// The generator itself: four 32-bit words of one counter and key.
  public static func philox(counter: [UInt32], key: [UInt32]) -> [UInt32] {
    precondition(counter.count == 4 && key.count == 2)
    return [UInt32](unsafeUninitializedCapacity: 4) { words, filled in
      ck_philox(counter, key, words.baseAddress!)
      filled = 4
    }
  }
}

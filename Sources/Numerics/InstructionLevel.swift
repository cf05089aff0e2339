import CKernels

/// An instruction level of the processor for which the kernels were compiled.
public struct InstructionLevel: @unchecked Sendable {
  /// The kernels of this level; constant for the life of the process.
  package let kernels: UnsafePointer<ck_level>

  /// The levels this processor runs, best first.
  public static let available: [InstructionLevel] = {
    var levels: [InstructionLevel] = []
    var next = ck_levels()
    while let kernels = next.pointee {
      levels.append(InstructionLevel(kernels: kernels))
      next += 1
    }
    return levels
  }()

  /// The level in use.
  public static let best = available[0]

  /// `x86-64-v4`, `x86-64-v3` or `baseline`.
  public var name: String { String(cString: kernels.pointee.name) }
}

/// What decides the last bits of every number: the instruction level and the BLAS kernels.
///
/// Two runs with the same class, seeds and options give the same bytes.
public let numericsClass = "\(InstructionLevel.best.name) + \(BLAS.description)"

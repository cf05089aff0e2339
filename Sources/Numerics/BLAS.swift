import COpenBLAS
import Glibc

/// OpenBLAS, set up once for reproducible numbers: one thread, kernels for the best level.
public enum BLAS {
  private static let prepared: Void = {
    // OpenBLAS takes processors newer than itself for AVX2 machines; these kernels run on any
    // with AVX-512 and are twice as fast.
    if InstructionLevel.best.name == "x86-64-v4", getenv("OPENBLAS_CORETYPE") == nil {
      setenv("OPENBLAS_CORETYPE", "SkylakeX", 1)
      _ = openblas_choose_kernels_again()
      unsetenv("OPENBLAS_CORETYPE")
    }
    openblas_set_num_threads(1)
  }()

  /// Chooses the kernels and one thread; the first call does the work. Everything in this module
  /// that reaches BLAS calls it.
  public static func prepare() { _ = prepared }

  /// The kernels in use, such as `SkylakeX`.
  public static var coreName: String {
    prepare()
    return String(cString: openblas_get_corename())
  }

  /// Version and kernels, such as `OpenBLAS 0.3.21 (SkylakeX)`.
  public static var description: String {
    prepare()
    let words = String(cString: openblas_get_config()).split(separator: " ").prefix(2)
    return "\(words.joined(separator: " ")) (\(coreName))"
  }

  /// A size as LAPACK takes it.
  static func size(_ count: Int) -> Int32 {
    guard let size = Int32(exactly: count) else {
      preconditionFailure("\(count) is beyond LAPACK's 32-bit sizes")
    }
    return size
  }
}

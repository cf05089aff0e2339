import Glibc

/// A library to compare with, and the Python that has it.
struct Backend {
  let name: String
  /// What the scripts call it.
  let word: String
  let interpreter: String

  private static func frameworks(_ interpreter: String) -> [Backend] {
    [
      Backend(name: "PyTorch", word: "torch", interpreter: interpreter),
      Backend(name: "JAX", word: "jax", interpreter: interpreter),
    ]
  }

  /// NumPy, installed if need be; none, with a word, when it cannot be had.
  static func numpy() -> [Backend] {
    guard access(GradientBenchmark.script, R_OK) == 0, let python = PeerEnvironment.numpy.make()
    else {
      print(
        "NumPy is left out: it needs python3 with venv, and to be run from the package's folder")
      return []
    }
    return [Backend(name: "NumPy", word: "numpy", interpreter: python)]
  }

  /// PyTorch and JAX, installed if need be: some gigabytes.
  static func frameworks() -> [Backend] { PeerEnvironment.frameworks.make().map(frameworks) ?? [] }

  /// NumPy, and PyTorch and JAX where they are installed.
  static func all() -> [Backend] {
    numpy() + (PeerEnvironment.frameworks.existing.map(frameworks) ?? [])
  }

  /// The script at work; nil when it cannot be started.
  ///
  /// - Parameter threads: within one product.
  func peer(_ script: String, _ arguments: [String], threads: Int) -> Peer? {
    // Idle BLAS threads of the peer must not take the time of ours: the shortest wait there is.
    Peer(
      interpreter: interpreter, arguments: [script] + arguments,
      environment: [
        "OPENBLAS_NUM_THREADS": "\(threads)", "OPENBLAS_THREAD_TIMEOUT": "4",
        "OMP_NUM_THREADS": "\(threads)", "KMP_BLOCKTIME": "0", "JAX_PLATFORMS": "cpu",
        // XLA has no other way to be told.
        "XLA_FLAGS": threads == 1
          ? "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1" : "",
      ])
  }
}

/// What a peer took, beside what it took here.
struct Comparison {
  var ours: [Double] = []
  var theirs: [Double] = []

  /// `NAME 1.23 s  ratio 4.56`, medians; nothing without a peer.
  func words(_ name: String, places: Int = 2) -> [String] {
    guard !theirs.isEmpty else { return [] }
    return [
      "\(name) \(decimal(median(theirs), places)) s".leftPadded(to: 18),
      "ratio \(decimal(median(theirs) / median(ours), 2))".leftPadded(to: 12),
    ]
  }
}

import CKernels
import Model
import Numerics
import Simulation

/// The fused gradient step against a peer on one X, in one run, A B A B.
struct GradientBenchmark {
  static let script = "Sources/Benchmarks/peers/gradient_step.py"
  static let rounds = 15

  /// n and d.
  struct Size {
    let samples: Int
    let dimension: Int

    /// X is read from memory, 128 MB in f64, and from the last cache, 8 MB.
    static let all = [Size(samples: 8000, dimension: 2000), Size(samples: 2000, dimension: 500)]
  }

  /// How X is kept here, and what the peer computes in.
  enum Mode: String, CaseIterable {
    case f64
    /// f64 on an X whose entries fit 4 bytes: both have the same numbers, and here they take half the room.
    case f64HalfX = "f64, X f32"
    /// The peer's sums are f32, ours are not.
    case f32

    var precision: Precision { self == .f64 ? .double : .single }
    var peerPrecision: String { self == .f32 ? "f32" : "f64" }
  }

  let size: Size
  let mode: Mode
  let design: DenseDesign
  let folder: ExchangeFolder

  static var title: String {
    "fused gradient step; share of the bandwidth of a bare read"
  }

  init(folder: ExchangeFolder, size: Size, mode: Mode = .f64) {
    self.folder = folder
    self.size = size
    self.mode = mode
    design = DenseDesign(
      problem: GradientBenchmark.problem(neurons: 1), dimension: size.dimension,
      samples: size.samples, seed: 1, precision: mode.precision)
    let (inputs, responses) = (design.inputs, design.responses)
    folder.write("x.npy", shape: [inputs.rows, inputs.columns], rows: inputs.rows, row: inputs.row)
    folder.write("y.npy", shape: [responses.count], rows: 1) { _ in responses }
  }

  static func problem(neurons: Int) -> Problem {
    guard let target = try? Target("z1^2"), let quad = Activation("quad") else {
      fatalError("the benchmark's problem is not in the catalog")
    }
    return Problem(
      target: target,
      network: Network(
        activation: quad, secondLayer: (0..<neurons).map { $0 % 2 == 0 ? 1 : -0.5 },
        loss: .pseudoHuber(1)))
  }

  private var bytesOfEntry: Int { mode.precision == .single ? 4 : 8 }

  /// `backend` at this X and precision; nil when it cannot be started.
  func peer(_ backend: Backend, threads: Int) -> Peer? {
    backend.peer(
      Self.script, [folder.path, backend.word, mode.peerPrecision, "\(threads)"], threads: threads)
  }

  /// One line: medians, ratio, share of the memory's bandwidth measured between the steps.
  func line(neurons: Int, threads: Int, against name: String, peer: Peer?) -> String {
    let problem = Self.problem(neurons: neurons)
    let design = design.with(network: problem.network)
    let parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
      .initialParameters(dimension: size.dimension, seed: 1)
    var risk = EmpiricalRisk(on: design, threads: threads)
    let loss = risk.evaluate(at: parameters)
    var formulation = ""
    if let peer {
      folder.write(
        "theta.npy", shape: [neurons, size.dimension], rows: neurons, row: parameters.row)
      formulation = peer.ask("load \(neurons)") ?? ""
      if let complaint = disagreement(risk, loss: loss, peer: peer) {
        return "\(name): \(complaint)"
      }
    }
    var (ours, theirs, reads): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<Self.rounds {
      ours.append(seconds { _ = risk.evaluate(at: parameters) })
      reads.append(seconds { read(threads: threads) })
      if let answer = peer?.ask("step"), let nanoseconds = Double(answer) {
        theirs.append(nanoseconds * 1e-9)
      }
    }
    let bytes = Double(size.samples * design.inputs.stride * bytesOfEntry)
    var words = [
      "\(size.samples) × \(size.dimension)".padded(to: 11), mode.rawValue.padded(to: 10),
      "m = \(neurons)".padded(to: 7),
      "\(threads) thread\(threads > 1 ? "s" : " ")",
      "\(decimal(median(ours) * 1e3, 2)) ms".leftPadded(to: 9),
      "\(decimal(100 * median(reads) / median(ours), 0)) % of".leftPadded(to: 9),
      "\(decimal(bytes / median(reads) * 1e-9, 1)) GB/s".leftPadded(to: 10),
    ]
    if !theirs.isEmpty {
      words += [
        "\(name) \(decimal(median(theirs) * 1e3, 2)) ms".leftPadded(to: 18),
        "ratio \(decimal(median(theirs) / median(ours), 2))".leftPadded(to: 12),
        "(\(formulation))",
      ]
    }
    return words.joined(separator: "  ")
  }

  /// Nil when loss and gradient agree relative to the gradient's largest entry: to 10⁻¹⁰, or to
  /// what the peer's f32 sums allow.
  private func disagreement(_ risk: EmpiricalRisk, loss: Double, peer: Peer) -> String? {
    guard let answer = peer.ask("gradient"), let theirs = Double(answer) else {
      return "the peer has ended"
    }
    let tolerance = mode == .f32 ? 1e-4 : 1e-10
    let neurons = risk.gradient.rows
    let gradient = folder.read("gradient.bin", count: neurons * size.dimension)
    let ours = (0..<neurons).flatMap(risk.gradient.row)
    guard gradient.count == ours.count else { return "the peer wrote no gradient" }
    let largest = ours.map(abs).max() ?? 0
    let difference = zip(ours, gradient).map { abs($0 - $1) }.max() ?? 0
    guard difference <= tolerance * largest, abs(loss - theirs) <= tolerance * loss else {
      return "the peer computed another gradient: they differ by \(difference) of \(largest)"
    }
    return nil
  }

  /// X once through the processor, in as many threads.
  private func read(threads: Int) {
    let inputs = design.inputs
    // The bare read counts f64 words.
    let words = inputs.stride * bytesOfEntry / 8
    let total = concurrentMap(count: threads, threads: threads) { part in
      let (from, to) = (inputs.rows * part / threads, inputs.rows * (part + 1) / threads)
      return inputs.withUnsafeRawPointer {
        InstructionLevel.best.kernels.pointee.stream(
          $0.assumingMemoryBound(to: Double.self) + from * words, (to - from) * words)
      }
    }
    // Pairs of f32 read as one f64 may be anything.
    precondition(total.count == threads)
  }
}

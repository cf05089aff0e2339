import Model
import Numerics
import Simulation

/// Products of the Hessian with vectors, of which Lanczos is made, at d = 20 000 against NumPy; and
/// how long both ends of the spectrum take.
struct LanczosBenchmark {
  static let script = "Sources/Benchmarks/peers/hessian_product.py"
  static let dimension = 20_000
  static let samples = 20_000
  static let rounds = 5

  static func lines(threads: Int, interpreter: String?) -> [String] {
    let problem = GradientBenchmark.problem(neurons: 1)
    let design = DenseDesign(problem: problem, dimension: dimension, samples: samples, seed: 1)
    let parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
      .initialParameters(dimension: dimension, seed: 1)
    let hessian = EmpiricalHessian(on: design, at: parameters)
    let product = HessianProduct(hessian, threads: threads)
    let vector = CounterRandom(seed: 1, stream: 99).normals(dimension, row: 0)
    let folder = ExchangeFolder()
    defer { folder.remove() }
    var peer: Peer?
    if let interpreter {
      let inputs = design.inputs
      folder.write(
        "x.npy", shape: [inputs.rows, inputs.columns], rows: inputs.rows, row: inputs.row)
      folder.write("weights.npy", shape: [samples], rows: 1) { _ in hessian.sampleCurvatures()[0] }
      folder.write("theta.npy", shape: [dimension], rows: 1) { _ in vector }
      peer = Peer(
        interpreter: interpreter, arguments: [script, folder.path],
        environment: ["OPENBLAS_NUM_THREADS": "\(threads)", "OPENBLAS_THREAD_TIMEOUT": "4"])
    }
    var (ours, theirs): ([Double], [Double]) = ([], [])
    var result: [Double] = []
    for _ in 0..<rounds {
      ours.append(seconds { result = product(vector) })
      if let answer = peer?.ask("product"), let nanoseconds = Double(answer) {
        theirs.append(nanoseconds * 1e-9)
      }
    }
    let head = "product  \(threads) thread\(threads > 1 ? "s" : " ")"
    var words = [head, "\(decimal(median(ours) * 1e3, 0)) ms".leftPadded(to: 9)]
    if !theirs.isEmpty {
      let other = folder.read("product.bin", count: dimension)
      let largest = result.map(abs).max() ?? 0
      let difference = zip(result, other).map { abs($0 - $1) }.max() ?? .infinity
      guard other.count == dimension, difference <= 1e-10 * largest else {
        return ["the peer computed another product: they differ by \(difference) of \(largest)"]
      }
      words += [
        "NumPy \(decimal(median(theirs) * 1e3, 0)) ms".leftPadded(to: 16),
        "ratio \(decimal(median(theirs) / median(ours), 2))".leftPadded(to: 12),
      ]
    }
    var found: HessianSpectrum?
    let time = seconds {
      found = try? hessian.iterativeSpectrum(
        lowest: 2, highest: 2, probes: 0, seed: 1, threads: threads)
    }
    let residual = ((found?.lowest ?? []) + (found?.highest ?? [])).map(\.residual).max() ?? .nan
    return [
      words.joined(separator: "  "),
      "two eigenvalues at each end: \(decimal(time, 1)) s, residuals up to \(residual)",
    ]
  }
}

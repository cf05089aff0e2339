import Model
import Numerics
import Simulation

/// Products of the Hessian with vectors, of which Lanczos is made, at d = 20 000 against its peers; and
/// how long both ends of the spectrum take.
struct LanczosBenchmark {
  static let script = "Sources/Benchmarks/peers/hessian_product.py"
  static let dimension = 20_000
  static let samples = 20_000
  static let rounds = 5

  static func lines(threads: Int, backends: [Backend]) -> [String] {
    let problem = GradientBenchmark.problem(neurons: 1)
    let design = DenseDesign(problem: problem, dimension: dimension, samples: samples, seed: 1)
    let parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
      .initialParameters(dimension: dimension, seed: 1)
    let hessian = EmpiricalHessian(on: design, at: parameters)
    let product = HessianProduct(hessian, threads: threads)
    let vector = CounterRandom(seed: 1, stream: 99).normals(dimension, row: 0)
    let folder = ExchangeFolder()
    defer { folder.remove() }
    if !backends.isEmpty {
      let inputs = design.inputs
      folder.write(
        "x.npy", shape: [inputs.rows, inputs.columns], rows: inputs.rows, row: inputs.row)
      folder.write("weights.npy", shape: [samples], rows: 1) { _ in hessian.sampleCurvatures()[0] }
      folder.write("theta.npy", shape: [dimension], rows: 1) { _ in vector }
    }
    var lines: [String] = []
    for backend in backends.map(Optional.some) + (backends.isEmpty ? [nil] : []) {
      let peer = backend?.peer(
        script, [folder.path, backend?.word ?? "", "\(threads)"], threads: threads)
      var times = Comparison()
      var result: [Double] = []
      for _ in 0..<rounds {
        times.ours.append(seconds { result = product(vector) })
        guard let peer else { continue }
        guard let answer = peer.ask("run"), let nanoseconds = Double(answer) else {
          lines.append("\(backend?.name ?? "the peer") has ended")
          break
        }
        times.theirs.append(nanoseconds * 1e-9)
      }
      if !times.theirs.isEmpty {
        let other = folder.read("product.bin", count: dimension)
        let largest = result.map(abs).max() ?? 0
        let difference = zip(result, other).map { abs($0 - $1) }.max() ?? .infinity
        guard other.count == dimension, difference <= 1e-10 * largest else {
          lines.append("\(backend?.name ?? "") computed another product: \(difference) off")
          continue
        }
      }
      lines.append(
        ([
          "product  \(threads) thread\(threads > 1 ? "s" : " ")",
          "\(decimal(median(times.ours), 3)) s".leftPadded(to: 9),
        ] + times.words(backend?.name ?? "", places: 3)).joined(separator: "  "))
    }
    var found: HessianSpectrum?
    let time = seconds {
      found = try? hessian.iterativeSpectrum(
        lowest: 2, highest: 2, probes: 0, seed: 1, threads: threads)
    }
    let residual = ((found?.lowest ?? []) + (found?.highest ?? [])).map(\.residual).max() ?? .nan
    return lines + [
      "two eigenvalues at each end: \(decimal(time, 1)) s, residuals up to \(residual)"
    ]
  }
}

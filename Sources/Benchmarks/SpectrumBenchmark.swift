import COpenBLAS
import Model
import Numerics
import Simulation

/// The Hessian's assembly and eigenvalues against the two LAPACK calls at their heart, dsyrk and
/// dsyevd_2stage, called directly on arrays ready for them, and against what peers make of X.
struct SpectrumBenchmark {
  static let script = "Sources/Benchmarks/peers/spectrum.py"
  static let rounds = 3

  /// md, with one neuron.
  let order: Int
  let design: DenseDesign
  let parameters: Matrix

  init(order: Int) {
    self.order = order
    let problem = GradientBenchmark.problem(neurons: 1)
    design = DenseDesign(problem: problem, dimension: order, samples: 4 * order, seed: 1)
    parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
      .initialParameters(dimension: order, seed: 1)
  }

  func line() -> String {
    let hessian = EmpiricalHessian(on: design, at: parameters)
    let weights = hessian.sampleCurvatures()[0]
    var (ours, withVectors, direct): ([Double], [Double], [Double]) = ([], [], [])
    var (values, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<Self.rounds {
      ours.append(
        seconds { values = (try? hessian.spectrum(lowest: 0, highest: 0))?.values ?? [] })
      withVectors.append(seconds { _ = try? hessian.spectrum(lowest: 3, highest: 3) })
      let (positive, negative) = (scaled(weights, sign: 1), scaled(weights, sign: -1))
      direct.append(seconds { theirs = self.direct(positive, negative) })
    }
    guard values.count == order, theirs.count == order else { return "LAPACK did not converge" }
    let scale = max(abs(theirs[0]), abs(theirs[order - 1]))
    let difference = zip(values, theirs).map { abs($0 - $1) }.max() ?? 0
    guard difference <= 1e-10 * scale else {
      return "md = \(order): eigenvalues differ by \(difference)"
    }
    return [
      "md = \(order)".padded(to: 10), "\(decimal(median(ours), 2)) s".leftPadded(to: 8),
      "direct \(decimal(median(direct), 2)) s".leftPadded(to: 14),
      "ratio \(decimal(median(ours) / median(direct), 2))".leftPadded(to: 11),
      "with three eigenvectors at each end \(decimal(median(withVectors), 2)) s",
    ].joined(separator: "  ")
  }

  /// One line for each peer.
  func lines(against backends: [Backend]) -> [String] {
    guard !backends.isEmpty else { return [] }
    let hessian = EmpiricalHessian(on: design, at: parameters)
    let folder = ExchangeFolder()
    defer { folder.remove() }
    let inputs = design.inputs
    folder.write("x.npy", shape: [inputs.rows, inputs.columns], rows: inputs.rows, row: inputs.row)
    folder.write("weights.npy", shape: [inputs.rows], rows: 1) { _ in hessian.sampleCurvatures()[0]
    }
    return backends.map { backend in
      let peer = backend.peer(Self.script, [folder.path, backend.word, "1"], threads: 1)
      var times = Comparison()
      var values: [Double] = []
      for _ in 0..<Self.rounds {
        times.ours.append(
          seconds { values = (try? hessian.spectrum(lowest: 0, highest: 0))?.values ?? [] })
        guard let answer = peer?.ask("run"), let nanoseconds = Double(answer) else {
          return "\(backend.name) has ended"
        }
        times.theirs.append(nanoseconds * 1e-9)
      }
      let other = folder.read("values.bin", count: order)
      let scale = other.map(abs).max() ?? 0
      let difference = zip(values, other).map { abs($0 - $1) }.max() ?? .infinity
      guard other.count == order, values.count == order, difference <= 1e-10 * scale else {
        return "\(backend.name) computed other eigenvalues: \(difference) off"
      }
      return
        ([
          "md = \(order)".padded(to: 10), "\(decimal(median(times.ours), 2)) s".leftPadded(to: 8),
        ] + times.words(backend.name)).joined(separator: "  ")
    }
  }

  /// √|w_i| x_i of the samples with this sign, row by row.
  private func scaled(_ weights: [Double], sign: Double) -> [Double] {
    var rows: [Double] = []
    for (sample, weight) in weights.enumerated() where weight * sign > 0 {
      let root = (weight * sign).squareRoot()
      rows += design.inputs.row(sample).map { $0 * root }
    }
    return rows
  }

  private func direct(_ positive: [Double], _ negative: [Double]) -> [Double] {
    var matrix = [Double](repeating: 0, count: order * order)
    var size = Int32(order)
    for (rows, sign) in [(positive, 1.0), (negative, -1.0)] where !rows.isEmpty {
      var depth = Int32(rows.count / order)
      var (alpha, beta) = (sign / Double(design.samples), 1.0)
      dsyrk_("U", "N", &size, &depth, &alpha, rows, &size, &beta, &matrix, &size)
    }
    var values = [Double](repeating: 0, count: order)
    var (query, length, info): (Int32, Int32, Int32) = (-1, -1, 0)
    var (need, integers): (Double, Int32) = (0, 0)
    dsyevd_2stage_(
      "N", "U", &size, &matrix, &size, &values, &need, &query, &integers, &length, &info, 1, 1)
    query = Int32(need)
    length = integers
    var work = [Double](repeating: 0, count: Int(query))
    var more = [Int32](repeating: 0, count: Int(max(1, length)))
    dsyevd_2stage_(
      "N", "U", &size, &matrix, &size, &values, &work, &query, &more, &length, &info, 1, 1)
    return info == 0 ? values : []
  }
}

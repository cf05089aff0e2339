import Model
import Theory

/// The mean field by Gaussian conditioning against its peers: the same law, batches shared among
/// threads in both, A B A B.
struct MeanFieldBenchmark {
  static let script = "Sources/Benchmarks/peers/mean_field.py"
  static let batches = 8
  static let steps = 300
  static let rounds = 3

  static let field = MeanField(
    problem: GradientBenchmark.problem(neurons: 1), delta: 4.5, stepSize: 0.1, samples: 12_500,
    hard: [[1]])

  static var title: String {
    "mean field, quad, δ = \(field.delta), \(batches) batches of \(field.samples), \(steps) steps"
  }

  /// `backend` with one thread for each of `threads` batches at a time.
  static func peer(_ backend: Backend, threads: Int) -> Peer? {
    let numbers = [
      "\(field.samples)", "\(field.delta)", "\(field.stepSize)", "\(steps)", "\(batches)",
    ]
    return backend.peer(script, [backend.word, "\(threads)"] + numbers, threads: 1)
  }

  /// Medians and ratio, after a look whether both compute the same risk and norm.
  static func line(threads: Int, against name: String, peer: Peer?) -> String {
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds {
      var estimate: MeanFieldEstimate?
      ours.append(
        seconds {
          estimate = try? field.estimates(at: [steps], batches: 0..<batches, threads: threads)
            .first
        })
      guard let estimate else { return "the mean field diverged" }
      guard let peer else { continue }
      guard let answer = peer.ask("run") else { return "the peer has ended" }
      let numbers = answer.split(separator: " ").compactMap { Double($0) }
      guard numbers.count == 5 else { return "the peer answers: \(answer)" }
      for (own, other) in [
        (estimate.trainRisk, numbers[1...2]), (estimate.norms[0], numbers[3...4]),
      ] {
        let (value, error) = (other.first ?? .nan, other.last ?? .nan)
        let (own, ownError) = (own.value, own.standardError ?? 0)
        guard abs(own - value) <= 4 * (error * error + ownError * ownError).squareRoot() else {
          return "the peer computes something else: \(own) ± \(ownError), \(value) ± \(error)"
        }
      }
      theirs.append(numbers[0] * 1e-9)
    }
    var words = [
      "m = 1".padded(to: 7), "\(threads) thread\(threads > 1 ? "s" : " ")",
      "\(decimal(median(ours), 2)) s".leftPadded(to: 9),
    ]
    if !theirs.isEmpty {
      words += [
        "\(name) \(decimal(median(theirs), 2)) s".leftPadded(to: 18),
        "ratio \(decimal(median(theirs) / median(ours), 2))".leftPadded(to: 12),
      ]
    }
    return words.joined(separator: "  ")
  }
}

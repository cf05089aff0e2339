import Glibc
import Numerics

// `Benchmarks landscape [SEEDS [DIMENSION]]`: dense spectra against the predicted outlier.
if CommandLine.arguments.dropFirst().first == "landscape" {
  let numbers = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }
  let checks = LandscapeCheck.phaseRetrieval(dimension: numbers.dropFirst().first ?? 1500)
  let outcomes = checks.map { check in
    let outcome = check.lines(seeds: numbers.first ?? 40)
    for line in outcome.lines { print(line) }
    return outcome.isMet
  }
  exit(outcomes.allSatisfy { $0 } ? 0 : 1)
}

// `Benchmarks implicit`: runs with d = 10⁵ and 10⁶ whose X is never held.
if CommandLine.arguments.dropFirst().first == "implicit" {
  let outcomes = ImplicitBenchmark.cases.map { benchmark in
    let outcome = benchmark.line()
    print(outcome.text)
    return outcome.isMet
  }
  exit(outcomes.allSatisfy { $0 } ? 0 : 1)
}

print("\(numericsClass); medians of \(GradientBenchmark.rounds) rounds, ratios within one run")
for line in randomLines() { print(line) }

let script = "Sources/Benchmarks/peers/gradient_step.py"
let interpreter = access(script, R_OK) == 0 ? PeerEnvironment.interpreter() : nil
if interpreter == nil {
  print("NumPy is left out: it needs python3 with venv, and to be run from the package's folder")
}
let folder = ExchangeFolder()
let benchmark = GradientBenchmark(folder: folder)
print("fused gradient step, n = 8000, d = 2000, f64; share of the bandwidth of a bare read")
for threads in [1, 2] {
  // Idle BLAS threads of the peer must not take the time of ours: the shortest wait there is.
  let peer = interpreter.flatMap {
    Peer(
      interpreter: $0, arguments: [script, folder.path],
      environment: ["OPENBLAS_NUM_THREADS": "\(threads)", "OPENBLAS_THREAD_TIMEOUT": "4"])
  }
  for neurons in [1, 4, 16] {
    print(benchmark.line(neurons: neurons, threads: threads, peer: peer))
  }
}
folder.remove()
print("\(MeanFieldBenchmark.title); medians of \(MeanFieldBenchmark.rounds) rounds")
for threads in [1, 2] {
  let peer = interpreter.flatMap { MeanFieldBenchmark.peer(interpreter: $0, threads: threads) }
  print(MeanFieldBenchmark.line(threads: threads, peer: peer))
}

import Glibc
import Numerics
import Simulation

/// A table of its own; named ones run alone.
struct Table {
  let name: String
  /// Whether it runs when none is named.
  var isDefault = true
  /// Ends with whether everything agreed.
  let run: () -> Bool
}

/// With each, or once without any.
func each(_ backends: [Backend], _ body: (Backend?) -> Void) {
  backends.isEmpty ? body(nil) : backends.forEach(body)
}

func gradients(_ backends: [Backend]) {
  for size in GradientBenchmark.Size.all {
    for mode in GradientBenchmark.Mode.allCases {
      let folder = ExchangeFolder()
      let benchmark = GradientBenchmark(folder: folder, size: size, mode: mode)
      each(backends) { backend in
        for threads in [1, 2] {
          let peer = backend.flatMap { benchmark.peer($0, threads: threads) }
          for neurons in [1, 4, 16] {
            print(
              benchmark.line(
                neurons: neurons, threads: threads, against: backend?.name ?? "", peer: peer))
          }
        }
      }
      folder.remove()
    }
  }
}

let words = Array(CommandLine.arguments.dropFirst())
let numbers = words.compactMap { Int($0) }
/// d of the landscapes.
let dimension = numbers.dropFirst().first ?? 1500

func check(_ landscapes: [LandscapeCheck]) -> Bool {
  landscapes.map { landscape in
    let outcome = landscape.lines(seeds: numbers.first ?? 40)
    for line in outcome.lines { print(line) }
    return outcome.isMet
  }.allSatisfy { $0 }
}

let tables = [
  Table(name: "random") {
    for line in randomLines() { print(line) }
    return true
  },
  Table(name: "gradient") {
    print(GradientBenchmark.title)
    gradients(Backend.numpy())
    return true
  },
  // PyTorch and JAX; the first run installs some gigabytes.
  Table(name: "frameworks", isDefault: PeerEnvironment.frameworks.existing != nil) {
    let backends = Backend.frameworks()
    guard !backends.isEmpty else {
      print("PyTorch and JAX cannot be installed here")
      return true
    }
    print(GradientBenchmark.title)
    gradients(backends)
    return true
  },
  Table(name: "mean-field") {
    print("\(MeanFieldBenchmark.title); medians of \(MeanFieldBenchmark.rounds) rounds")
    // Not JAX, which would compile for arrays of another shape at each step.
    each(Backend.all().filter { $0.word != "jax" }) { backend in
      for threads in [1, 2] {
        let peer = backend.flatMap { MeanFieldBenchmark.peer($0, threads: threads) }
        print(MeanFieldBenchmark.line(threads: threads, against: backend?.name ?? "", peer: peer))
      }
    }
    return true
  },
  Table(name: "spectrum") {
    print("assembly and eigenvalues of the Hessian, n = 4d, one thread")
    let backends = Backend.all()
    for order in [2000, 4000] {
      let benchmark = SpectrumBenchmark(order: order)
      print(benchmark.line())
      for line in benchmark.lines(against: backends) { print(line) }
    }
    return true
  },
  Table(name: "lanczos") {
    print("Hessian at d = n = \(LanczosBenchmark.dimension), f64")
    let backends = Backend.all()
    for threads in [1, 2] {
      for line in LanczosBenchmark.lines(threads: threads, backends: backends) {
        print(line)
      }
    }
    return true
  },
  Table(name: "sweep") {
    print(SweepBenchmark.title)
    each(Backend.all()) { backend in
      for line in SweepBenchmark.lines(backend: backend) { print(line) }
    }
    print(SweepBenchmark.companyTitle)
    for line in SweepBenchmark.companyLines() { print(line) }
    return true
  },
  Table(name: "scaling") {
    print("a gradient step at n = 4d, one thread")
    for line in ScalingBenchmark.dimensionLines() { print(line) }
    print("mean field, 4 batches of \(MeanFieldBenchmark.field.samples), two threads")
    for line in ScalingBenchmark.stepLines() { print(line) }
    return true
  },
  // d = 10⁵ and 10⁶ with X never held: the bars are those of the whole run.
  Table(name: "implicit", isDefault: false) {
    ImplicitBenchmark.cases.map { benchmark in
      let outcome = benchmark.line()
      print(outcome.text)
      return outcome.isMet
    }.allSatisfy { $0 }
  },
  // `landscape [SEEDS [DIMENSION]]`: dense spectra against the predicted outlier.
  Table(name: "landscape", isDefault: false) {
    check(LandscapeCheck.phaseRetrieval(dimension: dimension))
  },
  Table(name: "two-stage", isDefault: false) {
    check([LandscapeCheck.twoStage(dimension: dimension)])
  },
]

let named = words.filter { Int($0) == nil }
let chosen = tables.filter { named.isEmpty ? $0.isDefault : named.contains($0.name) }
if chosen.count < named.count {
  print("Benchmarks [NAME…]: \(tables.map(\.name).joined(separator: ", "))")
  exit(64)
}
print("\(numericsClass); medians, ratios within one run")
exit(chosen.map { $0.run() }.allSatisfy { $0 } ? 0 : 1)

import Glibc
import Model
import Simulation

/// Phase retrieval by one quad neuron on implicit designs: seconds and peak memory of a whole run,
/// training and population risk at the reported steps included.
struct ImplicitBenchmark {
  let dimension: Int
  let delta: Double
  let steps: Int
  /// The bars: seconds, and GiB of resident memory.
  let time: Double
  let memory: Double

  static let threads = 2
  static let cases = [
    ImplicitBenchmark(dimension: 100_000, delta: 6, steps: 200, time: 12, memory: 4),
    ImplicitBenchmark(dimension: 1_000_000, delta: 4, steps: 100, time: 90, memory: 10),
  ]

  /// Runs it; ends with whether both bars are met.
  func line() -> (text: String, isMet: Bool) {
    let problem = GradientBenchmark.problem(neurons: 1)
    let samples = Int(delta * Double(dimension))
    let population = PopulationRisk(of: problem)
    let reported = [0, 1, 2, 5, 10, 20, 50, 100, 200].filter { $0 <= steps }
    var last: Observables?
    PeakMemory.reset()
    let (before, start) = (processorSeconds(), ContinuousClock.now)
    let design = ImplicitDesign(
      problem: problem, dimension: dimension, samples: samples, seed: 1)
    let end = GradientDescent(problem: problem, stepSize: 0.1, steps: steps)
      .run(on: design, seed: 1, at: reported, threads: Self.threads) {
        last = Observables(of: $0, populationRisk: population)
      }
    let elapsed = (ContinuousClock.now - start).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    let after = processorSeconds()
    let (own, system) = (after.own - before.own, after.system - before.system)
    let peak = PeakMemory.bytes() / Double(1 << 30)
    guard end == .finished, let last else { return ("d = \(dimension): it ended as \(end)", false) }
    let stated = ImplicitDesign.bytes(
      dimension: dimension, samples: samples, neurons: 1, latents: 1, steps: steps)
    let isMet = seconds <= time && peak <= memory
    let text = [
      "d = \(dimension)".padded(to: 12), "δ = \(decimal(delta, 0))", "\(steps) steps",
      "\(decimal(seconds, 1)) s".leftPadded(to: 8), "(bar \(decimal(time, 0)) s,",
      "processors \(decimal(own, 1)) + \(decimal(system, 1)) s)",
      "\(decimal(peak, 2)) GiB".leftPadded(to: 10),
      "(bar \(decimal(memory, 0)) GiB, stated \(decimal(Double(stated) / Double(1 << 30), 2)))",
      "risk \(decimal(last.trainRisk, 4)), population \(decimal(last.populationRisk, 4))",
      isMet ? "met" : "NOT MET",
    ]
    return (text.joined(separator: "  "), isMet)
  }
}

/// Time that processors have spent on this process: in its own code, and in the system, which clears
/// the pages it lends.
private func processorSeconds() -> (own: Double, system: Double) {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
  return (seconds(usage.ru_utime), seconds(usage.ru_stime))
}

/// The largest resident memory of this process, as Linux counts it.
private enum PeakMemory {
  /// Begins anew at what is resident now.
  static func reset() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  /// Since the last `reset`.
  static func bytes() -> Double {
    guard let file = fopen("/proc/self/status", "r") else { return .nan }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let words = String(
        decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self
      )
      .split { $0 == " " || $0 == "\t" }
      if words.first == "VmHWM:", words.count > 1 { return (Double(words[1]) ?? .nan) * 1024 }
    }
    return .nan
  }
}

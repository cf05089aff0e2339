import Experiments
import Figures
import Results
import Synchronization
import Weaving

let catalog = Catalog(
  experiments: [
    GradientDescentExperiment.self, HessianSpectrumExperiment.self, ThresholdSweepExperiment.self,
  ],
  figures: [CliffFigure.self, SpectrumFigure.self, TrainingFigure.self])

/// Keeps results in memory.
final class MemoryStore: ResultStore {
  let rows = Mutex<[[String: String]: UnitResult]>([:])

  func result(for unit: WorkUnit) -> UnitResult? { rows.withLock { $0[unit.identity] } }
  func keep(_ result: UnitResult, for unit: WorkUnit) throws {
    rows.withLock { $0[unit.identity] = result }
  }
}

/// Runs one after another, at most so many; then it is interrupted.
final class CountingEngine: Engine {
  let limit: Int
  let ran = Mutex(0)

  init(limit: Int = .max) { self.limit = limit }

  func run(
    _ units: [WorkUnit], finished: @escaping @Sendable (Int, UnitResult) throws -> Void
  ) async throws {
    for (index, unit) in units.enumerated() {
      guard ran.withLock({ $0 }) < limit else { throw Interrupted() }
      guard let result = unit.result() else { continue }
      ran.withLock { $0 += 1 }
      try finished(index, result)
    }
  }
}

struct Quiet: Progress {
  func began(total: Int, reused: Int, cost: Double) {}
  func finishedUnit(cost: Double) {}
  func ended() {}
}

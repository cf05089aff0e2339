import Diagnostics
import Experiments
import Figures
import Results
import Synchronization
import Templates
import Weaving

let catalog = Catalog(
  experiments: [
    GradientDescentExperiment.self, HessianSpectrumExperiment.self, ThresholdSweepExperiment.self,
  ],
  figures: [CliffFigure.self, SpectrumFigure.self, TrainingFigure.self])

/// Keeps results in memory.
final class MemoryStore: ResultStore {
  let rows = Mutex<[[String: String]: UnitResult]>([:])

  func results(for units: [WorkUnit]) -> KeptResults {
    var kept = KeptResults(count: units.count)
    kept.results = rows.withLock { rows in units.map { rows[$0.identity] } }
    kept.checksums = kept.results.map { $0.flatMap(Self.checksum) }
    return kept
  }

  func keep(_ result: UnitResult, for unit: WorkUnit, seconds: Double) -> String? {
    rows.withLock { $0[unit.identity] = result }
    return Self.checksum(result)
  }

  private static func checksum(_ result: UnitResult) -> String? {
    (try? Archive.bytes(of: result)).map { "\($0)" }
  }
}

/// Keeps bytes in memory and counts what it was asked for.
final class MemoryMemo: Memo {
  let rows = Mutex<[MemoKey: [UInt8]]>([:])
  /// By kind: how often something was there.
  let found = Mutex<[String: Int]>([:])
  /// How often something was not there.
  let missed = Mutex(0)

  func bytes(for key: MemoKey) -> [UInt8]? {
    let bytes = rows.withLock { $0[key] }
    if bytes == nil {
      missed.withLock { $0 += 1 }
    } else {
      found.withLock { $0[key.kind, default: 0] += 1 }
    }
    return bytes
  }

  func keep(_ bytes: [UInt8], for key: MemoKey) { rows.withLock { $0[key] = bytes } }
}

/// Runs one after another, at most so many; then it is interrupted.
final class CountingEngine: Engine {
  let limit: Int
  let ran = Mutex(0)

  init(limit: Int = .max) { self.limit = limit }

  func run(
    _ units: [WorkUnit], finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void
  ) async throws {
    for (index, unit) in units.enumerated() {
      guard ran.withLock({ $0 }) < limit else { throw Interrupted() }
      guard let result = unit.result() else { continue }
      ran.withLock { $0 += 1 }
      try finished(index, result, 0.5)
    }
  }
}

struct Quiet: Progress {
  func began(total: Int, reused: Int, cost: Double) {}
  func foundDamaged(_ count: Int, of experiment: String) {}
  func finishedUnit(cost: Double) {}
  func ended() {}
}

/// Files in memory.
struct Files: SourceReader {
  var bytes: [String: [UInt8]] = [:]

  init(_ texts: [String: String]) { bytes = texts.mapValues { Array($0.utf8) } }

  func file(
    _ path: String, namedAt place: SourceLocation, limit: Int
  ) throws(Diagnostic) -> SourceFile {
    guard let bytes = bytes[path], bytes.count <= limit else {
      throw Diagnostic(at: place, "cannot read \(path)")
    }
    return SourceFile(name: path, bytes: bytes)
  }
}

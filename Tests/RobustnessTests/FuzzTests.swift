import Diagnostics
import Foundation
import Inspection
import Publishing
import ScarpCatalog
import Synchronization
import Templates
import Testing
import Weaving

private func number(_ name: String) -> Int? {
  ProcessInfo.processInfo.environment[name].flatMap(Int.init)
}

private let seconds = number("SCARP_FUZZ") ?? 0
private let firstSeed = number("SCARP_FUZZ_SEED") ?? 1
private let inputPath =
  ProcessInfo.processInfo.environment["SCARP_FUZZ_INPUT"] ?? ".build/fuzz-input.md"

/// Runs where SCARP_FUZZ names seconds. Every input has a seed of its own, counted up from
/// SCARP_FUZZ_SEED, and is written to the file SCARP_FUZZ_INPUT before it is read: there a crash or the
/// time limit leaves it.
@Suite("Fuzzing", .enabled(if: seconds > 0)) struct FuzzTests {
  /// Seconds of processor time that one input may take, and bytes that all may hold.
  private static let timeLimit = 10
  private static let memoryLimit = 3 << 30

  @Test("no template crashes, hangs or fills the memory, and what is accepted is inert")
  func fuzz() async throws {
    let corpus = try Self.corpus()
    let checker = TemplateChecker(catalog: .scarp, memoryLimit: 1_000_000_000, memo: KeptFormulas())
    let end = ContinuousClock.now + .seconds(seconds)
    var (seed, accepted, slowest) = (firstSeed, 0, (time: Duration.zero, seed: firstSeed))
    print("fuzzing for \(seconds) s from seed \(seed); the last input is in \(inputPath)")
    while seed == firstSeed || ContinuousClock.now < end {
      var mutations = TemplateMutations(seed: UInt64(seed), corpus: corpus)
      let bytes = mutations.next()
      try Data(bytes).write(to: URL(fileURLWithPath: inputPath))
      setTimeLimit(Self.timeLimit)
      let start = ContinuousClock.now
      let source = SourceText(name: "t.md", text: String(decoding: bytes, as: UTF8.self))
      // Typesetting for paper has no memory, and so loads KaTeX anew.
      let faults = try await faults(of: source, checker, forPaper: seed % 16 == 0, &accepted)
      setTimeLimit(0)
      let time = ContinuousClock.now - start
      if time > slowest.time { slowest = (time, seed) }
      try #require(faults == [], "SEED=\(seed), kept in \(inputPath)")
      try #require(residentBytes < Self.memoryLimit, "SEED=\(seed) fills the memory")
      seed += 1
    }
    print(
      "\(seed - firstSeed) inputs, \(accepted) of them became pages; the slowest, SEED=\(slowest.seed): \(slowest.time)"
    )
    #expect(accepted > 0 || seconds < 10)
  }

  /// What could run or fetch something in the page; nothing for a template that is refused or would
  /// compute.
  private func faults(
    of source: SourceText, _ checker: TemplateChecker, forPaper: Bool, _ accepted: inout Int
  ) async throws -> [String] {
    let checked: CheckedTemplate
    do throws(Diagnostics) {
      checked = try checker.check(source, for: forPaper ? [.html, .pdf] : [.html]).0
    } catch {
      _ = DiagnosticRenderer(sources: [source], colour: true).text(error.all, limit: 20)
      return []
    }
    guard checked.experiments.isEmpty else { return [] }
    accepted += 1
    do {
      // A link may lead nowhere.
      let page = page(of: try await woven(checked))
      return PageInspection(page: page).faults.filter { !$0.hasPrefix("a link to nothing") }
    } catch is Diagnostics {
      return []
    }
  }

  private static func corpus() throws -> [[UInt8]] {
    let fixtures = BadTemplateTests.templates + HostileDocumentTests.documents
    let texts = fixtures.compactMap { $0.files["t.md"]?.joined(separator: "\n") }
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../templates").standardized
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let templates = try names.filter { $0.hasSuffix(".md") }.map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
    return (texts + templates).map { Array($0.utf8) }
  }

  /// The signal of a limit on processor time ends the process; 0 lifts it.
  private func setTimeLimit(_ seconds: Int) {
    var timer = itimerval(
      it_interval: timeval(tv_sec: 0, tv_usec: 0),
      it_value: timeval(tv_sec: seconds, tv_usec: 0))
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
  }

  private var residentBytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  }
}

/// Formulas typeset before, so that KaTeX is loaded for new ones only.
private final class KeptFormulas: Memo {
  private let kept = Mutex<[MemoKey: [UInt8]]>([:])

  func bytes(for key: MemoKey) -> [UInt8]? { kept.withLock { $0[key] } }
  func keep(_ bytes: [UInt8], for key: MemoKey) {
    kept.withLock {
      if $0.count > 10_000 { $0 = [:] }
      $0[key] = bytes
    }
  }
}

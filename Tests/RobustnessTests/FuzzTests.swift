import Diagnostics
import Foundation
import Inspection
import Publishing
import ScarpCatalog
import Synchronization
import Templates
import Testing
import Weaving

/// Runs where SCARP_FUZZ names seconds; SCARP_FUZZ_SEED starts another sequence. Before each input it is
/// written to the file SCARP_FUZZ_INPUT, where a crash or a time limit leaves it.
@Suite("Fuzzing", .enabled(if: FuzzTests.seconds > 0)) struct FuzzTests {
  static let seconds = number("SCARP_FUZZ") ?? 0
  private static let seed = number("SCARP_FUZZ_SEED") ?? 1
  private static let inputPath =
    ProcessInfo.processInfo.environment["SCARP_FUZZ_INPUT"] ?? ".build/fuzz-input.md"
  /// Seconds of processor time that one input may take, and bytes that all may hold.
  private static let timeLimit = 10
  private static let memoryLimit = 3 << 30

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init)
  }

  @Test("no template crashes, hangs or fills the memory, and what is accepted is inert")
  func fuzz() async throws {
    var mutations = TemplateMutations(seed: UInt64(Self.seed), corpus: try Self.corpus())
    let checker = TemplateChecker(catalog: .scarp, memoryLimit: 1_000_000_000, memo: KeptFormulas())
    let end = ContinuousClock.now + .seconds(Self.seconds)
    var (count, accepted) = (0, 0)
    print("fuzzing for \(Self.seconds) s from seed \(Self.seed); input in \(Self.inputPath)")
    while ContinuousClock.now < end {
      let bytes = mutations.next()
      try Data(bytes).write(to: URL(fileURLWithPath: Self.inputPath))
      setTimeLimit(Self.timeLimit)
      let source = SourceText(name: "t.md", text: String(decoding: bytes, as: UTF8.self))
      // Typesetting for paper has no memory, and so loads KaTeX anew.
      let faults = try await faults(of: source, checker, forPaper: count % 16 == 0, &accepted)
      setTimeLimit(0)
      count += 1
      try #require(faults == [], "seed \(Self.seed), input \(count) in \(Self.inputPath)")
      try #require(
        residentBytes < Self.memoryLimit, "seed \(Self.seed), input \(count) fills the memory")
    }
    print("\(count) inputs, \(accepted) of them became pages")
    #expect(count > 0)
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
    setitimer(ITIMER_PROF, &timer, nil)
  }

  private var residentBytes: Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
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

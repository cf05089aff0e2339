import Diagnostics
import Experiments
import Inspection
import Publishing
import Results
import ScarpCatalog
import Templates
import Weaving

/// A template as far as it gets: refused with messages, or woven.
enum Outcome {
  case refused([Diagnostic])
  case woven(WovenReport, warnings: [Diagnostic])
}

func outcome(
  of source: SourceText, beside files: [String: [String]] = [:], variant: Variant = Variant(),
  for formats: [OutputFormat] = [.html]
) async throws -> Outcome {
  let checker = TemplateChecker(catalog: .scarp, memoryLimit: 1_000_000_000)
  let checked: (CheckedTemplate, warnings: [Diagnostic])
  do throws(Diagnostics) {
    checked = try checker.check(
      source, files: Files(lines: files), variant: variant, for: formats)
  } catch {
    return .refused(error.all)
  }
  let computation = Computation(store: NoStore(), engine: SerialEngine(), progress: Silence())
  do {
    return .woven(
      try await checked.0.woven(by: computation, version: "0"), warnings: checked.warnings)
  } catch let mistakes as Diagnostics {
    return .refused(mistakes.all)
  }
}

/// A checked template without experiments as a report.
func woven(_ checked: CheckedTemplate) async throws -> WovenReport {
  try await checked.woven(
    by: Computation(store: NoStore(), engine: SerialEngine(), progress: Silence()), version: "0")
}

func page(of report: WovenReport) -> String { HTMLPage(report: report) { svg($0) }.html }

/// Files in memory, under the rules for those on disk.
private struct Files: SourceReader {
  let lines: [String: [String]]

  func file(
    _ path: String, namedAt place: SourceLocation, limit: Int
  ) throws(Diagnostic) -> SourceFile {
    let folder = place.file.split(separator: "/").dropLast().map(String.init)
    let name = try confinedPath(path, from: folder, at: place).joined(separator: "/")
    guard let found = lines[name].map({ Array($0.joined(separator: "\n").utf8) }) else {
      throw Diagnostic(at: place, "cannot read \(name)")
    }
    guard found.count <= limit else {
      throw Diagnostic(at: place, "\(name) is larger than \(limit) bytes")
    }
    return SourceFile(name: name, bytes: found)
  }
}

private struct NoStore: ResultStore {
  func results(for units: [WorkUnit]) -> KeptResults { KeptResults(count: units.count) }
  func keep(_ result: UnitResult, for unit: WorkUnit, seconds: Double) -> String? { nil }
}

private struct SerialEngine: Engine {
  func run(
    _ units: [WorkUnit], finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void
  ) async throws {
    for (index, unit) in units.enumerated() {
      if let result = unit.result() { try finished(index, result, 0) }
    }
  }
}

private struct Silence: Progress {
  func began(total: Int, reused: Int, cost: Double) {}
  func foundDamaged(_ count: Int, of experiment: String) {}
  func finishedUnit(cost: Double) {}
  func ended() {}
}

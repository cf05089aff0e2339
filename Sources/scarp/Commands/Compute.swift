import ArgumentParser
import Diagnostics
import Directives
import Experiments
import FoundationEssentials
import Results
import ScarpCatalog
import Weaving

struct Compute: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run one experiment and print its quantities.",
    discussion: """
      The experiment's options are those of its directive: `scarp compute threshold-sweep --delta \
      1:9:0.5 --activation quad,gelu --d 300`. Ranges are from:to:step, lists a,b,c; a mapping is \
      quad=0.1,gelu=0.3. `scarp help directive threshold-sweep` shows them. The command's own \
      options come first or last.
      """)

  @Argument(help: "The experiment's name: `scarp list experiments`.")
  var experiment: String

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "With --json: also every seed's own points.")
  var perSeed = false

  @OptionGroup var work: WorkOptions

  @Argument(parsing: .allUnrecognized, help: "Options of the experiment.")
  var options: [String] = []

  func run() async throws {
    let catalog = Catalog.scarp
    guard let kind = catalog.experiment(experiment) else {
      throw CommandFailure(
        message: "no experiment '\(experiment)'; "
          + helpNaming(
            experiment, among: catalog.experiments.map { $0.declaration.name }, noun: "there are"))
    }
    let planned: any Experiment
    do {
      let tree = try OptionTree.reading(arguments: options)
      planned = try kind.init(kind.declaration.arguments(of: tree, at: nil))
      try planned.refuse(above: work.memoryLimit, at: nil)
    } catch {
      printError(DiagnosticRenderer(sources: [], colour: usesColour).text(error.all))
      throw CommandFailure(message: "")
    }
    let computation = work.computation(
      in: try work.place.openStore(beside: "."), interruption: Interruption(),
      progress: TerminalProgress(name: experiment))
    do {
      let results = try await computation.results(of: [planned])
      for result in results { print(json ? try jsonText(result) : text(result)) }
      if results.contains(where: { $0.failed > 0 }) {
        throw CommandFailure(message: "some runs failed; --json --per-seed shows why")
      }
    } catch let missing as UnitsMissing {
      let count = missing.counts[0]
      throw CommandFailure(
        message: "\(count.missing) of \(count.planned) runs are not kept, and --cached computes "
          + "nothing")
    } catch is Interrupted {
      printError("\ninterrupted; finished runs are kept and the same command goes on from them")
      Interruption.exit()
    } catch let failure as SQLiteStore.Failure {
      throw CommandFailure(message: failure.description)
    }
  }

  private func jsonText(_ result: ExperimentResult) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let report = ResultJSON(result, version: Scarp.version, includesSeeds: perSeed)
    return String(decoding: try encoder.encode(report), as: UTF8.self)
  }

  /// Points as lines: coordinates, then each quantity with its interval.
  private func text(_ result: ExperimentResult) -> String {
    var lines: [String] = []
    for point in result.points {
      lines.append(point.at.isEmpty ? "all" : point.at.description(separator: ", "))
      for (name, estimate) in point.quantities.sorted(by: { $0.key < $1.key }) {
        guard let estimate else {
          lines.append("  \(name) is not defined")
          continue
        }
        let decimals = estimate.decimals()
        let interval = estimate.intervalText(decimals: decimals).map { " \($0)" } ?? ""
        lines.append("  \(name) \(fixed(estimate.value, decimals))\(interval)")
      }
    }
    let ledger =
      "\(result.units.count) runs: \(result.finished) finished, \(result.diverged) diverged, "
      + "\(result.failed) failed; intervals are 95 %"
      + (result.theoryUnits.isEmpty ? "" : "; \(result.theoryUnits.count) units of theory")
    return (lines + result.allNotes + [ledger]).joined(separator: "\n")
  }
}

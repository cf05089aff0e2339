import ArgumentParser
import Diagnostics
import FoundationEssentials
import Glibc
import Publishing
import ScarpCatalog
import Weaving

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judge the claims of templates and print a verdict for each.",
    discussion: """
      Computes what the claims need and is not kept, nothing else. Ends with 0 if every claim holds, 2 \
      if one is refuted, 3 if none is but some are inconclusive or were not reached, and 1 on any \
      error, which comes first.
      """)

  @Argument(help: "Markdown files with claims.")
  var templates: [String]

  @OptionGroup var messages: MessageOptions

  @Option(help: ArgumentHelp("Also write the verdicts as JUnit XML.", valueName: "file"))
  var junit: String?

  @Option(
    help: ArgumentHelp(
      """
      Compute for so long at most, such as 90s, 10m or 1h. Claims that the runs kept so far leave \
      open, or of which no run is kept, come before those that they decide already; among each the \
      cheapest first. What was not reached is said.
      """, valueName: "time"))
  var budget: String?

  @Option(
    help: ArgumentHelp(
      "Also compare every number with this earlier report in HTML.", valueName: "report"))
  var against: String?

  @Option(help: "With --against: the relative difference that is allowed.")
  var tolerance = 1e-9

  @OptionGroup var chosen: VariantOptions
  @OptionGroup var work: WorkOptions

  func validate() throws {
    if let budget, secondCount(budget) == nil {
      throw ValidationError("--budget is a time such as 90s, 10m or 1h, not '\(budget)'")
    }
    if against != nil, templates.count > 1 {
      throw ValidationError("--against compares one template with its earlier report")
    }
    if !(tolerance >= 0 && tolerance < 1) {
      throw ValidationError("--tolerance is a number from 0 to 1")
    }
  }

  func run() async throws {
    let interruption = Interruption()
    let deadline = budget.flatMap(secondCount).map { ContinuousClock.now + .seconds($0) }
    var stores: [SQLiteStore] = []
    for path in templates {
      stores.append(try work.place.openStore(beside: parentFolder(of: path)))
    }
    let memos = Dictionary(zip(templates, stores.map(\.memo)), uniquingKeysWith: { $1 })
    let checked = try checkedTemplates(templates, chosen, messages) { path in
      TemplateChecker(
        catalog: .scarp, memoryLimit: work.memoryLimit, memo: memos[path] ?? NoMemo())
    }
    let silent = zip(templates, checked).filter { Verification(of: $0.1).needs.isEmpty }
    try messages.report(
      silent.map { path, _ in
        Diagnostic(
          at: SourceLocation(file: path, line: 1, column: 1), "the template claims nothing",
          help: "`scarp help directive claim` shows how to")
      })

    var reports: [VerdictReport] = []
    do {
      for (index, path) in templates.enumerated() {
        let computation = work.computation(
          in: stores[index], interruption: interruption, progress: TerminalProgress(name: path),
          deadline: deadline)
        reports.append(
          try await verified(path, checked[index], computation, deadline: deadline))
      }
      if let junit { try writeWhole(Array(JUnitReport(reports).xml.utf8), to: junit) }
      print(
        messages.json
          ? try VerdictJSON(reports).text : reports.map(\.table).joined(separator: "\n\n"))
      try messages.report(reports.flatMap(\.failures))
      if let against {
        try await compare(checked[0], stores[0], with: against, interruption)
      }
    } catch let mistakes as Diagnostics {
      try messages.report(mistakes.all)
    } catch is Interrupted {
      printError("\ninterrupted; finished runs are kept and the same command goes on from them")
      Interruption.exit()
    } catch let failure as SQLiteStore.Failure {
      throw CommandFailure(message: failure.description)
    }
    let code = VerdictReport.exitCode(reports)
    if code != 0 { Glibc.exit(code) }
  }

  /// The claims that can be judged; where time is limited, those first from which most is learned.
  private func verified(
    _ path: String, _ template: CheckedTemplate, _ computation: Computation,
    deadline: ContinuousClock.Instant?
  ) async throws -> VerdictReport {
    var verification = Verification(of: template)
    var report = VerdictReport(template: path)
    guard let deadline else {
      try await verification.compute(verification.needs, by: computation)
      report.add(verification.needs.map(verification.judged))
      report.failures = verification.failures
      return report
    }
    var waiting = try verification.needs.map { need in
      let verdict = try verification.verdictSoFar(on: need, by: computation)
      return (need: need, isDecided: verdict == .holds || verdict == .refuted)
    }
    let cores = Double(work.jobs ?? Machine.cores)
    while !waiting.isEmpty {
      let left = seconds(deadline - ContinuousClock.now)
      let costs = try waiting.map { try verification.cost(of: $0.need, by: computation) }
      let next = Verification.next(
        costs: costs, isDecided: waiting.map(\.isDecided), affordable: left * cores)
      guard let next else { break }
      do {
        try await verification.compute([waiting[next].need], by: computation)
      } catch is Interrupted where ContinuousClock.now >= deadline {
        break
      }
      report.add([verification.judged(waiting.remove(at: next).need)])
    }
    report.notReached = waiting.map(\.need)
    report.failures = verification.failures
    return report
  }

  /// Every number of the report as it would be now, against an earlier one.
  private func compare(
    _ template: CheckedTemplate, _ store: SQLiteStore, with path: String,
    _ interruption: Interruption
  ) async throws {
    guard let data = FileManager.default.contents(atPath: path),
      let earlier = ReportNumbers(html: String(decoding: data, as: UTF8.self))
    else {
      throw CommandFailure(message: "\(path) is not an HTML report of scarp with its record")
    }
    let computation = work.computation(
      in: store, interruption: interruption, progress: TerminalProgress(name: path))
    let report = try await template.woven(by: computation, version: Scarp.version)
    let comparison = NumberComparison(
      earlier, ReportNumbers(report), tolerance: tolerance)
    printError(comparison.text)
    guard comparison.isEqual else {
      throw CommandFailure(message: "the numbers are not those of \(path)")
    }
  }
}

/// `90s`, `10m`, `1h30m` or a number of seconds; nil for anything else.
func secondCount(_ text: String) -> Double? {
  var total = 0.0
  var digits = ""
  for character in text {
    if character.isNumber || character == "." {
      digits.append(character)
      continue
    }
    guard let unit = ["s": 1.0, "m": 60, "h": 3600][character], let number = Double(digits) else {
      return nil
    }
    total += unit * number
    digits = ""
  }
  if !digits.isEmpty {
    guard let number = Double(digits), total == 0 else { return nil }
    total = number
  }
  return total > 0 && total < 1e9 ? total : nil
}

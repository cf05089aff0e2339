import FoundationEssentials
import Synchronization
import Weaving

/// How a render went: what its report must not hold, since equal inputs give equal reports.
struct RunRecord: Encodable {
  struct Directive: Encodable {
    /// `#cliff`, or its number among those without a label.
    let name: String
    let experiment: String
    /// `fresh` if every run was kept from before, else `computed`.
    let state: String
    let planned: Int
    let computed: Int
    /// Of one core.
    let seconds: Double
  }

  let version = Scarp.version
  let started: String
  let wallSeconds: Double
  let host = ProcessInfo.processInfo.hostName
  let cores = Machine.cores
  let jobs: Int
  let numericsClass: String
  let directives: [Directive]

  enum CodingKeys: String, CodingKey {
    case version, started, host, cores, jobs, directives
    case wallSeconds = "wall_seconds"
    case numericsClass = "numerics_class"
  }

  /// - Parameter accounts: of the template's experiments and those of its controls, in their order.
  init(
    of template: CheckedTemplate, _ accounts: [UnitAccount], started: Date, jobs: Int,
    numericsClass: String
  ) {
    self.started = started.formatted(.iso8601)
    self.jobs = jobs
    self.numericsClass = numericsClass
    wallSeconds = rounded(Date.now.timeIntervalSince(started))
    let names = zip(template.plannedDirectives, template.experiments)
    directives = zip(names, accounts).map { directive, account in
      Directive(
        name: directive.0.name, experiment: type(of: directive.1).declaration.name,
        state: account.computed == 0 ? "fresh" : "computed", planned: account.planned,
        computed: account.computed, seconds: rounded(account.seconds))
    }
  }

  var bytes: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
  }

  /// A line a directive, for the terminal.
  var text: String {
    directives.map { directive in
      let runs =
        directive.computed == 0
        ? "\(directive.planned) runs kept"
        : "\(directive.computed) of \(directive.planned) runs computed, "
          + duration(directive.seconds) + " of one core"
      return "  \(directive.experiment) \(directive.name): \(runs)"
    }.joined(separator: "\n")
  }
}

/// To the millisecond.
private func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }

/// Remembers what each experiment took while others are told of progress.
final class AccountedProgress: Progress {
  private let told: any Progress
  private let kept = Mutex<[UnitAccount]>([])

  init(_ told: any Progress) { self.told = told }

  /// One an experiment, in their order, once all are done.
  var accounts: [UnitAccount] { kept.withLock { $0 } }

  func began(total: Int, reused: Int, cost: Double) {
    told.began(total: total, reused: reused, cost: cost)
  }

  func foundDamaged(_ count: Int, of experiment: String) {
    told.foundDamaged(count, of: experiment)
  }

  func finishedUnit(cost: Double) { told.finishedUnit(cost: cost) }

  func ended() { told.ended() }

  func accounted(_ accounts: [UnitAccount]) { kept.withLock { $0 = accounts } }
}

import ArgumentParser
import Cluster
import FoundationEssentials
import Glibc

/// Where units are computed, shared by the commands that compute.
struct EngineOptions: ParsableArguments {
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case local, slurm, plan
  }

  @Option(
    help: """
      Where to compute: local, slurm (job arrays), or plan (only write down what any queue can run).
      """)
  var engine = Kind.local

  @Option(
    help: ArgumentHelp(
      "With --engine slurm: an option of sbatch, such as partition=main; repeatable.",
      valueName: "key=value"))
  var slurm: [String] = []

  @Flag(help: "With --engine slurm: submit and leave; scarp resume makes the report.")
  var detach = false

  @Option(help: .hidden)
  var resumedPlan: String?

  func validate() throws {
    guard engine == .slurm || (slurm.isEmpty && !detach) else {
      throw ValidationError("--slurm and --detach belong to --engine slurm")
    }
    _ = try settings
  }

  var settings: [(key: String, value: String)] {
    get throws {
      try slurm.map {
        switch SlurmScript.setting($0) {
        case .success(let setting): setting
        case .failure(let refusal): throw ValidationError("--slurm \(refusal.text)")
        }
      }
    }
  }

  /// - Parameter store: the file of results, beside which plans lie.
  func place(besideStore store: String) -> PlanPlace {
    var arguments: [String] = []
    var rest = CommandLine.arguments.dropFirst()
    while let word = rest.popFirst() {
      if word == "--resumed-plan" {
        rest = rest.dropFirst()
      } else if word != "--detach" {
        arguments.append(word)
      }
    }
    return PlanPlace(
      parent: parentFolder(of: store) + "/plans", resumed: resumedPlan, arguments: arguments)
  }

  /// Waiting times of a queue; the environment may shorten them for a queue that is at hand.
  static var limits: Rounds.Limits {
    var limits = Rounds.Limits()
    func seconds(_ name: String) -> Double? { getenv(name).flatMap { Double(String(cString: $0)) } }
    if let grace = seconds("SCARP_SLURM_GRACE") { limits.grace = grace }
    if let patience = seconds("SCARP_SLURM_PATIENCE") { limits.patience = patience }
    if let wait = seconds("SCARP_SLURM_POLL") { limits.shortestWait = wait }
    return limits
  }
}

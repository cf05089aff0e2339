import FoundationEssentials
import Weaving

/// The one object `scarp verify --json` prints.
struct VerdictJSON: Encodable {
  private struct Template: Encodable {
    let template: String
    let claims: [ClaimRecord]
    let notReached: [String]

    enum CodingKeys: String, CodingKey {
      case template, claims
      case notReached = "not_reached"
    }
  }

  private let version = Scarp.version
  private let exit: Int
  private let templates: [Template]

  init(_ reports: [VerdictReport]) {
    exit = reports.contains { !$0.failures.isEmpty } ? 1 : Int(VerdictReport.exitCode(reports))
    templates = reports.map { report in
      Template(
        template: report.template, claims: report.claims.map(ClaimRecord.init),
        notReached: report.notReached.map { VerdictReport.name($0.label, $0.number) })
    }
  }

  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}

import ArgumentParser
import Diagnostics
import Templates

/// The formats of a report, as `--to html,pdf` names them.
struct ReportFormats: ExpressibleByArgument {
  /// Each once, in the order given.
  let all: [OutputFormat]

  init(all: [OutputFormat]) { self.all = all }

  init?(argument: String) {
    var all: [OutputFormat] = []
    for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let format = OutputFormat(rawValue: word.trimmed) else { return nil }
      if !all.contains(format) { all.append(format) }
    }
    self.init(all: all)
  }

  var defaultValueDescription: String { all.map(\.rawValue).joined(separator: ",") }
}

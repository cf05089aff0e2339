import Diagnostics
import Weaving

/// Verdicts as JUnit's XML, which continuous integration reads: a suite a template, a case a claim.
struct JUnitReport {
  let xml: String

  init(_ reports: [VerdictReport]) {
    let suites = reports.map { report in
      let cases = report.claims.map { Self.testCase($0, in: report.template) }
      let skipped = report.notReached.map { need in
        Self.open(VerdictReport.name(need.label, need.number), report.template)
          + "<skipped message=\"not reached within the budget\"/></testcase>"
      }
      let errors = report.failures.map { failure in
        Self.open(Self.place(of: failure, in: report.template), report.template)
          + "<error message=\"\(xmlText(failure.message))\"/></testcase>"
      }
      let all = cases + skipped + errors
      let failed = report.claims.count { $0.verdict != .holds }
      return "  <testsuite name=\"\(xmlText(report.template))\" tests=\"\(all.count)\" "
        + "failures=\"\(failed)\" errors=\"\(errors.count)\" skipped=\"\(skipped.count)\">\n"
        + all.map { "    \($0)\n" }.joined() + "  </testsuite>\n"
    }
    xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\(suites.joined())</testsuites>\n"
  }

  /// `line 7`, or `part.md:7` in a file that the template includes.
  private static func place(of failure: Diagnostic, in template: String) -> String {
    guard let location = failure.location, location.file != template else {
      return "line \(failure.location?.line ?? 0)"
    }
    return "\(location.file):\(location.line)"
  }

  private static func open(_ name: String, _ template: String) -> String {
    "<testcase name=\"\(xmlText(name))\" classname=\"\(xmlText(template))\">"
  }

  private static func testCase(_ claim: WovenClaim, in template: String) -> String {
    let words =
      ([claim.predicate] + claim.comparisons.map { "\($0.text): \($0.value) \($0.interval)" }
      + claim.remarks).joined(separator: "\n")
    let content =
      claim.verdict == .holds
      ? "<system-out>\(xmlText(words))</system-out>"
      : "<failure type=\"\(claim.verdict.rawValue)\" message=\"\(xmlText(claim.predicate)) is "
        + "\(claim.verdict.rawValue)\">\(xmlText(words))</failure>"
    return open(VerdictReport.name(claim.label, claim.number), template) + content + "</testcase>"
  }
}

private func xmlText(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\n", "\t": result.unicodeScalars.append(scalar)
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

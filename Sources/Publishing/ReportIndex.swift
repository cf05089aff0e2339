import Claims
import Weaving

/// A page that lists reports beside it, each with its first figure and the counts of its verdicts.
///
/// It is made from the reports alone: equal reports give equal pages.
public struct ReportIndex {
  private let reports: [ReportFile]

  /// - Parameter reports: in the order in which they are listed.
  public init(_ reports: [ReportFile]) { self.reports = reports }

  public var html: String {
    let items = reports.map(item).joined(separator: "\n")
    let header = element(
      "header", [:],
      element("h1", [:], "Reports") + "\n"
        + element("p", ["class": "subtitle"], escaped(summary)))
    let body = element(
      "body", [:],
      "\n" + header + "\n" + element("main", [:], "\n" + items + "\n") + "\n")
    let head = [
      "<meta charset=\"utf-8\">",
      openTag("meta", ["http-equiv": "Content-Security-Policy", "content": HTMLPage.policy]),
      openTag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      openTag("meta", ["name": "color-scheme", "content": "light dark"]),
      element("title", [:], "Reports"),
      element("style", [:], "\n" + HTMLPage.pageStyle + Self.style + "\n"),
    ].joined(separator: "\n")
    return "<!DOCTYPE html>\n"
      + element(
        "html", ["lang": "en"], "\n" + element("head", [:], "\n" + head + "\n") + "\n" + body + "\n"
      )
      + "\n"
  }

  private func item(_ report: ReportFile) -> String {
    let address = report.name + ".html"
    var parts = [
      element(
        "h2", [:], element("a", ["href": address], report.title))
    ]
    if !report.subtitle.isEmpty { parts.append(element("p", [:], report.subtitle)) }
    if let counts = Self.counts(report.record.claims) {
      parts.append(element("p", ["class": "counts"], counts))
    }
    if let headline = report.headline {
      parts.append(element("a", ["href": address, "class": "headline"], headline))
    }
    parts.append(
      element("p", ["class": "method"], element("code", [:], escaped(report.record.command))))
    return element("section", ["class": "report"], parts.joined(separator: "\n"))
  }

  /// `✓ 16 hold ✗ 1 refuted ? 1 inconclusive`; nil without claims.
  private static func counts(_ claims: [ClaimRecord]) -> String? {
    guard !claims.isEmpty else { return nil }
    let kinds: [(Verdict, String)] = [
      (.holds, "hold"), (.refuted, "refuted"), (.inconclusive, "inconclusive"),
    ]
    let parts = kinds.compactMap { verdict, word -> String? in
      let count = claims.count { $0.verdict == verdict }
      guard count > 0 else { return nil }
      return element(
        "span", ["class": "verdict \(verdict.rawValue)"], "\(verdict.sign) \(count) \(word)")
    }
    return escaped(claims.count.ofClaims) + ": " + parts.joined(separator: " ")
  }

  private var summary: String {
    let claims = reports.flatMap(\.record.claims)
    let noun = reports.count == 1 ? "report" : "reports"
    return claims.isEmpty
      ? "\(reports.count) \(noun)" : "\(reports.count) \(noun) with \(claims.count.ofClaims)"
  }

  private static let style = """
    .report { margin: 0 0 3.5rem; }
    .report h2 { margin: 0 0 0.3em; }
    .report .counts { font: var(--caption)/1.6 var(--sans); }
    .report .counts .verdict { margin-right: 0.9em; }
    .report .verdict.holds { color: var(--tip); }
    .report .verdict.refuted { color: var(--refuted); }
    .report .verdict.inconclusive { color: var(--warning); }
    .report .headline img { display: block; max-width: 100%; height: auto; }
    """
}

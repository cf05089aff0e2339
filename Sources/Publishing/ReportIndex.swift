import Claims
import Weaving

/// A page that lists reports beside it, each with what it is about, its first figure and the counts of
/// its verdicts.
///
/// It is made from the reports alone: equal reports give equal pages.
public struct ReportIndex {
  private let reports: [ReportFile]
  private let templates: String

  /// - Parameters:
  ///   - reports: in the order in which they are listed.
  ///   - templates: the folder of their templates, from where a reader works.
  public init(_ reports: [ReportFile], templates: String) {
    self.reports = reports
    self.templates = templates
  }

  /// The reports that an index lists, in its order.
  public static func names(in html: String) -> [String] {
    html.split(separator: itemStart).dropFirst().compactMap { item in
      let address = item.prefix { $0 != "\"" }
      return address.hasSuffix(".html") ? String(address.dropLast(".html".count)) : nil
    }
  }

  private static let itemStart = "<section class=\"report\"><h2><a href=\""

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
    if !report.subtitle.isEmpty {
      parts.append(element("p", ["class": "about"], report.subtitle))
    }
    if !report.introduction.isEmpty { parts.append(element("p", [:], report.introduction)) }
    if let counts = Self.counts(report.record.claims) {
      parts.append(element("p", ["class": "counts"], counts))
    }
    if let headline = report.headline {
      let picture = element("a", ["href": address], headline)
      let caption = report.caption.isEmpty ? "" : element("figcaption", [:], report.caption)
      parts.append(element("figure", ["class": "headline"], picture + caption))
    }
    let command = report.record.command(templates: templates)
    parts.append(element("p", ["class": "method"], element("code", [:], escaped(command))))
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
    .report .about { font-style: italic; color: var(--quiet); margin-bottom: 0.5em; }
    .report math { font-size: 1.12em; }
    .report .headline { margin: 1.2rem 0 0.8rem; }
    .report .headline img { display: block; width: min(100%, 30rem); height: auto; }
    """
}

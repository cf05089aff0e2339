import FoundationEssentials
import Weaving

/// What a report as an HTML file says about itself: its record, its title and its first figure.
public struct ReportFile: Sendable {
  /// Its name without folder and ending.
  public let name: String
  public let record: ReportRecord
  let title: String
  let subtitle: String
  /// The `img` element of the first figure, as it stands in the page; nil without figures.
  let headline: String?

  /// - Returns: nil if the page holds no record that can be read.
  public init?(name: String, html: String) {
    guard let link = html.firstRange(of: "download=\"\(ReportNumbers.recordName)\""),
      let json = Self.text(
        in: html[link.upperBound...], from: "href=\"data:application/json;charset=utf-8,", to: "\""),
      let record = try? JSONDecoder().decode(
        ReportRecord.self, from: Data(percentDecoded(json).utf8))
    else { return nil }
    self.name = name
    self.record = record
    title = Self.text(in: html[...], from: "<title>", to: "</title>").map(String.init) ?? name
    subtitle =
      Self.text(in: html[...], from: "<p class=\"subtitle\">", to: "</p>").map(String.init) ?? ""
    headline = html.firstRange(of: "<figure ").flatMap { figure in
      Self.text(in: html[figure.upperBound...], from: "<img ", to: ">").map { "<img \($0)>" }
    }
  }

  private static func text(
    in page: Substring, from start: String, to end: String
  ) -> Substring? {
    guard let opening = page.firstRange(of: start) else { return nil }
    let rest = page[opening.upperBound...]
    return rest.firstRange(of: end).map { rest[..<$0.lowerBound] }
  }
}

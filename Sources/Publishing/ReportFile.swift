import FoundationEssentials
import Weaving

/// What a report as an HTML file says about itself: its record, its title, the beginning of its
/// abstract and its first figure.
public struct ReportFile: Sendable {
  /// Its name without folder and ending.
  public let name: String
  public let record: ReportRecord
  let title: String
  let subtitle: String
  /// The first sentences of the abstract; empty without one.
  let introduction: String
  /// The `img` or `picture` element of the first figure, as it stands in the page; nil without figures.
  let headline: String?
  /// What is to be seen in it, without its number.
  let caption: String

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
    introduction =
      Self.text(in: html[...], from: "<section class=\"abstract\"", to: "</section>")
      .flatMap { Self.text(in: $0, from: "<p>", to: "</p>") }
      .map { PageExtract($0).sentences(Self.introductionLength) } ?? ""
    // Tables are figures too, without a drawing.
    let figure = Self.text(in: html[...], from: " class=\"drawn", to: "</figure>")
    headline = figure.flatMap { figure in
      let picture = Self.text(in: figure, from: "<picture>", to: "</picture>")
      let image = Self.text(in: figure, from: "<img ", to: ">").map { "<img \($0)>" }
      // The image may be one of later frames, the picture another.
      guard let picture, let image, picture.contains(image) else { return image }
      return "<picture>\(picture)</picture>"
    }
    caption =
      figure.flatMap { Self.text(in: $0, from: "<figcaption>", to: "</figcaption>") }
      .flatMap { Self.text(in: $0, from: "</a>", to: "</p>") }
      .map { PageExtract($0).html } ?? ""
  }

  /// Characters of the abstract that say what a report is about.
  private static let introductionLength = 160

  private static func text(
    in page: Substring, from start: String, to end: String
  ) -> Substring? {
    guard let opening = page.firstRange(of: start) else { return nil }
    let rest = page[opening.upperBound...]
    return rest.firstRange(of: end).map { rest[..<$0.lowerBound] }
  }
}

import Plotting
import Templates
import Typesetting
import Weaving

/// A report as one HTML file that needs no network and no script.
public struct HTMLPage {
  private let report: WovenReport
  private let drawing: (Scene) -> String

  /// - Parameter drawing: a scene as an SVG document with a size.
  public init(report: WovenReport, drawing: @escaping (Scene) -> String) {
    self.report = report
    self.drawing = drawing
  }

  /// The bytes of the file, as text. Equal reports give equal pages.
  public var html: String {
    var writer = HTMLWriter(report: report, drawing: drawing)
    let header = writer.header()
    let verdicts = writer.verdicts()
    let contents = writer.contents()
    let main = element("main", ["id": "page:text"], "\n" + writer.body() + "\n")
    let skip =
      contents.isEmpty
      ? "" : element("a", ["class": "skip", "href": "#page:text"], "Skip to the text")
    let body = [skip, header, verdicts, contents, main, writer.provenance()]
      .filter { !$0.isEmpty }.joined(separator: "\n")
    let document = "\n" + head + "\n" + element("body", [:], "\n" + body + "\n") + "\n"
    return "<!DOCTYPE html>\n" + element("html", ["lang": report.metadata.lang], document) + "\n"
  }

  private var head: String {
    let math = MathStylesheet(for: report.formulas.sorted { $0.key.tex < $1.key.tex }.map(\.value))
    var lines = [
      "<meta charset=\"utf-8\">",
      openTag("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy]),
      openTag(
        "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      openTag("meta", ["name": "color-scheme", "content": "light dark"]),
      openTag("meta", ["name": "generator", "content": "Scarp"]),
      element("title", [:], escaped(report.documentTitle)),
    ]
    lines += report.metadata.authors.map { openTag("meta", ["name": "author", "content": $0]) }
    lines.append(element("style", [:], "\n" + Self.pageStyle + math.css + "\n"))
    return element("head", [:], "\n" + lines.joined(separator: "\n") + "\n")
  }

  /// Whatever a mistake of ours let through, the browser may neither fetch nor run.
  package static let policy =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; "
    + "base-uri 'none'; form-action 'none'"

  static let pageStyle = String(decoding: PackageResources.page_css, as: UTF8.self)
}

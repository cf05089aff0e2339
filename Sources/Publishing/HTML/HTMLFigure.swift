import Templates
import Weaving

extension HTMLWriter {
  /// Figures are drawn at print size; the page's text is larger than print, and so are they here.
  private static let magnification = 1.25
  /// Figures wider than the text may reach into the margin; CSS pixels.
  private static let textWidth = 640.0

  mutating func figure(_ figure: WovenFigure) -> String {
    let svg = drawing(figure.scene)
    guard let size = SVGSize(svg) else { preconditionFailure("a drawing without a size") }
    let width = size.width * Self.magnification
    let height = size.height * Self.magnification
    let id = figure.label ?? "figure:\(figure.number)"
    let toggle = "enlarge:\(figure.number)"
    let image = openTag(
      "img",
      [
        "src": DataURI.svg(svg), "alt": figure.altText, "width": pixels(width),
        "height": pixels(height), "decoding": "async",
      ])
    // A drawing without colours of its own for the dark keeps its paper.
    let followsTheme = svg.contains("prefers-color-scheme")
    let picture = element(
      "label", ["class": followsTheme ? "picture" : "picture paper", "for": toggle], image)
    let caption = self.caption(
      "Figure \(figure.number)", id: id, figure.caption, notes: figure.notes)
    let enlarge = element(
      "label", ["class": "enlarge"],
      openTag(
        "input",
        ["type": "checkbox", "id": toggle, "aria-label": "Enlarge figure \(figure.number)"])
        + "<span class=\"open\">Enlarge</span><span class=\"close\">Close</span>")
    let tools = self.tools(
      figure.data, name: figure.label ?? "figure-\(figure.number)", of: "figure \(figure.number)",
      others: enlarge)
    return element(
      "figure", ["id": id, "class": width > Self.textWidth ? "drawn wide" : "drawn"],
      picture + "\n" + caption + "\n" + tools)
  }

  /// The number, what to see, then how it was made in smaller type.
  mutating func caption(
    _ name: String, id: String, _ content: [Inline], notes: [String]
  ) -> String {
    let mark = element("a", ["class": "number", "href": "#" + id], escaped(name))
    let text = withoutSidenotes { $0.inlines(content) }
    var html = element("p", [:], text.isEmpty ? mark : mark + " " + text)
    if !notes.isEmpty {
      html += "\n" + element("p", ["class": "method"], symbols(notes.joined(separator: " ")))
    }
    return element("figcaption", [:], html)
  }

  private func pixels(_ length: Double) -> String { String(Int(length.rounded())) }
}

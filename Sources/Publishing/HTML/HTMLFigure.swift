import Plotting
import Templates
import Weaving

extension HTMLWriter {
  /// Figures are drawn at print size; the page's text is larger than print, and so are they here.
  private static let magnification = 1.25
  /// Figures wider than the text may reach into the margin; CSS pixels.
  private static let textWidth = 640.0

  mutating func figure(_ figure: WovenFigure) -> String {
    let id = figure.label ?? "figure:\(figure.number)"
    let toggle = "enlarge:\(figure.number)"
    let whole = drawn(figure.scene, alt: figure.altText, enlargedBy: toggle)
    let frames = figure.frames.map { drawn($0.scene, alt: $0.altText, enlargedBy: toggle) }
    let width = frames.map(\.width).max() ?? whole.width
    let picture =
      frames.isEmpty
      ? whole.html
      : slider(figure, frames: frames.map(\.html)) + "\n"
        + element("div", ["class": "all"], whole.html)
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

  private func drawn(
    _ scene: Scene, alt: String, enlargedBy toggle: String
  ) -> (html: String, width: Double) {
    let svg = drawing(scene)
    guard let size = SVGSize(svg) else { preconditionFailure("a drawing without a size") }
    let width = size.width * Self.magnification
    let image = openTag(
      "img",
      [
        "src": DataURI.svg(svg), "alt": alt, "width": pixels(width),
        "height": pixels(size.height * Self.magnification), "decoding": "async",
      ])
    let shown =
      width > Self.textWidth
      ? element("picture", [:], onPhone(scene) + image) : image
    // A drawing without colours of its own for the dark keeps its paper.
    let followsTheme = svg.contains("prefers-color-scheme")
    let html = element(
      "label", ["class": followsTheme ? "picture" : "picture paper", "for": toggle], shown)
    return (html, width)
  }

  /// A wide drawing once more for narrow screens, where its text would shrink with it.
  private func onPhone(_ scene: Scene) -> String {
    let svg = drawing(scene.stacked)
    guard let size = SVGSize(svg) else { preconditionFailure("a drawing without a size") }
    return openTag(
      "source",
      [
        "media": "screen and (max-width: 48rem)", "srcset": DataURI.svg(svg, isInSet: true),
        "width": pixels(size.width * Self.magnification),
        "height": pixels(size.height * Self.magnification),
      ])
  }

  /// One moment at a time, chosen with the pointer or the arrow keys, the last one at first.
  ///
  /// Each choice stands right before what it shows, so that the style sheet alone can show it; where
  /// there is none, all are seen.
  private func slider(_ figure: WovenFigure, frames: [String]) -> String {
    let name = "moment:\(figure.number)"
    let variable = figure.frames.first?.variable ?? ""
    let lead = element(
      "span", ["class": "variable", "aria-hidden": "true"],
      element("i", [:], escaped(variable)) + " =")
    let stops = zip(figure.frames, frames).enumerated().map { index, pair in
      let (moment, picture) = pair
      let id = "\(name):\(index + 1)"
      let choice = openTag(
        "input",
        [
          "type": "radio", "name": name, "id": id,
          "aria-label": "\(moment.variable) = \(moment.value)",
          "checked": index == frames.count - 1 ? "" : nil,
        ])
      return choice + element("label", ["class": "stop", "for": id], escaped(moment.value))
        + element("div", ["class": "frame"], picture)
    }
    return element(
      "div",
      [
        "class": "frames", "role": "radiogroup",
        "aria-label": "\(variable) shown in figure \(figure.number)",
      ], lead + "\n" + stops.joined(separator: "\n"))
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

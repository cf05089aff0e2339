import Plotting

/// A scene as SVG in light whose words are text, for a program that has the font of figures and
/// makes them searchable; `svg` holds outlines instead, which need no font.
///
/// The same scene gives the same bytes.
public func letteredSVG(_ scene: Scene) -> String {
  let drawing = scene.drawing(measuring: PangoMeasure())
  let size = "\(decimal(drawing.width)) \(decimal(drawing.height))"
  let root: KeyValuePairs<String, String?> = [
    "xmlns": "http://www.w3.org/2000/svg", "width": decimal(drawing.width) + "pt",
    "height": decimal(drawing.height) + "pt", "viewBox": "0 0 " + size,
    "font-family": FigureFont.family, "stroke-linejoin": "round",
  ]
  let items = drawing.items.map(svgElement)
  return element("svg", root, "\n" + items.joined(separator: "\n") + "\n") + "\n"
}

private func svgElement(_ item: Drawing.Item) -> String {
  switch item {
  case .stroke(let steps, let pen):
    let dash = pen.dash.map(decimal).joined(separator: " ")
    return element(
      "path",
      [
        "d": path(steps), "fill": "none", "stroke": Palette.light[pen.ink.role].hex,
        "stroke-opacity": opacity(pen.ink), "stroke-width": decimal(pen.width),
        "stroke-dasharray": dash.isEmpty ? nil : dash,
      ], "")
  case .fill(let steps, let ink):
    return element(
      "path",
      ["d": path(steps), "fill": Palette.light[ink.role].hex, "fill-opacity": opacity(ink)], "")
  case .text(let text):
    let place = "translate(\(decimal(text.origin.x)) \(decimal(text.origin.y)))"
    return element(
      "text",
      [
        "transform": text.isTurned ? place + " rotate(-90)" : place,
        "font-size": decimal(text.size), "font-style": text.isItalic ? "italic" : nil,
        "fill": Palette.light[text.role].hex, "xml:space": "preserve",
      ], escaped(text.string))
  }
}

private func path(_ steps: [Drawing.Step]) -> String {
  func point(_ at: Position) -> String { "\(decimal(at.x)) \(decimal(at.y))" }
  return steps.map { step in
    switch step {
    case .move(let to): "M" + point(to)
    case .line(let to): "L" + point(to)
    case .curve(let a, let b, let to): "C\(point(a)) \(point(b)) \(point(to))"
    case .close: "Z"
    }
  }.joined()
}

private func opacity(_ ink: Drawing.Ink) -> String? {
  ink.opacity == 1 ? nil : decimal(ink.opacity)
}

/// Three decimals, so that neither place nor size of text shifts by what a reader can see.
private func decimal(_ value: Double) -> String {
  let thousandths = Int((abs(value) * 1000).rounded())
  let (whole, part) = thousandths.quotientAndRemainder(dividingBy: 1000)
  let sign = value < 0 && thousandths > 0 ? "-" : ""
  guard part > 0 else { return "\(sign)\(whole)" }
  var digits = String(String(1000 + part).dropFirst())
  while digits.last == "0" { digits.removeLast() }
  return "\(sign)\(whole).\(digits)"
}

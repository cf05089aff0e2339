import Diagnostics
import Figures
import Plotting
import Results

extension FigureContent {
  /// With every scene at the width of a column; at its own if that is nil.
  func sized(_ width: Scene.Width?) -> FigureContent {
    guard let width else { return self }
    var content = self
    content.scene = scene.sized(width)
    for index in frames.indices { content.frames[index].scene = frames[index].scene.sized(width) }
    return content
  }

  /// Markers of overlays in order, none of which a series begins with.
  private static let markers: [Marker] = [.diamond, .plus, .invertedTriangle, .square]

  /// With an overlay in its scene, words and numbers.
  ///
  /// - Parameter index: counts the overlays of the figure from 0.
  /// - Throws: a panel that is not there, and points for which an axis has no place.
  func overlaid(_ overlay: Overlay, index: Int) throws(Diagnostics) -> FigureContent {
    guard scene.panels.indices.contains(overlay.panel) else {
      throw Diagnostics([
        Diagnostic(
          at: overlay.location,
          "the figure has \(scene.panels.count) "
            + (scene.panels.count == 1 ? "panel" : "panels"),
          help: "panels are a, b, … in reading order")
      ])
    }
    let panel = scene.panels[overlay.panel]
    var mistakes: [Diagnostic] = []
    for row in overlay.rows {
      for (axis, value, place) in [
        (panel.x, row.x, row.places.x), (panel.y, row.y, row.places.y),
      ] where axis.scale.fraction(value) == nil {
        mistakes.append(
          Diagnostic(at: place, "\(canonicalText(value)) has no place on a logarithmic axis"))
      }
    }
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    var content = self
    let entries = overlay.rows.map { row in
      Mark.Points.Entry(
        row.x, row.y, low: row.error.map { row.y - $0 }, high: row.error.map { row.y + $0 })
    }
    let style = Style(.ink, marker: Self.markers[index % Self.markers.count])
    content.scene = scene.adding(
      Mark.Points(entries, style: style, label: RichText(verbatim: overlay.label)),
      toPanel: overlay.panel)
    let letter = scene.panels.count > 1 ? " in panel (\(panelLetter(overlay.panel)))" : ""
    let bars = overlay.names.error.isEmpty ? "" : ", bars ± \(overlay.names.error)"
    let count = overlay.rows.count
    content.notes.append(
      "Markers “\(overlay.label)”\(letter): \(count) point\(count == 1 ? "" : "s") of "
        + "\(overlay.file.name) (\(overlay.names.y) against \(overlay.names.x)\(bars)).")
    let (xs, ys) = (overlay.rows.map(\.x), overlay.rows.map(\.y))
    content.altText +=
      " Overlaid\(letter): \(count) point\(count == 1 ? "" : "s") “\(overlay.label)”, "
      + "\(overlay.names.x) from \(canonicalText(xs.min() ?? 0)) to \(canonicalText(xs.max() ?? 0)), "
      + "\(overlay.names.y) from \(canonicalText(ys.min() ?? 0)) to \(canonicalText(ys.max() ?? 0))."
    content.add(overlay)
    // A panel has its place only side by side.
    content.frames = []
    return content
  }

  /// Columns of its own after the figure's, which its rows leave empty.
  private mutating func add(_ overlay: Overlay) {
    let names = [overlay.names.x, overlay.names.y, overlay.names.error].filter { !$0.isEmpty }
    let before = table.columns.count
    table.columns += names.map { "\(overlay.label): \($0)" }
    table.rows = table.rows.map { $0 + names.map { _ in "" } }
    table.rows += overlay.rows.map { row in
      let cells = [
        canonicalText(row.x), canonicalText(row.y), row.error.map(canonicalText) ?? "",
      ]
      return Array(repeating: "", count: before) + cells.prefix(names.count)
    }
  }
}

private func panelLetter(_ index: Int) -> String {
  String(UnicodeScalar(UInt8(97 + index)))
}

/// The shortest text that reads back.
private func canonicalText(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}

/// Series with their names above the panels, where there is no room beside the lines.
struct Legend {
  private static let swatch = 17.0
  private static let gap = 4.0
  private static let between = 12.0
  static let rowHeight = 11.0

  struct Entry: Equatable {
    var text: RichText
    var style: Style
    var isLine: Bool
  }

  /// Every labelled line and set of points of a scene, once each.
  static func entries(of scene: Scene) -> [Entry] {
    var entries: [Entry] = []
    for mark in scene.panels.flatMap(\.marks) {
      let entry: Entry? =
        switch mark {
        case .line(let line): line.label.map { Entry(text: $0, style: line.style, isLine: true) }
        case .points(let points):
          points.label.map { Entry(text: $0, style: points.style, isLine: false) }
        default: nil
        }
      if let entry, !entries.contains(entry) { entries.append(entry) }
    }
    return entries
  }

  private let rows: [[(entry: Entry, x: Double)]]

  var height: Double { rows.isEmpty ? 0 : Double(rows.count) * Self.rowHeight + 3 }

  init(_ entries: [Entry], canvas: Canvas, from left: Double, to right: Double) {
    let widths = entries.map {
      Self.swatch + Self.gap + canvas.width($0.text, size: Canvas.annotationSize)
    }
    let filled = Self.flowed(widths, from: left, to: right, atMost: entries.count)
    // The same number of rows, evenly filled; no row grows beyond the room it has.
    let even = (entries.count + max(1, filled.count) - 1) / max(1, filled.count)
    let balanced = Self.flowed(widths, from: left, to: right, atMost: even)
    rows = (balanced.count == filled.count ? balanced : filled).map { row in
      row.map { (entries[$0.index], $0.x) }
    }
  }

  private static func flowed(
    _ widths: [Double], from left: Double, to right: Double, atMost limit: Int
  ) -> [[(index: Int, x: Double)]] {
    var rows: [[(index: Int, x: Double)]] = []
    var x = left
    for (index, width) in widths.enumerated() {
      if rows.isEmpty || rows[rows.count - 1].count == limit || (x + width > right && x > left) {
        rows.append([])
        x = left
      }
      rows[rows.count - 1].append((index, x))
      x += width + Self.between
    }
    return rows
  }

  func draw(on canvas: inout Canvas) {
    for (row, entries) in rows.enumerated() {
      let middle = 2 + (Double(row) + 0.5) * Self.rowHeight
      for (entry, x) in entries {
        if entry.isLine {
          canvas.add(
            .stroke(
              [.move(Position(x, middle)), .line(Position(x + Self.swatch, middle))],
              Drawing.Pen(
                Drawing.Ink(entry.style.role), width: entry.style.width,
                dash: entry.style.dash.pattern)))
        }
        if let marker = entry.style.marker {
          canvas.add(
            marker.item(at: Position(x + Self.swatch / 2, middle), role: entry.style.role))
        }
        canvas.write(
          entry.text, size: Canvas.annotationSize, role: .ink,
          at: Position(x + Self.swatch + Self.gap, middle + 0.365 * Canvas.annotationSize))
      }
    }
  }
}

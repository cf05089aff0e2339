extension Scene {
  /// A panel with its labels takes so many points at least: less, and ticks and names collide.
  private static let leastPanelWidth = 118.0
  /// What a caption leaves of a page of A4 or US letter: 19 cm in points.
  private static let pageHeight = 19 / 2.54 * 72
  /// Beside its data a row takes about this for ticks and names.
  private static let rowRoom = 24.0

  /// The scene for a column of another width. Text and strokes keep their size; panels that would
  /// be too narrow go into more rows, wider ones become taller, and everything fits a page.
  ///
  /// Complexity: linear in the panels.
  public func sized(_ width: Width) -> Scene {
    var scene = self
    scene.width = width
    let bar = colorBar == nil ? 0.0 : 50
    let fitting = max(1, Int((width.points - bar) / Self.leastPanelWidth))
    if columns > fitting { scene.rearrange(inColumns: fitting) }
    let panelWidth = (width.points - bar) / Double(scene.columns)
    let before = (self.width.points - bar) / Double(columns)
    let growth = max(1, panelWidth / before).squareRoot()
    var heights = scene.rowHeights.map { $0 * growth }
    let total = heights.reduce(0, +)
    let room = Self.pageHeight - Self.rowRoom * Double(scene.rows)
    if width == .page, let tallest = heights.max() {
      // No panel is taller than wide: a page is not filled at any price.
      let factor = min(room / total, max(1, (panelWidth - 40) / tallest))
      heights = heights.map { $0 * factor }
    } else if total > room {
      heights = heights.map { $0 * room / total }
    }
    scene.panelHeights = heights
    return scene
  }

  /// The scene for a phone: one panel below the other in reading order, so that every panel keeps
  /// its letter, each with the title of its column.
  ///
  /// Complexity: linear in the panels.
  public var stacked: Scene {
    var scene = self
    scene.width = .phone
    scene.columns = 1
    scene.panels = panels.enumerated().map { index, panel in
      var panel = panel
      panel.title = panel.title ?? panels[index % columns].title
      return panel
    }
    scene.panelHeights = panels.indices.map { rowHeights[$0 / columns] }
    // Columns need not have had the same x; a stack of them has one only if they did.
    scene.sharesX = sharesX && panels.allSatisfy { $0.x == panels[0].x }
    return scene
  }

  /// Of every row.
  private var rowHeights: [Double] {
    (0..<max(1, rows)).map { panelHeights[min($0, panelHeights.count - 1)] }
  }

  private mutating func rearrange(inColumns most: Int) {
    let heights = rowHeights
    // Titles on the first row alone: columns belong together from top to bottom.
    let isMatrix =
      rows > 1 && panels.count == rows * columns
      && panels.dropFirst(columns).allSatisfy { $0.title == nil }
    guard isMatrix else {
      let tallest = heights.max() ?? 0
      columns = most
      panelHeights = [tallest]
      return
    }
    let (rows, before) = (rows, columns)
    let count = (1...most).last { before % $0 == 0 } ?? 1
    let old = panels
    panels = stride(from: 0, to: before, by: count).flatMap { start in
      (0..<rows).flatMap { row in (0..<count).map { old[row * before + start + $0] } }
    }
    panelHeights = (0..<before / count).flatMap { _ in heights }
    columns = count
  }
}

/// Where the panels of a scene stand: widths from the tick labels, heights as the scene says.
struct GridLayout {
  static let tickLength = 3.0
  static let tickGap = 2.5
  private static let columnGap = 10.0
  private static let rowGap = 6.0
  private static let edge = 2.0
  private static let labelGap = 5.0
  static let titleHeight = 12.0
  static let stripLabelHeight = 10.0
  /// Between the strip labels and the panel: room for leaders.
  static let leaderHeight = 5.0

  let scene: Scene
  private(set) var frames: [Frame] = []
  private(set) var height = 0.0
  private(set) var xLabels: [(RichText, Position)] = []
  private(set) var yLabels: [(RichText, Position)] = []
  private let colorBar: ColorBarLayout?

  /// - Parameter top: room taken above the first row.
  init(_ scene: Scene, canvas: Canvas, top: Double) {
    self.scene = scene
    colorBar = scene.colorBar.map { bar in
      let heights = (0..<scene.rows).map { row in
        scene.panelHeights[min(row, scene.panelHeights.count - 1)]
      }
      return ColorBarLayout(bar, height: heights.reduce(0, +), canvas: canvas)
    }
    let widths = arrangeColumns(canvas)
    arrangeRows(canvas, top: top + Self.edge, columns: widths)
    nameAxes(canvas)
  }

  private var rows: Int { scene.rows }

  func hasPanel(below index: Int) -> Bool { index + scene.columns < scene.panels.count }

  private func panelHeight(_ row: Int) -> Double {
    scene.panelHeights[min(row, scene.panelHeights.count - 1)]
  }

  private var hasTags: Bool { scene.panels.count > 1 }

  /// Whether titles and tags stand above a row; tags alone of a single column go in its margin.
  func hasHeader(row: Int) -> Bool {
    let members = frames.filter { $0.row == row }
    return members.contains { $0.panel.title != nil } || (hasTags && scene.columns > 1)
  }

  /// Whether all panels carry the same name on y, so that one serves all rows.
  private var hasOneYLabel: Bool {
    rows > 1 && scene.panels.allSatisfy { $0.y.label == scene.panels[0].y.label }
  }

  private func hasMarginTag(row: Int) -> Bool { hasTags && !hasHeader(row: row) }

  private func marginTagWidth(_ canvas: Canvas) -> Double {
    guard (0..<rows).contains(where: hasMarginTag) else { return 0 }
    return canvas.width("(m)", size: Canvas.labelSize) + 3
  }

  private func showsYLabel(column: Int) -> Bool {
    column == 0 || !(scene.sharesY || hasOneYLabel)
  }

  private mutating func arrangeColumns(_ canvas: Canvas) -> [(minX: Double, maxX: Double)] {
    let columns = min(scene.columns, max(1, scene.panels.count))
    frames = scene.panels.enumerated().map { index, panel in
      let (row, column) = (index / scene.columns, index % scene.columns)
      let wanted = max(2, min(7, Int(panelHeight(row) / 26)))
      return Frame(
        panel: panel, row: row, column: column, box: Box(0, 0, 0, 0), xTicks: [],
        yTicks: panel.y.isHidden ? [] : panel.y.scale.ticks(wanted: wanted),
        showsXTickLabels: !scene.sharesX || !hasPanel(below: index),
        showsYTickLabels: !scene.sharesY || column == 0)
    }
    let left = (0..<columns).map { column in
      let inColumn = frames.filter { $0.column == column }
      let labels = inColumn.filter(\.showsYTickLabels).flatMap { $0.yTicks.compactMap(\.label) }
      let ticks = labels.map { canvas.width($0, size: Canvas.tickSize) }.max()
      let named = inColumn.contains { $0.panel.y.label != nil } && showsYLabel(column: column)
      let name = named ? Canvas.labelSize * (Canvas.ascent + Canvas.descent) + Self.labelGap : 0
      return (ticks.map { $0 + Self.tickLength + Self.tickGap } ?? 0)
        + max(name, marginTagWidth(canvas))
    }
    // Overhang of x tick labels beyond the data region depends on the width, hence two rounds.
    var (overLeft, overRight) = (0.0, 0.0)
    var spans: [(minX: Double, maxX: Double)] = []
    for _ in 0..<3 {
      let first = max(left[0], overLeft) + Self.edge
      let between = left.dropFirst().map { max($0 + Self.columnGap, overLeft + overRight + 5) }
      let room = max(max(overRight, 3) + Self.edge, colorBar?.width ?? 0)
      let free = scene.width.points - first - between.reduce(0, +) - room
      let width = max(20, free / Double(columns))
      var x = first
      spans = (0..<columns).map { column in
        if column > 0 { x += between[column - 1] }
        defer { x += width }
        return (x, x + width)
      }
      for index in frames.indices {
        let span = spans[frames[index].column]
        frames[index].box = Box(span.minX, 0, span.maxX, panelHeight(frames[index].row))
        frames[index].xTicks = fittingXTicks(frames[index], canvas)
        guard frames[index].showsXTickLabels else { continue }
        for tick in frames[index].xTicks {
          guard let label = tick.label, let at = frames[index].pageX(tick.value) else { continue }
          let half = canvas.width(label, size: Canvas.tickSize) / 2
          overLeft = max(overLeft, half - (at - span.minX))
          overRight = max(overRight, half - (span.maxX - at))
        }
      }
    }
    return spans
  }

  /// The most x ticks, up to one every 34 points, whose labels keep clear of each other.
  private func fittingXTicks(_ frame: Frame, _ canvas: Canvas) -> [Tick] {
    let pitch = frame.panel.x.scale.kind == .linear ? 34.0 : 24
    var wanted = max(2, min(9, Int(frame.box.width / pitch)))
    while true {
      let ticks = frame.panel.x.scale.ticks(wanted: wanted)
      let boxes = ticks.compactMap { tick in
        tick.label.flatMap { label in
          frame.pageX(tick.value).map { ($0, canvas.width(label, size: Canvas.tickSize) / 2) }
        }
      }
      let isClear = zip(boxes, boxes.dropFirst()).allSatisfy { $0.0 + $0.1 + 4 <= $1.0 - $1.1 }
      if isClear { return ticks }
      if wanted > 2 {
        wanted -= 1
        continue
      }
      return Self.thinned(ticks)
    }
  }

  /// Keeps the first label only; the rest become minor.
  private static func thinned(_ ticks: [Tick]) -> [Tick] {
    let first = ticks.firstIndex { $0.label != nil }
    return ticks.enumerated().map { Tick($1.value, label: $0 == first ? $1.label : nil) }
  }

  private mutating func arrangeRows(
    _ canvas: Canvas, top: Double, columns: [(minX: Double, maxX: Double)]
  ) {
    var y = top
    for row in 0..<rows {
      let members = frames.indices.filter { frames[$0].row == row }
      if hasHeader(row: row) { y += Self.titleHeight }
      let stripRows = members.map { StripLabels(frames[$0], canvas: canvas).rows }.max() ?? 0
      y += stripRows > 0 ? Double(stripRows) * Self.stripLabelHeight + Self.leaderHeight : 2
      for index in members {
        frames[index].box.minY = y
        frames[index].box.maxY = y + panelHeight(row)
      }
      y += panelHeight(row) + Self.tickLength
      if members.contains(where: { frames[$0].showsXTickLabels }) {
        y += Self.tickGap + Canvas.tickSize * (Canvas.ascent + Canvas.descent)
      }
      if namesX(row: row) { y += Self.labelGap + Canvas.labelSize }
      if row < rows - 1 { y += Self.rowGap }
    }
    height = y + Self.edge
  }

  /// x is named below the last row; below every row where the panels do not share it.
  private func namesX(row: Int) -> Bool {
    let named = frames.contains { $0.row == row && $0.panel.x.label != nil }
    return named && (row == rows - 1 || !scene.sharesX)
  }

  func drawColorBar(on canvas: inout Canvas) {
    guard let colorBar, let top = frames.first?.box.minY, let bottom = frames.last?.box.maxY else {
      return
    }
    colorBar.draw(on: &canvas, right: scene.width.points, top: top, bottom: bottom)
  }

  private mutating func nameAxes(_ canvas: Canvas) {
    let below =
      Self.tickLength + Self.tickGap + Canvas.tickSize + Self.labelGap
      + Canvas.labelSize * Canvas.ascent
    for row in 0..<rows where namesX(row: row) {
      let members = frames.filter { $0.row == row }
      let names = members.map(\.panel.x.label)
      if names.allSatisfy({ $0 == names[0] }), let name = names[0] {
        let span = scene.sharesX ? frames : members
        let center =
          ((span.map(\.box.minX).min() ?? 0) + (span.map(\.box.maxX).max() ?? 0)) / 2
        xLabels.append((name, Position(center, members[0].box.maxY + below)))
      } else {
        for frame in members {
          guard let name = frame.panel.x.label else { continue }
          xLabels.append((name, Position(frame.box.center.x, frame.box.maxY + below)))
        }
      }
    }
    for frame in frames where showsYLabel(column: frame.column) {
      if hasOneYLabel, frame.row > 0 { continue }
      guard let name = frame.panel.y.label else { continue }
      let widest = frames.filter { $0.column == frame.column && $0.showsYTickLabels }
        .flatMap { $0.yTicks.compactMap(\.label) }
        .map { canvas.width($0, size: Canvas.tickSize) }.max()
      let ticks = widest.map { $0 + Self.tickLength + Self.tickGap } ?? 0
      let bottom = hasOneYLabel ? (frames.map(\.box.maxY).max() ?? 0) : frame.box.maxY
      let x = frame.box.minX - ticks - Self.labelGap - Canvas.labelSize * Canvas.descent
      // Below the tag, where one stands in the margin.
      let half = canvas.width(name, size: Canvas.labelSize) / 2
      let least = hasMarginTag(row: frame.row) ? frame.box.minY + 10 + half : 0
      yLabels.append((name, Position(x, max(least, (frame.box.minY + bottom) / 2))))
    }
  }
}

extension Scene {
  /// The scene laid out for whoever draws it.
  ///
  /// Series are named beside their lines if every one finds a free place, else in a legend above
  /// the panels. Complexity: linear in the marks, times the labels.
  public func drawing(measuring measure: any TextMeasure) -> Drawing {
    let bare = Canvas(measure: measure)
    if let direct = drawing(on: bare, legend: []) { return direct }
    return drawing(on: bare, legend: Legend.entries(of: self))
      ?? Drawing(width: width.points, height: 0, items: [], captions: [], unplaced: [])
  }

  /// - Returns: nil if the legend is empty and some series finds no place for its name.
  private func drawing(on bare: Canvas, legend entries: [Legend.Entry]) -> Drawing? {
    var canvas = bare
    var legend = Legend(entries, canvas: canvas, from: 2, to: width.points - 2)
    let grid = GridLayout(self, canvas: canvas, top: legend.height)
    if let left = grid.frames.first?.box.minX, !entries.isEmpty {
      let aligned = Legend(entries, canvas: canvas, from: left, to: width.points - 2)
      if aligned.height == legend.height { legend = aligned }
    }
    legend.draw(on: &canvas)

    for (index, frame) in grid.frames.enumerated() {
      let drawn = MarkDrawing(frame)
      canvas.drawGrid(frame)
      canvas.add(drawn.items)
      canvas.drawAxes(frame)
      StripLabels(frame, canvas: canvas).draw(on: &canvas, above: frame.box)
      let tag = panels.count > 1 ? panelTag(index) : nil
      if grid.hasHeader(row: frame.row) {
        let strip = stripHeight(of: frame.row, in: grid, canvas)
        canvas.drawTitle(
          frame, tag: tag, bottom: frame.box.minY - strip - 0.24 * Canvas.labelSize - 2)
      } else if let tag {
        canvas.drawMarginTag(tag, frame)
      }
      var obstacles = drawn.obstacles
      canvas.drawNotes(frame, clearOf: &obstacles)
      guard canvas.nameSeries(frame, drawn, clearOf: &obstacles, inLegend: !entries.isEmpty) else {
        return nil
      }
    }
    grid.drawColorBar(on: &canvas)
    for (name, at) in grid.xLabels {
      canvas.write(name, size: Canvas.labelSize, role: .ink, at: at, align: .center)
    }
    for (name, at) in grid.yLabels {
      canvas.writeTurned(name, size: Canvas.labelSize, role: .ink, at: at)
    }
    return Drawing(
      width: width.points, height: grid.height, items: canvas.items, captions: canvas.captions,
      unplaced: canvas.unplaced)
  }

  private func stripHeight(of row: Int, in grid: GridLayout, _ canvas: Canvas) -> Double {
    let rows =
      grid.frames.filter { $0.row == row }
      .map { StripLabels($0, canvas: canvas).rows }.max() ?? 0
    return rows > 0 ? Double(rows) * GridLayout.stripLabelHeight + GridLayout.leaderHeight : 0
  }
}

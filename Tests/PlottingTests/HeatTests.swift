import Plotting
import Testing

@Suite("Heat maps")
struct HeatTests {
  private func panel(_ values: [[Double?]], title: RichText? = nil) -> Panel {
    let (rows, columns) = (values.count, values[0].count)
    return Panel(
      title: title,
      x: Axis("samples per dimension *δ*", scale: Scale(from: 0, to: Double(columns))),
      y: Axis("time *τ*", scale: Scale(from: 0, to: Double(rows))),
      marks: [
        .heat(
          Mark.Heat(
            xEdges: (0...columns).map(Double.init), yEdges: (0...rows).map(Double.init),
            values: values, limit: 1))
      ])
  }

  private func cells(of panel: Panel) -> [(box: Box, level: Int)] {
    let drawing = Scene(panels: [panel], panelHeights: [100]).drawing(measuring: EvenMeasure())
    return drawing.items.compactMap { item in
      guard case .fill(let steps, let ink) = item, case .diverging(let level) = ink.role else {
        return nil
      }
      return (boundingBox(steps), level)
    }
  }

  @Test("the shade grows with the value, changes side with its sign and is full from the limit on")
  func shades() {
    let levels = [-3, -1, -0.5, 0, 0.25, 1, 7].map { value -> Int in
      if case .diverging(let level) = Role.diverging(value, limit: 1) { level } else { 99 }
    }
    #expect(levels == [-16, -16, -8, 0, 4, 16, 16])
  }

  @Test("cells tile the panel: each reaches its neighbours, none leaves the data region")
  func tiling() throws {
    let values = (0..<5).map { row in (0..<7).map { Double(row - $0) / 7 } }
    let cells = cells(of: panel(values))
    let left = try #require(cells.map(\.box.minX).min())
    let right = try #require(cells.map(\.box.maxX).max())
    let bottom = try #require(cells.map(\.box.maxY).max())
    #expect(abs(bottom - (cells.map(\.box.minY).min() ?? 0) - 100) < 1e-9)
    // The last cell drawn over the middle of each place is the one with its value.
    for row in 0..<5 {
      for column in 0..<7 {
        let x = left + (Double(column) + 0.5) * (right - left) / 7
        let y = bottom - (Double(row) + 0.5) * 20
        let top = cells.last {
          $0.box.minX <= x && x <= $0.box.maxX && $0.box.minY <= y && y <= $0.box.maxY
        }
        #expect(top?.level == Int((Double(row - column) / 7 * 16).rounded()))
      }
    }
  }

  @Test("neighbours of one shade are one rectangle")
  func runs() {
    let even = [Double?](repeating: 0.3, count: 40)
    #expect(cells(of: panel([even, even])).count == 2)
  }

  @Test("a cell without a value is crossed out, not shaded")
  func undefined() {
    let drawing = Scene(panels: [panel([[0.5, nil, .nan, -0.5]])], panelHeights: [100])
      .drawing(measuring: EvenMeasure())
    let crosses = drawing.items.compactMap { item -> [Drawing.Step]? in
      if case .stroke(let steps, let pen) = item, pen.width == 0.4 { steps } else { nil }
    }
    #expect(crosses.count == 1 && crosses[0].count == 4)
    #expect(cells(of: panel([[0.5, nil, .nan, -0.5]])).count == 2)
  }

  @Test("the colour bar stands clear of any grid of panels", arguments: 1...6, [1e-7, 0.9, 2e6])
  func colorBar(count: Int, limit: Double) {
    let panels = (0..<count).map { index in
      var panel = panel([[0.5, -0.5], [0, 1]], title: RichText(markup: "*δ* = \(index)"))
      panel.marks.append(
        .rule(
          Mark.Rule(.vertical, at: 1.99, style: Style(.ink), label: "*δ*_{NN}(∞) ≥ 1.99")))
      panel.marks.append(
        .line(Mark.Line([Position(0, 0), Position(2, 2)], style: Style(.ink), label: "*δ*_{NN}")))
      return panel
    }
    for columns in 1...3 {
      let scene = Scene(
        width: columns > 1 ? .double : .single, columns: columns, panels: panels,
        panelHeights: [120], sharesX: true, sharesY: true,
        colorBar: ColorBar("margin *μ*", limit: limit))
      let drawing = scene.drawing(measuring: EvenMeasure())
      #expect(faults(of: drawing) == [])
      #expect(drawing.captions.contains { $0.text.plain == "margin μ" })
      let bar = drawing.items.compactMap { item -> Box? in
        if case .fill(let steps, let ink) = item, ink.role == .diverging(16) {
          boundingBox(steps)
        } else {
          nil
        }
      }.max { $0.minX < $1.minX }
      let data = drawing.captions.filter { $0.text.plain.hasPrefix("δ") }
      #expect(data.allSatisfy { caption in bar.map { !$0.overlaps(caption.box) } ?? false })
    }
  }
}

@Suite("Arrows and bars")
struct ArrowTests {
  private func drawing(_ marks: [Mark]) -> Drawing {
    let panel = Panel(
      x: Axis(scale: Scale(from: 0, to: 1)), y: Axis(scale: Scale(from: 0, to: 1)), marks: marks)
    return Scene(panels: [panel], panelHeights: [100]).drawing(measuring: EvenMeasure())
  }

  @Test("a hollow arrow has a dashed shaft and a head of paper, a full one neither")
  func hollow() {
    for isHollow in [true, false] {
      let items = drawing([
        .arrow(
          Mark.Arrow(to: Position(0.5, -.infinity), role: .series(1), isHollow: isHollow))
      ]).items
      let dashed = items.contains { item in
        if case .stroke(_, let pen) = item {
          pen.ink.role == .series(1) && !pen.dash.isEmpty
        } else {
          false
        }
      }
      let paper = items.contains { item in
        if case .fill(_, let ink) = item { ink.role == .paper } else { false }
      }
      #expect(dashed == isHollow && paper == isHollow)
    }
  }

  @Test("bars along x are held inside the panel")
  func horizontalBars() {
    let entry = Mark.Points.Entry(0.5, 0.5, left: -3, right: 0.75)
    let drawing = drawing([.points(Mark.Points([entry], style: Style(.series(0))))])
    let bars = drawing.items.compactMap { item -> Box? in
      if case .stroke(let steps, let pen) = item, pen.ink.role == .series(0) {
        boundingBox(steps)
      } else {
        nil
      }
    }
    #expect(bars.count == 1 && bars[0].minX >= 0 && bars[0].height == 0 && bars[0].width > 50)
  }
}

private func boundingBox(_ steps: [Drawing.Step]) -> Box {
  let points = steps.compactMap { step -> Position? in
    switch step {
    case .move(let to), .line(let to), .curve(_, _, let to): to
    case .close: nil
    }
  }
  let (x, y) = (points.map(\.x), points.map(\.y))
  return Box(x.min() ?? 0, y.min() ?? 0, x.max() ?? 0, y.max() ?? 0)
}

import Glibc
import Plotting
import Testing

@Suite("Layout")
struct LayoutTests {
  private func curves(_ count: Int, wobble: Double, labelled: Bool = true) -> Panel {
    let marks = (0..<count).map { index -> Mark in
      let points = (0...60).map { step -> Position in
        let x = Double(step) / 6
        return Position(x, 1 / (1 + exp(-(x - 2 - wobble * Double(index)))))
      }
      return .line(
        Mark.Line(
          points, style: .series(index),
          label: labelled ? RichText(verbatim: "series \(index)") : nil))
    }
    return Panel(
      x: Axis("samples per dimension *δ*", scale: Scale(from: -0.4, to: 10.4)),
      y: Axis("success", scale: Scale(from: -0.04, to: 1.04)), marks: marks)
  }

  @Test("no label meets another or leaves the page", arguments: 1...6, [0.0, 0.3, 1.5])
  func collisions(count: Int, wobble: Double) {
    let scene = Scene(panels: [curves(count, wobble: wobble)], panelHeights: [130])
    let drawing = scene.drawing(measuring: EvenMeasure())
    #expect(faults(of: drawing) == [])
    let names = (0..<count).map { "series \($0)" }
    #expect(Set(drawing.captions.map(\.text.plain)).isSuperset(of: names))
  }

  @Test("lines apart are named beside themselves, coinciding ones in a legend")
  func directLabels() throws {
    for (wobble, isDirect) in [(3.0, true), (0.0, false)] {
      let scene = Scene(panels: [curves(3, wobble: wobble)], panelHeights: [130])
      let drawing = scene.drawing(measuring: EvenMeasure())
      let axis = try #require(drawing.captions.first { $0.text.plain == "1.00" })
      let name = try #require(drawing.captions.first { $0.text.plain == "series 1" })
      #expect((name.box.maxY > axis.box.minY) == isDirect)
    }
  }

  @Test("grids of any size keep labels apart", arguments: 1...9, [1, 2, 3, 4])
  func grids(count: Int, columns: Int) {
    let panels = (0..<count).map { index in
      var panel = curves(2, wobble: 1.5, labelled: index == 0)
      panel.title = RichText(markup: "*δ* = \(index)")
      panel.marks.append(
        .arrow(Mark.Arrow(to: Position(1, -.infinity), role: .series(0), label: "θ: 0.41")))
      panel.marks.append(
        .rule(Mark.Rule(.vertical, at: 1.3, style: .series(1), label: "ζ = 1.30")))
      panel.marks.append(.note(Mark.Note("2 % up to 31 →", in: .topRight)))
      return panel
    }
    for shares in [true, false] {
      let scene = Scene(
        width: columns > 1 ? .double : .single, columns: columns, panels: panels,
        panelHeights: [80], sharesX: shares, sharesY: shares)
      let drawing = scene.drawing(measuring: EvenMeasure())
      #expect(faults(of: drawing) == [])
      let titles = drawing.captions.filter { $0.text.plain.contains("δ = ") }
      #expect(titles.count == count)
    }
  }

  @Test(
    "ranges from the tiny to the huge are laid out",
    arguments: [[0, 1e-12], [-1e9, 1e9], [1, 1 + 1e-9], [0, 1e300], [-1e-300, 1e-300]] as [[Double]]
  )
  func ranges(ends: [Double]) {
    let (low, high) = (ends[0], ends[1])
    let scale = Scale(fitting: [low, high])
    let line = Mark.Line([Position(low, low), Position(high, high)], style: .series(0))
    let panel = Panel(x: Axis("x", scale: scale), y: Axis("y", scale: scale), marks: [.line(line)])
    let drawing = Scene(panels: [panel], panelHeights: [100]).drawing(measuring: EvenMeasure())
    #expect(faults(of: drawing) == [])
    #expect(coordinates(of: drawing).allSatisfy { abs($0.x) < 2000 && abs($0.y) < 2000 })
  }

  @Test("labels of many close rules spread without touching", arguments: 1...8)
  func closeRules(count: Int) {
    let rules = (0..<count).map { index in
      Mark.rule(
        Mark.Rule(
          .vertical, at: 5 + 0.01 * Double(index), style: .series(index),
          label: RichText(verbatim: "δ50 = 5.0\(index)")))
    }
    var panel = curves(0, wobble: 0)
    panel.marks = rules
    let drawing = Scene(panels: [panel], panelHeights: [100]).drawing(measuring: EvenMeasure())
    #expect(faults(of: drawing) == [])
    #expect(drawing.captions.count { $0.text.plain.hasPrefix("δ50") } == count)
  }

  @Test("labels that need two rows each stand above their own rule")
  func dealtRows() throws {
    let places = [3, 3.3, 3.6, 8, 9.5]
    let names = ["50 = 3.00", "50 = 3.30", "50 = 3.60", "50 = 8.00", "50 = 9.50"]
    var panel = curves(0, wobble: 0)
    panel.marks = zip(places, names).enumerated().map { index, pair in
      Mark.rule(
        Mark.Rule(
          .vertical, at: pair.0, style: Style(.series(index)),
          label: RichText(verbatim: "δ\(pair.1)")))
    }
    let drawing = Scene(panels: [panel], panelHeights: [100]).drawing(measuring: EvenMeasure())
    #expect(faults(of: drawing) == [])
    let labels = drawing.captions.filter { $0.text.plain.hasPrefix("δ") }
    #expect(Set(labels.map(\.box.minY)).count == 2)
    for (index, name) in names.enumerated() {
      let label = try #require(labels.first { $0.text.plain == "δ\(name)" })
      let rule = drawing.items.compactMap { item -> Double? in
        guard case .stroke(let steps, let pen) = item, pen.ink.role == .series(index),
          pen.width == 1.3, case .move(let from) = steps[0]
        else { return nil }
        return from.x
      }.first
      let x = try #require(rule)
      #expect(label.box.minX < x && x < label.box.maxX, "\(name)")
    }
  }

  @Test("undefined points break a line and draw nothing else")
  func undefined() {
    let points = [
      Position(1, 0.2), Position(2, .nan), Position(3, 0.4), Position(4, 0.5),
      Position(5, .infinity),
    ]
    var panel = curves(0, wobble: 0)
    panel.marks = [
      .line(Mark.Line(points, style: .series(0))),
      .points(
        Mark.Points(points.map { .init($0.x, $0.y, low: .nan, high: nil) }, style: .series(0))),
      .band(
        Mark.Band(x: [1, 2, 3], low: [.nan, 0, 0], high: [1, .infinity, 1], role: .series(0))),
      .bars(Mark.Bars(edges: [0, 1, 2], heights: [.nan, 0.5])),
    ]
    let drawing = Scene(panels: [panel], panelHeights: [100]).drawing(measuring: EvenMeasure())
    #expect(coordinates(of: drawing).allSatisfy { $0.x.isFinite && $0.y.isFinite })
    let strokes = drawing.items.compactMap { item -> [Drawing.Step]? in
      if case .stroke(let steps, let pen) = item, pen.ink.role == .series(0) { steps } else { nil }
    }
    #expect(strokes.contains { $0.count == 2 })
    #expect(!strokes.contains { $0.count > 2 })
  }

  @Test("lines are clipped to their panel, not beyond it")
  func clipping() {
    let line = Mark.Line([Position(-100, -100), Position(100, 100)], style: .series(0))
    let panel = Panel(
      x: Axis(scale: Scale(from: 0, to: 1)), y: Axis(scale: Scale(from: 0, to: 1)),
      marks: [.line(line)])
    let drawing = Scene(panels: [panel], panelHeights: [100]).drawing(measuring: EvenMeasure())
    let all = coordinates(of: drawing)
    #expect(all.allSatisfy { $0.x >= 0 && $0.x <= drawing.width })
    #expect(all.allSatisfy { $0.y >= 0 && $0.y <= drawing.height })
  }

  @Test("a scene without panels is an empty page")
  func empty() {
    let drawing = Scene(panels: [], panelHeights: [100]).drawing(measuring: EvenMeasure())
    #expect(drawing.captions.isEmpty && drawing.height < 10)
  }
}

private func coordinates(of drawing: Drawing) -> [Position] {
  drawing.items.flatMap { item -> [Position] in
    switch item {
    case .stroke(let steps, _), .fill(let steps, _):
      steps.flatMap { step -> [Position] in
        switch step {
        case .move(let to), .line(let to): [to]
        case .curve(let a, let b, let to): [a, b, to]
        case .close: []
        }
      }
    case .text(let text): [text.origin]
    }
  }
}

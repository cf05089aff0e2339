import Plotting
import Testing

/// Panels named after their places in a grid.
private func grid(_ rows: Int, _ columns: Int, titled: (Int) -> Bool) -> Scene {
  let panels = (0..<rows * columns).map { index in
    Panel(
      title: titled(index / columns) ? RichText(verbatim: "\(index)") : nil,
      x: Axis("x", scale: Scale(from: 0, to: 1)),
      y: Axis(RichText(verbatim: "\(index)"), scale: Scale(from: 0, to: 1)), marks: [])
  }
  return Scene(
    width: columns == 1 ? .single : .double, columns: columns, panels: panels,
    panelHeights: [80, 60], sharesX: true)
}

private func order(_ scene: Scene) -> [String] { scene.panels.map { $0.y.label?.plain ?? "" } }

@Suite("A figure in a column of another width") struct SceneSizeTests {
  @Test("single and double are 8.6 and 17.8 cm; a page is as wide as both columns")
  func widths() {
    let scene = grid(2, 1) { _ in false }
    for (size, centimetres) in [(Scene.Width.single, 8.6), (.double, 17.8), (.page, 17.8)] {
      #expect(abs(scene.sized(size).width.points - centimetres / 2.54 * 72) < 1e-9)
    }
  }

  @Test("a width of its own changes nothing")
  func identity() {
    let wide = grid(2, 4) { $0 == 0 }
    #expect(wide.sized(.double).panels == wide.panels)
    #expect(wide.sized(.double).columns == 4)
    #expect(wide.sized(.double).panelHeights == [80, 60])
  }

  @Test("columns that belong together stay so where they no longer fit side by side")
  func matrix() {
    let narrow = grid(2, 4) { $0 == 0 }.sized(.single)
    #expect(narrow.columns == 2)
    #expect(order(narrow) == ["0", "1", "4", "5", "2", "3", "6", "7"])
    #expect(narrow.panelHeights == [80, 60, 80, 60])
    #expect(grid(2, 3) { $0 == 0 }.sized(.single).columns == 1)
  }

  @Test("a sequence of panels keeps its order")
  func sequence() {
    let narrow = grid(3, 3) { _ in true }.sized(.single)
    #expect(narrow.columns == 2)
    #expect(order(narrow) == (0..<9).map(String.init))
  }

  @Test("wider panels are taller, a page is filled, and nothing is taller than a page")
  func heights() {
    let scene = grid(2, 1) { _ in false }
    let double = scene.sized(.double).panelHeights
    #expect(double[0] > 100 && double[0] < 130)
    let page = scene.sized(.page).panelHeights.reduce(0, +)
    #expect(page > 440 && page < 540)
    let many = grid(8, 4) { _ in true }.sized(.single)
    #expect(many.panelHeights.reduce(0, +) < 540)
  }

  @Test(
    "on a phone panels stand in one column, in reading order, under the titles of their columns")
  func phone() {
    let stack = grid(2, 3) { $0 == 0 }.stacked
    #expect(stack.columns == 1 && stack.width.points < 212)
    #expect(order(stack) == (0..<6).map(String.init))
    #expect(stack.panels.map { $0.title?.plain } == ["0", "1", "2", "0", "1", "2"])
    #expect(stack.panelHeights == [80, 80, 80, 60, 60, 60])
    #expect(stack.sharesX)
    #expect(faults(of: stack.drawing(measuring: EvenMeasure())) == [])
    var unlike = grid(1, 2) { _ in true }
    unlike.panels[1].x.scale = Scale(from: 0, to: 9)
    #expect(!unlike.stacked.sharesX)
  }
}

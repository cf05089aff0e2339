import Figures
import Plotting
import Results
import Testing

@Suite("The δ-cliff")
struct CliffFigureTests {
  @Test(
    "labels keep clear of each other", arguments: 1...7, CliffFigure.Quantity.allCases)
  func layout(count: Int, quantity: CliffFigure.Quantity) {
    for spacing in [0.02, 0.4, 1.2] {
      let cliffs = (0..<count).map { 2.5 + spacing * Double($0) }
      let content = CliffFigure(quantity: quantity).content(of: sweep(cliffs: cliffs))
      #expect(faults(of: content.scene) == [])
    }
  }

  @Test("each network's δ_50 is named on the figure and in the alt text")
  func thresholds() {
    let content = CliffFigure().content(of: sweep(cliffs: [3.42, 5.71]))
    let words = words(of: content.scene)
    #expect(words.contains("δ50 = 3.42") && words.contains("δ50 = 5.71"))
    #expect(words.contains("quad") && words.contains("gelu"))
    #expect(content.altText.contains("δ₅₀ = 3.42 [3.22, 3.62]"))
    #expect(content.altText.contains("from 1 to 9"))
  }

  @Test("beside many networks δ_50 is a bar of its own height, and nothing is shaded")
  func crowded() {
    let content = CliffFigure().content(of: sweep(cliffs: (0..<7).map { 3 + 0.2 * Double($0) }))
    let marks = content.scene.panels[0].marks
    let shaded = marks.contains {
      if case .rule(let rule) = $0 { rule.interval != nil } else { false }
    }
    #expect(!shaded)
    let bars = marks.compactMap { mark -> Mark.Points.Entry? in
      if case .points(let points) = mark, points.style.marker == nil {
        points.entries.first
      } else {
        nil
      }
    }
    #expect(bars.count == 7 && Set(bars.map(\.y)).count == 7)
    #expect(bars.allSatisfy { abs($0.y - 0.5) < 0.12 && $0.left == $0.x - 0.2 })
    #expect(content.notes.contains { $0.hasPrefix("Horizontal bars about one half") })
    // The seventh has the first's colour, and neither its dash nor its marker.
    let lines = marks.compactMap { if case .line(let line) = $0 { line.style } else { nil } }
    #expect(lines[6].dash != lines[0].dash && lines[6].marker != lines[0].marker)
  }

  @Test("the curve passes one half at δ_50 and follows the fitted logistic")
  func logistic() throws {
    let content = CliffFigure().content(of: sweep(cliffs: [4]))
    let line = try #require(
      content.scene.panels[0].marks.compactMap { mark in
        if case .line(let line) = mark { line } else { nil }
      }.first)
    let middle = try #require(line.points.min { abs($0.x - 4) < abs($1.x - 4) })
    #expect(abs(middle.y - 0.5) < 0.04)
    let above = try #require(line.points.min { abs($0.x - 4.3) < abs($1.x - 4.3) })
    #expect(abs(above.y - 0.731) < 0.04)
  }

  @Test("diverged seeds are counted in a note and crossed on the axis")
  func diverged() {
    let result = sweep(cliffs: [4], diverging: { delta, seed in delta == 2 && seed < 4 })
    let content = CliffFigure().content(of: result)
    #expect(content.notes.contains { $0.contains("Of 180 runs 3 diverged (δ = 2: 3)") })
    let crosses = content.scene.panels[0].marks.compactMap { mark -> [Double]? in
      if case .points(let points) = mark, points.style.marker == .cross {
        points.entries.map(\.x)
      } else {
        nil
      }
    }
    #expect(crosses == [[2]])
    let lost = ["diverged", "failed"].map { content.table.columns.firstIndex(of: $0) }
    #expect(lost.map { $0.map { content.table.rows[1][$0] } } == ["3", "0"])
  }

  @Test("a cliff that is not located, undefined points, one point, nothing: still a figure")
  func degenerate() {
    var unlocated = sweep(cliffs: [4, 6])
    for index in unlocated.points.indices where unlocated.points[index].at["delta"] == nil {
      unlocated.points[index].quantities = ["delta50": nil, "width": nil]
    }
    unlocated.points[2].quantities["success"] = .some(nil)
    unlocated.points[3].quantities["success"] = Estimate(.nan)
    let nothing = ExperimentResult(
      experiment: "threshold-sweep", options: [:], axes: [], points: [], units: [])
    for result in [unlocated, sweep(cliffs: [4], deltas: [3]), nothing] {
      for quantity in CliffFigure.Quantity.allCases {
        let content = CliffFigure(quantity: quantity).content(of: result)
        #expect(faults(of: content.scene) == [])
        #expect(!content.altText.isEmpty)
      }
    }
    #expect(words(of: CliffFigure().content(of: nothing).scene).contains("no run finished"))
  }

  @Test("the table has a row a cell with what was drawn")
  func table() {
    let content = CliffFigure().content(of: sweep(cliffs: [3, 5]))
    #expect(content.table.columns.prefix(3) == ["activation", "delta", "success"])
    #expect(content.table.rows.count == 18)
    #expect(content.table.rows.allSatisfy { $0.count == content.table.columns.count })
  }

  @Test("an axis beside δ gives one series a value")
  func dimensions() {
    var result = sweep(cliffs: [3, 4])
    let renamed: (Coordinates) -> Coordinates = { at in
      var at = at
      if case .name(let name)? = at.removeValue(forKey: "activation") {
        at["d"] = .number(name == "quad" ? 500 : 2000)
      }
      return at
    }
    result.axes[0] = .init(name: "d", values: [.number(500), .number(2000)])
    for index in result.points.indices {
      result.points[index].at = renamed(result.points[index].at)
    }
    for index in result.units.indices { result.units[index].at = renamed(result.units[index].at) }
    let words = words(of: CliffFigure().content(of: result).scene)
    #expect(words.contains("d = 500") && words.contains("d = 2000"))
  }
}

import Figures
import Plotting
import Results
import Testing

@Suite("Predicted thresholds on the δ-cliff")
struct CliffTheoryTests {
  static let stepLists: [[Int]] = [[], [100], [0, 10, 30, 100], [3, 9]]

  @Test("labels keep clear of each other, whatever is predicted", arguments: 1...6, stepLists)
  func layout(count: Int, steps: [Int]) {
    for spacing in [0.02, 0.4, 1.2] {
      for quantity in CliffFigure.Quantity.allCases {
        let cliffs = (0..<count).map { 2.5 + spacing * Double($0) }
        for isBound in [true, false] {
          let result = predicted(sweep(cliffs: cliffs), steps: steps, isBound: isBound)
          #expect(faults(of: CliffFigure(quantity: quantity).content(of: result).scene) == [])
        }
      }
    }
  }

  private func rules(_ panel: Panel) -> [Mark.Rule] {
    panel.marks.compactMap { if case .rule(let rule) = $0 { rule } else { nil } }
  }

  @Test("δ_NN of the last step stands on the curves, its course and its limit beneath")
  func panels() throws {
    let scene = CliffFigure().content(of: predicted(sweep(cliffs: [3, 4]))).scene
    #expect(scene.panels.count == 2 && scene.panels[1].y.label?.plain == "step t")
    let last = rules(scene.panels[0]).filter { $0.label?.plain.hasPrefix("δNN(100)") ?? false }
    #expect(last.count == 2)
    let course = scene.panels[1].marks.compactMap { mark in
      if case .line(let line) = mark { line } else { nil }
    }
    #expect(course.count == 2)
    #expect(course[0].points.map(\.y) == [0, 10, 30, 100])
    #expect(course[0].points.last?.x == last[0].at)
    #expect(words(of: scene).contains("δNN(∞) ≥ 7.00"))
  }

  @Test("the measured cliff is a marker at the last step of the runs")
  func measured() {
    let panel = CliffFigure().content(of: predicted(sweep(cliffs: [3]))).scene.panels[1]
    let markers = panel.marks.compactMap { mark in
      if case .points(let points) = mark, points.style.marker != nil { points.entries } else { nil }
    }
    #expect(markers == [[Mark.Points.Entry(3, 2500, left: 2.8, right: 3.2)]])
  }

  @Test("a limit known from below is shaded up to the edge, one with an interval only over it")
  func limit() throws {
    for (isBound, high) in [(true, Double.infinity), (false, 7 + 1.96 * 0.3)] {
      let result = predicted(sweep(cliffs: [3]), isBound: isBound)
      let content = CliffFigure().content(of: result)
      let rule = try #require(rules(content.scene.panels[1]).first { $0.at == 7 })
      #expect(rule.interval?.upperBound == high)
      #expect(content.altText.contains("δ_NN(∞) ≥ 7.0") == isBound)
      let note = content.notes.first { $0.hasPrefix("Dashes with two dots: δ_NN(∞)") }
      #expect(note?.contains("from below only") == isBound)
    }
  }

  @Test("one δ_alg for all networks is drawn once, in no network's colour")
  func shared() {
    let scene = CliffFigure().content(of: predicted(sweep(cliffs: [3, 4]))).scene
    let algorithmic = rules(scene.panels[0]).filter { $0.at == 0.5 }
    #expect(algorithmic.map(\.style.role) == [.secondary])
  }

  @Test("thresholds far from the swept δ are named in a note, near ones widen the axis")
  func outside() {
    let far = CliffFigure().content(
      of: predicted(sweep(cliffs: [3, 4]), limit: 40, algorithmic: 0.5))
    #expect(far.notes.contains("Beyond the axis: δ_NN(∞) ≥ 40.0."))
    #expect(far.scene.panels[0].x.scale.contains(0.5) && far.scene.panels[0].x.scale.upper < 12)
    let low = CliffFigure().content(
      of: predicted(sweep(cliffs: [8, 9], deltas: [7, 8, 9, 10]), steps: []))
    #expect(low.notes.contains { $0.contains("δ_alg = 0.50") })
  }

  @Test("without theory it is the figure of the measurements alone")
  func off() {
    let bare = sweep(cliffs: [3, 5])
    let without = CliffFigure(theory: false).content(of: predicted(bare))
    let measured = CliffFigure().content(of: bare)
    #expect(without.scene == measured.scene && without.altText == measured.altText)
    #expect(without.table == measured.table)
  }

  @Test("the table carries what is predicted with its interval")
  func table() throws {
    let table = CliffFigure().content(of: predicted(sweep(cliffs: [3, 5]))).table
    #expect(table.rows.count == 18)
    let column = try #require(table.columns.firstIndex(of: "delta_nn[100]"))
    #expect(table.columns.contains("delta_nn_limit_low"))
    let values = Set(table.rows.compactMap { Double($0[column]) })
    #expect(values.count == 2)
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
  }
}

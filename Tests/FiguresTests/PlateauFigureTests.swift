import Figures
import Results
import Testing

@Suite("Plateaus against samples per dimension") struct PlateauFigureTests {
  private func result() -> ExperimentResult {
    let lengths: [(Double, [Double])] = [
      (2, [500, 500, 498]), (4, [20, 60, 40]), (8, [0, 0, 6]),
    ]
    var found = ExperimentResult(
      experiment: "milestones", options: ["steps": "500", "d": "100"],
      axes: [.init(name: "delta", values: lengths.map { .number($0.0) })], points: [], units: [])
    for (delta, values) in lengths {
      let at: Coordinates = ["delta": .number(delta)]
      found.points.append(Point(at: at, quantities: ["bump": Estimate(0.8 / delta, n: 3)]))
      for (seed, value) in values.enumerated() {
        found.units.append(
          UnitResult(
            at: at, seed: seed + 1, outcome: .finished,
            records: [
              Record(
                step: 500,
                quantities: [
                  "plateau": value, "bump": 0.8 / delta, "escaped": value < 400 ? 1 : 0,
                ])
            ]))
      }
    }
    return found
  }

  @Test("medians and runs are drawn, said and listed")
  func content() {
    let content = PlateauFigure().content(of: result())
    #expect(content.scene.panels.count == 2 && faults(of: content.scene).isEmpty)
    #expect(words(of: content.scene).contains("plateau in steps"))
    #expect(
      content.altText.contains("median plateau goes from 500 steps at δ = 2 to 0 at δ = 8"))
    #expect(content.notes.contains { $0.hasPrefix("Each marker is a run") })
    #expect(content.table.rows.count == 9 && content.table.rows[4] == ["4", "60", "0.2"])
  }

  @Test("the runs of neighbouring δ stay apart, however close these are and whatever the seeds")
  func lanes() throws {
    var found = result()
    let deltas = (0..<25).map { 2 + 0.25 * Double($0) }
    found.axes = [.init(name: "delta", values: deltas.map { .number($0) })]
    found.units = deltas.flatMap { delta in
      (1...100).map { seed in
        UnitResult(
          at: ["delta": .number(delta)], seed: seed, outcome: .finished,
          records: [Record(step: 500, quantities: ["plateau": Double(seed), "bump": 0.1])])
      }
    }
    let panel = PlateauFigure().content(of: found).scene.panels[0]
    let points = panel.marks.compactMap { mark in
      if case .points(let points) = mark { points } else { nil }
    }
    #expect(points.count == 100)
    let shifts = points.map(\.shift)
    let reach = try #require(shifts.max()) - (try #require(shifts.min()))
    let places = deltas.compactMap { panel.x.scale.fraction($0) }
    // A panel of a single column is 190 points wide or more.
    #expect(reach > 1 && reach < 0.7 * 190 * (places[1] - places[0]))
    #expect(points.allSatisfy { $0.size < 0.5 })
  }

  @Test("without a finished run the figure says so")
  func empty() {
    var lost = result()
    lost.units = []
    lost.points = []
    #expect(PlateauFigure().content(of: lost).altText.hasPrefix("An empty plot"))
  }
}

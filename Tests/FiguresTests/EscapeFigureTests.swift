import Figures
import Plotting
import Results
import Testing

@Suite("Escape times against the dimension") struct EscapeFigureTests {
  /// Escape after 10 ln d steps at δ = 8, beyond the last step at δ = 2.
  private func result(deltas: [Double] = [2, 8]) -> ExperimentResult {
    let dimensions: [Double] = [100, 1000, 10_000]
    var found = ExperimentResult(
      experiment: "escape-time", options: ["steps": "200", "neurons": "1"],
      axes: [
        .init(name: "d", values: dimensions.map(AxisValue.number)),
        .init(name: "delta", values: deltas.map(AxisValue.number)),
      ], points: [], units: [])
    for (index, d) in dimensions.enumerated() {
      for delta in deltas {
        let at: Coordinates = ["d": .number(d), "delta": .number(delta)]
        let time = Double(46 + 23 * index)
        found.points.append(
          Point(
            at: at,
            quantities: [
              "escape_time": delta < 4 ? nil : Estimate(time, low: time - 5, high: nil, n: 20),
              "escaped": Estimate(delta < 4 ? 0 : 1, n: 20),
            ]))
        found.units += (1...20).map {
          UnitResult(at: at, seed: $0, outcome: .finished, records: [])
        }
      }
      found.points.append(
        Point(
          at: ["d": .number(d)],
          quantities: ["delta50": Estimate(3 + 0.3 * Double(index), low: 2.5, high: 4, n: 20)]))
    }
    found.points.append(
      Point(at: ["delta": .number(8)], quantities: ["escape_time_per_log_d": Estimate(10, n: 60)]))
    found.points += [
      Point(
        at: [:],
        quantities: [
          "delta_nn": Estimate(5.3, low: 5.2, high: 5.4, n: 8),
          "delta_nn_limit": Estimate(5.3, low: 5.3, n: 8),
        ]),
      Point(at: ["step": .number(100)], quantities: ["delta_nn": Estimate(5.3, n: 8)]),
    ]
    return found
  }

  @Test("series of medians, crosses where most runs wait, and the asymptote of δ_50")
  func content() {
    let content = EscapeFigure().content(of: result())
    #expect(content.scene.panels.count == 2)
    let shown = words(of: content.scene)
    #expect(shown.contains("δNN(∞) ≥ 5.30") && shown.contains("dimension d"))
    #expect(content.notes.contains { $0.hasPrefix("Crosses:") })
    #expect(content.notes.contains("Bars that end at step 200 have no upper end."))
    #expect(content.altText.contains("from 46.0 steps at d = 100 to 92.0 at 10000"))
    #expect(content.altText.contains("δ = 2: it is beyond the last step throughout."))
    #expect(content.altText.contains("adding 10 for each factor e of d"))
    #expect(content.table.rows.count == 6)
    #expect(content.table.rows[1][2] == "46" && content.table.rows[0][2] == "")
  }

  @Test("theory can be left out")
  func withoutTheory() {
    let content = EscapeFigure(theory: false).content(of: result())
    #expect(!words(of: content.scene).contains { $0.contains("NN") })
  }
}

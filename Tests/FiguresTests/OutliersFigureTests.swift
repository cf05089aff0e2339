import Figures
import Plotting
import Results
import Testing

/// Lowest eigenvalues that sink below the predicted edge as δ grows, at some steps.
private func lowestEnds(
  deltas: [Double], steps: [Int], predicts: Bool = true
) -> ExperimentResult {
  let points = deltas.flatMap { delta in
    steps.map { step in
      let time = Double(step)
      var quantities: [String: Estimate] = [
        "lambda_min": interval(-0.2 - 0.1 * delta + 0.01 * time),
        "lambda_min_overlap_sq": interval(min(0.9, 0.1 * delta), 0.02),
      ]
      if predicts {
        quantities["predicted_left_edge"] = interval(-0.25 + 0.01 * time)
        if delta > 3 {
          quantities["predicted_outlier"] = interval(-0.2 - 0.1 * delta + 0.01 * time)
          quantities["predicted_outlier_overlap_sq"] = interval(0.1 * delta)
        }
      }
      return Point(
        at: ["delta": .number(delta), "step": .number(time)], quantities: quantities)
    }
  }
  return ExperimentResult(
    experiment: "hessian-spectrum", options: ["d": "200"],
    axes: [.init(name: "delta", values: deltas.map { .number($0) })], points: points, units: [])
}

@Suite("The lowest end of the spectrum")
struct OutliersFigureTests {
  private func lines(_ panel: Panel) -> [Mark.Line] {
    panel.marks.compactMap { if case .line(let line) = $0 { line } else { nil } }
  }

  private func markers(_ panel: Panel) -> [Mark.Points] {
    panel.marks.compactMap { if case .points(let points) = $0 { points } else { nil } }
  }

  @Test(
    "labels keep clear of each other", arguments: [[4], [3, 4], [1, 2, 3, 4, 5, 6, 7]],
    [[0], [0, 30], [0, 3, 10, 30, 100]])
  func layout(deltas: [Double], steps: [Int]) {
    for along in [nil, "delta", "step"] {
      let result = lowestEnds(deltas: deltas, steps: steps)
      #expect(faults(of: OutliersFigure(along: along).content(of: result).scene) == [])
    }
  }

  @Test("several steps make the axis the time, one step makes it δ; either can be asked for")
  func axis() {
    func drawn(_ steps: [Int], along: String? = nil) -> [Double] {
      let content = OutliersFigure(along: along).content(
        of: lowestEnds(deltas: [2, 4, 6], steps: steps))
      return markers(content.scene.panels[0])[0].entries.map(\.x)
    }
    #expect(drawn([0, 30]) == [0, 30])
    #expect(drawn([30]) == [2, 4, 6])
    #expect(drawn([0, 30], along: "delta") == [2, 4, 6])
    #expect(drawn([30], along: "step") == [30])
  }

  @Test("the predicted outlier is a line only where there is one, the edge a dashed one throughout")
  func theory() {
    let result = lowestEnds(deltas: [2, 4, 6], steps: [30])
    let content = OutliersFigure().content(of: result)
    let top = lines(content.scene.panels[0])
    #expect(top.contains { $0.style.dash == .dashed && $0.points.map(\.x) == [2, 4, 6] })
    #expect(top.contains { $0.label?.plain == "outlier" && $0.points.map(\.x) == [4, 6] })
    #expect(content.notes.contains { $0.contains("hard outlier that theory predicts") })
    let bare = OutliersFigure(theory: false).content(of: result)
    #expect(lines(bare.scene.panels[0]).count == 1)
    #expect(!bare.notes.contains { $0.contains("theory") })
  }

  @Test("below stands the squared overlap, and words and table say the numbers")
  func numbers() {
    let content = OutliersFigure().content(of: lowestEnds(deltas: [2, 4, 6], steps: [30]))
    #expect(markers(content.scene.panels[1])[0].entries.map(\.y) == [0.2, 0.4, 0.6000000000000001])
    #expect(
      content.altText.contains("the lowest eigenvalue goes from −0.10 to −0.50")
        && content.altText.contains("its squared overlap goes from 0.20 to 0.60"))
    #expect(content.table.columns.prefix(4) == ["delta", "step", "seeds", "lambda_min"])
    #expect(content.table.rows.count == 3)
  }

  @Test("trajectories whose eigenvalues were not asked for say what would give them")
  func trajectories() {
    let asked = OutliersFigure().content(of: training(deltas: [4], steps: [0, 10]))
    #expect(markers(asked.scene.panels[0])[0].entries.map(\.x) == [0, 10])
    let plain = OutliersFigure().content(
      of: training(deltas: [4], steps: [0, 10], hasEdge: false))
    #expect(words(of: plain.scene).contains("no eigenvalue was reported"))
    #expect(plain.notes.contains { $0.contains("extremes: true") })
    #expect(!plain.notes.contains { $0.contains("Markers") })
  }

  @Test("at one x the markers of several series stand apart, as the note says")
  func apart() {
    let content = OutliersFigure().content(of: lowestEnds(deltas: [2, 4, 6], steps: [0, 30]))
    let shifts = markers(content.scene.panels[0]).map(\.shift)
    #expect(Set(shifts).count == 3 && shifts.allSatisfy { abs($0) <= 2 })
    #expect(content.notes.contains("They are set apart sideways by up to 2 pt."))
  }

  @Test("an axis that the experiment does not have is said, and nothing is drawn of nothing")
  func missing() {
    let one = OutliersFigure(along: "noise").content(of: lowestEnds(deltas: [2], steps: [0, 5]))
    #expect(one.notes.contains("The experiment has no axis of numbers called noise."))
    let none = OutliersFigure().content(of: lowestEnds(deltas: [], steps: []))
    #expect(words(of: none.scene).contains("no eigenvalue was reported"))
    #expect(faults(of: none.scene) == [])
  }
}

import Figures
import Plotting
import Results
import Testing

@Suite("Mean field under training")
struct TrainingTheoryTests {
  static let steps = TrainingFigureTests.steps

  @Test(
    "labels keep clear of each other", arguments: [[4], [3, 4], [2, 4, 6], [1, 2, 3, 4, 5, 6]],
    [1, 3])
  func layout(deltas: [Double], latents: Int) {
    for hasEdge in [true, false] {
      for scale in [1, 1e-7, 1e6] {
        for curves in TrainingFigure.Curves.allCases {
          let result = predicted(
            training(
              deltas: deltas, steps: Self.steps, latents: latents, hasEdge: hasEdge, scale: scale),
            upTo: 100)
          let content = TrainingFigure(curves: curves).content(of: result)
          #expect(faults(of: content.scene) == [])
        }
      }
      #expect(
        faults(of: TrainingFigure().content(of: meanField(deltas: deltas, steps: Self.steps)).scene)
          == [])
    }
  }

  private func lines(_ panel: Panel) -> [Mark.Line] {
    panel.marks.compactMap { if case .line(let line) = $0 { line } else { nil } }
  }

  @Test("theory is a full line below the markers of the simulation and ends where it is known")
  func reach() throws {
    let result = predicted(
      training(deltas: [4], steps: Self.steps, seeds: 20), upTo: 100)
    let panel = TrainingFigure().content(of: result).scene.panels[0]
    let theory = try #require(lines(panel).first { $0.label?.plain == "mean field" })
    #expect(theory.points.last?.x == 100)
    let drawn = try #require(
      panel.marks.firstIndex { if case .line(theory) = $0 { true } else { false } })
    let markers = try #require(
      panel.marks.firstIndex { if case .points = $0 { true } else { false } })
    #expect(drawn < markers)
    let simulated = try #require(lines(panel).first { $0.label?.plain == "training" })
    #expect(simulated.points.last?.x == 2000 && simulated.style.width < theory.style.width)
  }

  @Test("the left edge and the outlier are dashed beside the lowest eigenvalue")
  func edges() {
    let result = predicted(training(deltas: [4], steps: Self.steps, seeds: 20), upTo: 100)
    let panel = TrainingFigure().content(of: result).scene.panels[2]
    let dashed = lines(panel).filter { $0.style.dash == .dashed }
    #expect(dashed.map { $0.label?.plain } == ["left edge", "outlier"])
    #expect(dashed[1].points.first?.x == 5)
  }

  @Test("the largest difference is told in words, the predictions are in the table")
  func agreement() {
    let result = predicted(training(deltas: [4], steps: Self.steps), upTo: 100)
    let content = TrainingFigure().content(of: result)
    #expect(content.altText.contains("Up to step 100 it differs from the mean field by at most"))
    #expect(content.altText.contains("0.0030 in training risk"))
    #expect(content.notes.contains { $0.contains("the mean field, the limit d → ∞") })
    #expect(content.table.columns.contains("predicted_margin_low"))
    let column = content.table.columns.firstIndex(of: "predicted_left_edge") ?? 0
    #expect(content.table.rows.map { $0[column].isEmpty } == Self.steps.map { $0 > 100 })
  }

  @Test("without theory it is the figure of the runs alone")
  func off() {
    let bare = training(deltas: [2, 4], steps: Self.steps)
    let without = TrainingFigure(theory: false).content(of: predicted(bare, upTo: 100))
    let measured = TrainingFigure().content(of: bare)
    #expect(without.scene == measured.scene && without.altText == measured.altText)
    #expect(without.table == measured.table && without.notes == measured.notes)
  }

  @Test("a mean field by itself shows risks, margin about zero, edge and outlier, no baseline")
  func meanFieldAlone() {
    let content = TrainingFigure().content(of: meanField(deltas: [4], steps: Self.steps))
    #expect(
      content.scene.panels.map { $0.y.label?.plain } == ["risk", "margin μ", "eigenvalue ζ"])
    for panel in content.scene.panels.dropFirst() {
      #expect(
        panel.marks.contains { mark in
          if case .rule(let rule) = mark {
            rule.direction == .horizontal && rule.at == 0
          } else {
            false
          }
        })
    }
    #expect(content.notes.first == "Mean field (d → ∞), δ = 4, 8 batches of 60000 samples.")
    #expect(!content.notes.contains { $0.contains("seed") })
    #expect(content.altText.contains("margin goes from −0.10 to 0.20"))
  }

  @Test("a mean field in which an easy direction is learned shows its overlap")
  func easy() {
    var result = meanField(deltas: [4], steps: Self.steps)
    for index in result.points.indices {
      let step = result.points[index].at["step"]?.number ?? 0
      result.points[index].quantities["overlap"] = interval(step / (step + 5))
    }
    let labels = TrainingFigure().content(of: result).scene.panels.map { $0.y.label?.plain }
    #expect(labels == ["risk", "overlap", "margin μ", "eigenvalue ζ"])
  }

  @Test("predictions that are all undefined leave the figure as it was")
  func undefined() {
    let bare = training(deltas: [4], steps: Self.steps)
    let content = TrainingFigure().content(of: predicted(bare, upTo: -1))
    #expect(content.scene == TrainingFigure().content(of: bare).scene)
    #expect(content.notes == TrainingFigure().content(of: bare).notes)
  }
}

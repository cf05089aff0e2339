import Figures
import Plotting
import Results
import Testing

@Suite("Training")
struct TrainingFigureTests {
  static let steps = [0, 1, 2, 3, 5, 8, 13, 22, 36, 60, 100, 170, 280, 460, 770, 1300, 2000]

  @Test(
    "labels keep clear of each other", arguments: [[4], [3, 4], [2, 4, 6], [1, 2, 3, 4, 5, 6]],
    [1, 3])
  func layout(deltas: [Double], latents: Int) {
    for hasEdge in [true, false] {
      for scale in [1, 1e-7, 1e6] {
        let result = training(
          deltas: deltas, steps: Self.steps, latents: latents, hasEdge: hasEdge, scale: scale)
        #expect(faults(of: TrainingFigure().content(of: result).scene) == [])
      }
    }
  }

  @Test("risk, overlap and lowest eigenvalue are stacked over one time axis that shows step 0")
  func panels() {
    let content = TrainingFigure().content(of: training(deltas: [4], steps: Self.steps))
    #expect(content.scene.panels.map { $0.y.label?.plain } == ["risk", "overlap", "λmin"])
    #expect(Set(content.scene.panels.map(\.x.scale.lower)) == [0])
    let words = words(of: content.scene)
    for word in ["training", "population", "(a)", "(b)", "(c)", "0", "100", "d−1/2"] {
      #expect(words.contains(word), "\(word)")
    }
  }

  @Test("the baseline stands at the overlap of a random start, the root of m/d")
  func baseline() throws {
    let content = TrainingFigure().content(of: training(deltas: [4], steps: Self.steps))
    let rule = try #require(
      content.scene.panels[1].marks.compactMap { mark in
        if case .rule(let rule) = mark { rule } else { nil }
      }.first)
    #expect(abs(rule.at - 0.044721) < 1e-6)
  }

  @Test("a dozen seeds are drawn one by one, more only as a band")
  func seeds() {
    func lines(_ seeds: Int) -> Int {
      let result = training(deltas: [4], steps: Self.steps, seeds: seeds)
      return TrainingFigure().content(of: result).scene.panels[1].marks.count { mark in
        if case .line = mark { true } else { false }
      }
    }
    #expect(lines(12) == 13)
    #expect(lines(13) == 1)
  }

  @Test("seeds by themselves: one line each, no mean, no band; the risk axis starts at zero")
  func singleSeeds() {
    let content = TrainingFigure(curves: .seeds)
      .content(of: training(deltas: [4], steps: Self.steps, seeds: 5))
    let marks = content.scene.panels[1].marks
    #expect(marks.count { if case .line = $0 { true } else { false } } == 5)
    #expect(!marks.contains { if case .band = $0 { true } else { false } })
    #expect(content.notes.contains("Lines: one a seed."))
    #expect(content.scene.panels[0].y.scale.lower > -0.1)
  }

  @Test("risks have a logarithmic axis only where it is asked for")
  func riskScale() {
    let result = training(deltas: [4], steps: Self.steps)
    let kinds = [TrainingFigure.RiskScale.linear, .log].map { scale in
      TrainingFigure(riskScale: scale).content(of: result).scene.panels.map(\.y.scale.kind)
    }
    #expect(kinds == [[.linear, .linear, .linear], [.logarithmic, .linear, .linear]])
  }

  @Test("a diverged seed is crossed where it ends and counted in a note")
  func diverged() {
    let content = TrainingFigure().content(
      of: training(deltas: [4], steps: Self.steps, diverged: 2))
    let crosses = content.scene.panels[1].marks.compactMap { mark -> Double? in
      if case .points(let points) = mark, points.style.marker == .cross {
        points.entries.first?.x
      } else {
        nil
      }
    }
    #expect(crosses == [22])
    #expect(content.notes.contains { $0.contains("1 diverged") })
  }

  @Test("a few networks stand side by side, many share panels with one name each")
  func networks() {
    let few = TrainingFigure().content(of: training(deltas: [2, 4], steps: Self.steps))
    #expect(few.scene.columns == 2 && few.scene.panels.count == 6)
    let deltas = (1...6).map(Double.init)
    let many = TrainingFigure().content(of: training(deltas: deltas, steps: Self.steps))
    #expect(many.scene.columns == 1 && many.scene.panels.count == 4)
    let words = words(of: many.scene)
    for delta in 1...6 { #expect(words.count { $0 == "δ = \(delta)" } == 1) }
  }

  @Test("one step, undefined values and nothing at all still give a figure")
  func degenerate() {
    var undefined = training(deltas: [4], steps: Self.steps)
    for index in undefined.points.indices {
      undefined.points[index].quantities["train_risk"] = .some(nil)
      undefined.points[index].quantities["lambda_min"] = Estimate(.nan)
    }
    let nothing = ExperimentResult(
      experiment: "gradient-descent", options: [:], axes: [], points: [], units: [])
    let all = [
      undefined, nothing, training(deltas: [4], steps: [0]), training(deltas: [4], steps: [7]),
      training(deltas: [4], steps: Self.steps, scale: 0),
    ]
    for result in all {
      let content = TrainingFigure().content(of: result)
      #expect(faults(of: content.scene) == [])
      #expect(!content.altText.isEmpty)
    }
  }

  @Test("the table has a row a reported step and no empty columns")
  func table() {
    let content = TrainingFigure().content(of: training(deltas: [2, 4], steps: Self.steps))
    #expect(content.table.rows.count == 2 * Self.steps.count)
    #expect(content.table.columns.contains("lambda_min_low"))
    #expect(!content.table.columns.contains("overlap_z1"))
  }
}

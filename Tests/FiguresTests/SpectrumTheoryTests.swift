import Figures
import Plotting
import Results
import Testing

@Suite("The predicted spectrum")
struct SpectrumTheoryTests {
  static let hard = SpectrumFigureTests.hard
  static let trajectory = SpectrumFigureTests.trajectory
  static let outliers = [
    predictedOutlier(-0.82, .hard, 0.43), predictedOutlier(-0.3, .easy, 0.2),
    predictedOutlier(5.9, .trajectory, 0.9),
  ]

  private func content(
    _ prediction: PredictedSpectrum, density: SpectrumFigure.Density = .linear,
    low: [Spectrum.Extreme] = [hard], high: [Spectrum.Extreme] = [trajectory]
  ) -> FigureContent {
    SpectrumFigure(density: density).content(
      of: predicted(spectra(deltas: [4], steps: [30], low: low, high: high), prediction))
  }

  private func arrows(_ content: FigureContent) -> [Mark.Arrow] {
    content.scene.panels[0].marks.compactMap { if case .arrow(let a) = $0 { a } else { nil } }
  }

  @Test(
    "labels keep clear of each other", arguments: [[4], [3, 4], [2, 4, 6], [2, 3, 4, 5]],
    [[0], [0, 30], [0, 10, 30]])
  func layout(deltas: [Double], steps: [Int]) {
    for density in SpectrumFigure.Density.allCases {
      for atom in [0, 0.3] {
        let result = predicted(
          spectra(
            deltas: deltas, steps: steps, tail: 30, low: [Self.hard], high: [Self.trajectory]),
          evenBulk(outliers: Self.outliers, atom: atom))
        #expect(faults(of: SpectrumFigure(density: density).content(of: result).scene) == [])
      }
    }
  }

  @Test("the predicted line lies on the bars it describes")
  func bulk() throws {
    let content = content(evenBulk())
    var line: Mark.Line?
    var bars: Mark.Bars?
    for mark in content.scene.panels[0].marks {
      if case .line(let found) = mark { line = found }
      if case .bars(let found) = mark { bars = found }
    }
    let middle = try #require(line?.points.first { $0.x == 2 })
    let bar = try #require(bars)
    let index = try #require(bar.edges.lastIndex { $0 <= 2 })
    let height = bar.heights[index]
    #expect(abs(middle.y - 0.25) < 1e-12 && abs(height - 0.25) < 0.03)
    #expect(line?.points.first?.y.isNaN == true)
    #expect(content.altText.contains("a bulk from 0 to 4.0"))
    #expect(content.altText.contains("the distribution functions differ by at most 0.00"))
  }

  @Test("edges are strokes longer than those of the observed outliers")
  func edges() throws {
    let stems = content(evenBulk()).scene.panels[0].marks.compactMap { mark in
      if case .stems(let stems) = mark { stems } else { nil }
    }
    let edges = try #require(stems.first { $0.style.role == .ink })
    #expect(edges.x == [0, 4])
    #expect(stems.filter { $0.style.role != .ink }.allSatisfy { $0.length < edges.length })
  }

  @Test("a predicted outlier is hollow, in the colour of the observed one, whose label has both q²")
  func matched() {
    let content = content(evenBulk(outliers: Self.outliers))
    let hollow = arrows(content).filter(\.isHollow).sorted { $0.tip.x < $1.tip.x }
    let full = arrows(content).filter { !$0.isHollow }.sorted { $0.tip.x < $1.tip.x }
    #expect(hollow.map(\.tip.x) == [-0.82, -0.3, 5.9])
    #expect(hollow[0].role == full[0].role && hollow[2].role == full[1].role)
    #expect(hollow.map { $0.label == nil } == [true, false, true])
    let words = words(of: content.scene)
    #expect(words.contains("q2(θ1∗) = 0.41 | 0.43") && words.contains("q2(easy) = – | 0.20"))
    // θᵗ alone is not the span of the trajectory.
    #expect(words.contains("q2(θt) = 0.82"))
    #expect(content.altText.contains("a left outlier at −0.82 (hard, squared overlap 0.43)"))
  }

  @Test("where theory has no outlier an observed one is shown against a dash")
  func unexpected() {
    #expect(words(of: content(evenBulk()).scene).contains("q2(θ1∗) = 0.41 | –"))
    // Without a left edge theory says nothing about outliers there.
    let unknown = content(evenBulk(hasEdges: false))
    #expect(words(of: unknown.scene).contains("q2(θ1∗) = 0.41"))
  }

  @Test("the predicted atom is named beside the observed one")
  func atom() {
    var result = spectra(deltas: [4], steps: [0])
    for index in result.units.indices {
      let rest = result.units[index].records[0].spectrum?.eigenvalues.filter { $0 > 0.1 } ?? []
      let zeros = [Double](repeating: 0, count: 100)
      result.units[index].records[0].spectrum?.eigenvalues = zeros + rest
    }
    let content = SpectrumFigure().content(of: predicted(result, evenBulk(atom: 0.33)))
    #expect(words(of: content.scene).contains("34 % at 0 (theory 33 %)"))
    let kinds = content.table.rows.map { $0[1] }
    #expect(kinds.contains("atom") && kinds.contains("predicted atom"))
  }

  @Test("the table has the predicted density of each bar, edges and outliers with intervals")
  func table() throws {
    let table = content(evenBulk(outliers: Self.outliers)).table
    let column = try #require(table.columns.firstIndex(of: "predicted_density"))
    let bars = table.rows.filter { $0[1] == "bar" }
    let from = try #require(table.columns.firstIndex(of: "from"))
    for row in bars where (Double(row[from]) ?? 0) > 0.3 && (Double(row[from]) ?? 9) < 3.5 {
      #expect(abs((Double(row[column]) ?? 0) - 0.25) < 1e-9)
    }
    #expect(table.rows.count { $0[1] == "predicted edge" } == 2)
    let first = try #require(table.rows.first { $0[1] == "predicted outlier" })
    #expect(abs((Double(first[from]) ?? 0) + 0.82 + 0.0196) < 1e-9)
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
  }

  @Test("cells that differ in d share one prediction")
  func dimensions() {
    var result = spectra(deltas: [200, 400], steps: [0])
    result.axes[0].name = "d"
    for index in result.units.indices {
      result.units[index].at = ["d": result.units[index].at["delta"] ?? .number(0)]
    }
    result.predictions = [Prediction(at: ["step": .number(0)], spectrum: evenBulk())]
    let panels = SpectrumFigure().content(of: result).scene.panels
    for panel in panels {
      #expect(panel.marks.contains { if case .line = $0 { true } else { false } })
    }
  }

  @Test("without theory it is the figure of the runs alone; with some missing, a note counts them")
  func off() {
    let bare = spectra(deltas: [3, 4], steps: [0], low: [Self.hard])
    var result = predicted(bare, evenBulk(outliers: Self.outliers))
    let without = SpectrumFigure(theory: false).content(of: result)
    let measured = SpectrumFigure().content(of: bare)
    #expect(without.scene == measured.scene && without.altText == measured.altText)
    #expect(without.table == measured.table && without.notes == measured.notes)
    result.predictions.removeLast()
    let partial = SpectrumFigure().content(of: result)
    #expect(partial.notes.contains("1 of 2 panels have no prediction."))
  }

  @Test("an unsolved stretch breaks the line, a singularity leaves the panel")
  func gaps() {
    var prediction = evenBulk()
    prediction.density[100] = nil
    prediction.density[120] = 1e9
    for density in SpectrumFigure.Density.allCases {
      let content = content(prediction, density: density)
      #expect(faults(of: content.scene) == [])
      #expect(content.scene.panels[0].y.scale.upper < 2)
      #expect(!content.altText.contains("distribution functions"))
    }
  }
}

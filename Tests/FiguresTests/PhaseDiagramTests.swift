import Figures
import Glibc
import Plotting
import Results
import Testing

@Suite("The phase diagram")
struct PhaseDiagramTests {
  static let networks: [[(name: String, size: Double)]] = [
    [("quad", 0.1)], [("quad", 0.1), ("gelu", 0.3)],
    [("quad", 0.1), ("gelu", 0.3), ("erf", 0.2), ("silu", 0.5), ("tanh", 1)],
  ]

  private func map(_ panel: Panel) -> Mark.Heat? {
    panel.marks.compactMap { if case .heat(let heat) = $0 { heat } else { nil } }.first
  }

  @Test("labels keep clear of each other", arguments: 0..<3, PhaseDiagramFigure.Time.allCases)
  func layout(networks: Int, time: PhaseDiagramFigure.Time) {
    for limit in [nil, Estimate(8, low: 8), interval(8.9, 0.4), Estimate(50, low: 50)] {
      for steps in [[0, 1, 2, 5, 10, 100], [3, 9], [7], [0]] as [[Double]] {
        let result = phaseDiagram(stepSizes: Self.networks[networks], steps: steps, limit: limit)
        let content = PhaseDiagramFigure(time: time).content(of: result)
        #expect(faults(of: content.scene) == [])
        #expect(content.scene.panels.count == Self.networks[networks].count)
      }
    }
  }

  @Test("each cell surrounds its δ and τ, and has the margin there")
  func cells() throws {
    let content = PhaseDiagramFigure().content(of: phaseDiagram())
    let heat = try #require(map(content.scene.panels[0]))
    #expect(heat.values.count == 8 && heat.values.allSatisfy { $0.count == 18 })
    let taus = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10]
    for (row, tau) in taus.enumerated() {
      #expect(heat.yEdges[row] <= tau && tau < heat.yEdges[row + 1])
      for column in 0..<18 {
        let delta = Double(column + 1) / 2
        #expect(heat.xEdges[column] < delta && delta < heat.xEdges[column + 1])
        let margin = try #require(heat.values[row][column])
        #expect(abs(margin - tanh(delta - 1 - log(1 + 10 * tau))) < 1e-12)
      }
    }
  }

  @Test("the boundary runs between the cells without an outlier and those with one")
  func boundary() throws {
    let panel = PhaseDiagramFigure().content(of: phaseDiagram()).scene.panels[0]
    let heat = try #require(map(panel))
    let line = try #require(
      panel.marks.compactMap { mark in
        if case .line(let line) = mark, line.style.role == .ink { line } else { nil }
      }.first)
    for (row, point) in line.points.enumerated() {
      for column in 0..<18 {
        let margin = try #require(heat.values[row][column])
        if heat.xEdges[column + 1] < point.x { #expect(margin < 0) }
        if heat.xEdges[column] > point.x { #expect(margin > 0) }
      }
    }
    let markers = panel.marks.compactMap { mark in
      if case .points(let points) = mark { points.entries } else { nil }
    }.joined()
    #expect(markers.count == 8)
    #expect(markers.allSatisfy { ($0.left ?? 9) < $0.x && $0.x < ($0.right ?? 0) })
  }

  @Test("panels share one scale of colour, symmetric about zero, and their axes")
  func shared() {
    let scene = PhaseDiagramFigure().content(of: phaseDiagram(stepSizes: Self.networks[1])).scene
    let limits = scene.panels.compactMap { map($0)?.limit }
    #expect(limits.count == 2 && Set(limits) == [scene.colorBar?.limit ?? 0])
    #expect(Set(scene.panels.map(\.y.scale.upper)).count == 1)
    #expect(scene.panels.map { $0.title?.plain } == ["quad", "gelu"])
  }

  @Test("one extreme margin does not leave the rest pale, and a note tells of it")
  func extreme() throws {
    var result = phaseDiagram()
    let first = try #require(result.points.indices.first { result.points[$0]["margin"] != nil })
    result.points[first].quantities["margin"] = Estimate(-40)
    let content = PhaseDiagramFigure().content(of: result)
    #expect((content.scene.colorBar?.limit ?? 40) <= 1)
    #expect(content.notes.contains { $0.contains("margins reach from −40 to 1.0") })
  }

  @Test("τ takes each network's own η; where it is unknown the axis counts steps")
  func stepSizes() {
    let both = phaseDiagram(stepSizes: Self.networks[1])
    let tau = PhaseDiagramFigure().content(of: both)
    #expect(tau.scene.panels[0].y.label?.plain == "rescaled time τ = ηt")
    let tops = tau.scene.panels.compactMap { map($0)?.yEdges.last }
    #expect(abs(tops[1] / tops[0] - 3) < 1e-9)
    #expect(tau.notes.contains("η = 0.1 for quad and 0.3 for gelu."))
    var unknown = both
    for index in unknown.points.indices { unknown.points[index].quantities["tau"] = nil }
    #expect(
      PhaseDiagramFigure().content(of: unknown).scene.panels[0].y.label?.plain == "step t")
  }

  @Test("a limit known from below says ≥, one beyond the axis is in a note")
  func limit() {
    let inside = PhaseDiagramFigure().content(of: phaseDiagram(limit: Estimate(8, low: 8)))
    #expect(words(of: inside.scene).contains("δNN(∞) ≥ 8.00"))
    #expect(inside.altText.contains("its limit is at least 8.0"))
    let outside = PhaseDiagramFigure().content(of: phaseDiagram(limit: interval(12, 0.5)))
    #expect(outside.notes.contains("Beyond the δ axis: δ_NN(∞) = 12.00."))
    #expect(!words(of: outside.scene).contains { $0.contains("∞") })
  }

  @Test("undefined margins are holes and a note says so")
  func undefined() throws {
    let content = PhaseDiagramFigure(quantity: .negativeMargin).content(of: phaseDiagram())
    let heat = try #require(map(content.scene.panels[0]))
    #expect(heat.values.joined().allSatisfy { $0 == nil })
    #expect(content.notes.contains("Crossed out: the margin is not defined."))
    #expect(faults(of: content.scene) == [])
  }

  @Test("one cell, no margin but zero, and nothing at all still give a figure")
  func degenerate() {
    var flat = phaseDiagram()
    for index in flat.points.indices where flat.points[index]["margin"] != nil {
      flat.points[index].quantities["margin"] = Estimate(0)
    }
    let nothing = ExperimentResult(
      experiment: "phase-diagram", options: [:], axes: [], points: [], units: [])
    let all = [
      flat, nothing, phaseDiagram(deltas: [3], steps: [5]), phaseDiagram(deltas: [3], steps: [0]),
    ]
    for result in all {
      for time in PhaseDiagramFigure.Time.allCases {
        let content = PhaseDiagramFigure(time: time).content(of: result)
        #expect(faults(of: content.scene) == [])
        #expect(!content.altText.isEmpty)
      }
    }
    #expect(
      words(of: PhaseDiagramFigure().content(of: nothing).scene).contains("nothing was computed"))
  }

  @Test("the table has every margin and threshold with its place")
  func table() throws {
    let table = PhaseDiagramFigure().content(of: phaseDiagram(stepSizes: Self.networks[1])).table
    #expect(
      table.columns == ["activation", "kind", "delta", "step", "tau", "value", "low", "high"])
    #expect(table.rows.count == 2 * (18 * 8 + 8 + 1))
    let row = try #require(table.rows.last { $0[1] == "margin" })
    #expect(row.prefix(4) == ["gelu", "margin", "9", "100"])
    #expect(abs((Double(row[4]) ?? 0) - 30) < 1e-9)
  }
}

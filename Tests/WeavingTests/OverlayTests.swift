import Diagnostics
import Experiments
import Plotting
import Templates
import Testing
import Weaving

private func template(_ overlay: String) -> String {
  """
  ```{experiment #a}
  run: gradient-descent
  d: 20
  steps: 2
  seeds: 1
  theory: false
  ```

  ```{figure #fig-a}
  show: training
  of: a
  ```

  ```{overlay}
  \(overlay)
  ```
  """
}

private let whole = "on: fig-a\nfile: p.csv\nx: step\ny: risk\nerror: se\nlabel: Measured"

private func checked(_ overlay: String, _ csv: String) throws -> CheckedTemplate {
  try TemplateChecker(catalog: catalog, memoryLimit: 1 << 30).check(
    SourceText(name: "t.md", text: template(overlay)), files: Files(["p.csv": csv])
  ).0
}

private func woven(_ overlay: String, _ csv: String) async throws -> WovenFigure? {
  let report = try await checked(overlay, csv).woven(
    by: Computation(store: MemoryStore(), engine: CountingEngine(), progress: Quiet()),
    version: "0")
  for case .figure(let figure) in report.blocks { return figure }
  return nil
}

private func mistakes(_ overlay: String, _ csv: String) async -> [String] {
  do {
    _ = try await woven(overlay, csv)
    return []
  } catch {
    return (error as? Diagnostics)?.all.map { "\($0.location?.description ?? "") \($0.message)" }
      ?? ["\(error)"]
  }
}

@Suite("Points of the author's on a figure")
struct OverlayTests {
  @Test("are drawn, named, described and among the numbers of the figure")
  func drawn() async throws {
    let csv = "step, risk, se, \"a \"\"note\"\", quoted\"\n1,0.25,0.5,x\n\n200,40,,\"y, z\"\n"
    let figure = try #require(try await woven(whole, csv))
    let panel = figure.scene.panels[0]
    guard case .points(let points) = panel.marks.last else {
      Issue.record("points are drawn last")
      return
    }
    #expect(points.label?.plain == "Measured")
    #expect(
      points.entries == [.init(1, 0.25, low: -0.25, high: 0.75), .init(200, 40)])
    #expect(panel.x.scale.contains(200) && panel.y.scale.contains(40))
    #expect(figure.scene.panels.allSatisfy { $0.x.scale == panel.x.scale })
    #expect(
      figure.altText.contains("2 points “Measured”, step from 1 to 200, risk from 0.25 to 40"))
    #expect(
      figure.notes.contains { $0.contains("2 points of p.csv (risk against step, bars ± se)") })
    #expect(figure.data.columns.suffix(3) == ["Measured: step", "Measured: risk", "Measured: se"])
    #expect(figure.data.rows.last?.suffix(3) == ["200", "40", ""])
    #expect(figure.data.rows.allSatisfy { $0.count == figure.data.columns.count })
  }

  @Test("change nothing that names a result")
  func identities() throws {
    let one = try checked(whole, "step,risk,se\n1,2,3\n").experiments
    let other = try checked(whole, "step,risk,se\n1,2,4\n").experiments
    #expect(one.flatMap { $0.units.map(\.identity) } == other.flatMap { $0.units.map(\.identity) })
  }

  static let cases: [(String, String, [String])] = [
    (whole, "step,risk,se\n1,2,3\n4,five,6\n", ["p.csv:3:3 'five' is not a number"]),
    (whole, "step,risk,se\n1,,3\n", ["p.csv:2:3 the cell is empty"]),
    (
      whole, "step,risk,se\n1,inf,-3\n",
      [
        "p.csv:2:7 an error of -3 is below zero",
        "p.csv:2:3 'inf' is not a number",
      ]
    ),
    (whole, "step,risk,se\n1,2\n", ["p.csv:2:1 2 cells where the first line has 3"]),
    (whole, "step,risk,se\n1,\"2,3\n", ["p.csv:2:3 the quote is not closed on its line"]),
    (whole, "step,risk,se\n", ["p.csv:1:1 no rows"]),
    (whole, "step,loss,se\n1,2,3\n", ["t.md:18:4 p.csv has no column 'risk'"]),
    (whole, "step,risk,se\n-1,2,3\n", ["p.csv:2:1 -1 has no place on a logarithmic axis"]),
    (
      "on: fig-b\nfile: ../p.csv\nx: a\ny: b", "",
      ["t.md:15:5 no figure is labelled 'fig-b'", "t.md:16:7 cannot read ../p.csv"]
    ),
    (whole + "\npanel: z", "step,risk,se\n1,2,3\n", ["t.md:21:8 the figure has 2 panels"]),
  ]

  @Test("what is no point is refused where it is written", arguments: cases)
  func checking(_ overlay: String, _ csv: String, _ expected: [String]) async {
    #expect(await mistakes(overlay, csv) == expected)
  }
}

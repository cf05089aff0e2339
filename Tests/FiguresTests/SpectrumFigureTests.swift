import Figures
import Plotting
import Results
import Testing

@Suite("The spectrum")
struct SpectrumFigureTests {
  static let hard = Spectrum.Extreme(
    eigenvalue: -0.8, latentOverlaps: [0.41, 0.02], parameterOverlap: 0.03)
  static let other = Spectrum.Extreme(
    eigenvalue: -0.6, latentOverlaps: [0.02, 0.3], parameterOverlap: 0.03)
  static let trajectory = Spectrum.Extreme(
    eigenvalue: 6, latentOverlaps: [0.05, 0.02], parameterOverlap: 0.82)

  @Test(
    "labels keep clear of each other", arguments: [[4], [3, 4], [2, 4, 6], [2, 3, 4, 5]],
    [[0], [0, 30], [0, 10, 30]])
  func layout(deltas: [Double], steps: [Int]) {
    for density in SpectrumFigure.Density.allCases {
      let result = spectra(
        deltas: deltas, steps: steps, tail: 30, low: [Self.hard, Self.other],
        high: [Self.trajectory])
      let content = SpectrumFigure(density: density).content(of: result)
      #expect(faults(of: content.scene) == [])
      #expect(content.scene.panels.count == deltas.count * steps.count)
    }
  }

  @Test("an outlier is named with its direction and squared overlap, in the direction's colour")
  func outliers() {
    let content = SpectrumFigure().content(
      of: spectra(deltas: [4], steps: [30], low: [Self.hard], high: [Self.trajectory]))
    let words = words(of: content.scene)
    #expect(words.contains("q2(θ1∗) = 0.41") && words.contains("q2(θt) = 0.82"))
    let arrows = content.scene.panels[0].marks.compactMap { mark in
      if case .arrow(let arrow) = mark { arrow } else { nil }
    }
    #expect(arrows.count == 2 && arrows[0].role != arrows[1].role)
    let places = arrows.map(\.tip.x).sorted()
    #expect(abs(places[0] + 0.8) < 1e-12 && abs(places[1] - 6) < 1e-12)
    #expect(content.altText.contains("at −0.80 along θ*1 (squared overlap 0.41, 3 of 3 seeds)"))
  }

  @Test("a bulk alone has no outliers, a detached eigenvalue without overlap is a grey stroke")
  func detached() {
    func stems(_ result: ExperimentResult) -> [Mark.Stems] {
      SpectrumFigure().content(of: result).scene.panels[0].marks.compactMap { mark in
        if case .stems(let stems) = mark { stems } else { nil }
      }
    }
    #expect(stems(spectra(deltas: [4], steps: [0])).isEmpty)
    let stray = Spectrum.Extreme(
      eigenvalue: -1, latentOverlaps: [0.01, 0.01], parameterOverlap: 0.01)
    let found = stems(spectra(deltas: [4], steps: [0], low: [stray]))
    #expect(found.count == 1 && found[0].x == [-1, -1, -1])
    #expect(found[0].style.role == .secondary)
  }

  @Test("the bars hold the share of the eigenvalues inside the window")
  func density() throws {
    let content = SpectrumFigure().content(of: spectra(deltas: [4], steps: [0], tail: 60))
    let bars = try #require(
      content.scene.panels[0].marks.compactMap { mark in
        if case .bars(let bars) = mark { bars } else { nil }
      }.first)
    let mass = bars.heights.indices.reduce(0) {
      $0 + bars.heights[$1] * (bars.edges[$1 + 1] - bars.edges[$1])
    }
    #expect(abs(mass - 199.0 / 200) < 1e-9)
  }

  @Test("a long tail leaves the window, and figure and notes say so")
  func tail() {
    let content = SpectrumFigure().content(of: spectra(deltas: [4], steps: [0], tail: 60))
    #expect(content.scene.panels[0].x.scale.upper < 10)
    #expect(words(of: content.scene).contains("0.50 % up to 60 →"))
    #expect(content.notes.contains { $0.contains("outside the window") })
  }

  @Test("an atom is named, not drawn as a bar that dwarfs the rest")
  func atom() {
    var result = spectra(deltas: [4], steps: [0])
    for index in result.units.indices {
      let zeros = [Double](repeating: 0, count: 100)
      let rest = result.units[index].records[0].spectrum?.eigenvalues.filter { $0 > 0.1 } ?? []
      result.units[index].records[0].spectrum?.eigenvalues = zeros + rest
    }
    let content = SpectrumFigure().content(of: result)
    #expect(words(of: content.scene).contains("34 % at 0"))
    #expect(content.table.rows.contains { $0.contains("atom") })
  }

  @Test("constant, tiny and missing spectra still give a figure")
  func degenerate() {
    let constant = spectra(deltas: [4], steps: [0], size: 1)
    var empty = constant
    empty.units = []
    var undefined = spectra(deltas: [4], steps: [0])
    undefined.units[0].records[0].spectrum?.eigenvalues = [.nan, .nan]
    for result in [constant, empty, undefined] {
      for density in SpectrumFigure.Density.allCases {
        #expect(faults(of: SpectrumFigure(density: density).content(of: result).scene) == [])
      }
    }
  }

  @Test("spectra beyond what a page holds are counted in a note")
  func many() {
    let deltas = (1...10).map(Double.init)
    let content = SpectrumFigure().content(of: spectra(deltas: deltas, steps: [0, 5]))
    #expect(content.scene.panels.count == 16)
    #expect(content.notes.contains("4 further spectra are not drawn."))
    #expect(faults(of: content.scene) == [])
  }

  @Test("a slider has every step once, on the axes of all; the panels side by side stay")
  func slider() throws {
    let result = spectra(
      deltas: [2, 4], steps: [0, 10, 30], tail: 30, low: [Self.hard], high: [Self.trajectory])
    let panels = SpectrumFigure().content(of: result)
    let slider = SpectrumFigure(time: .slider).content(of: result)
    #expect(panels.frames.isEmpty && slider.scene == panels.scene)
    #expect(slider.frames.map(\.value) == ["0", "10", "30"])
    let whole = try #require(slider.scene.panels.first)
    for frame in slider.frames {
      #expect(faults(of: frame.scene) == [])
      #expect(frame.scene.panels.count == 2)
      #expect(frame.scene.panels.allSatisfy { $0.x.scale == whole.x.scale })
      #expect(frame.scene.panels.allSatisfy { $0.y.scale == whole.y.scale })
      #expect(frame.altText.contains("step \(frame.value)"))
    }
    #expect(
      SpectrumFigure(time: .slider).content(of: spectra(deltas: [2, 4], steps: [30])).frames.isEmpty
    )
  }
}

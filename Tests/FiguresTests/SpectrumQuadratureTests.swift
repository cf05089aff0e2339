import Figures
import Glibc
import Plotting
import Results
import Testing

/// Spectra known through the quadrature rules of probes: even on [0, 4], with an atom at 0 on
/// demand.
private func estimated(
  deltas: [Double] = [4], steps: [Int] = [0], atom: Double = 0, low: [Spectrum.Extreme] = []
) -> ExperimentResult {
  var result = spectra(deltas: deltas, steps: steps, low: low)
  let count = 40
  for unit in result.units.indices {
    for record in result.units[unit].records.indices {
      let rules = (0..<4).map { probe in
        // Gauss–Chebyshev nodes, shifted a little for each probe, weighted by their gaps.
        let nodes = (0..<count).map { index in
          2 - 2 * cos((Double(index) + 0.4 + 0.05 * Double(probe)) * Double.pi / Double(count))
        }
        let weights = (0..<count).map { index in
          sin((Double(index) + 0.4 + 0.05 * Double(probe)) * Double.pi / Double(count))
        }
        let scale = (1 - atom) / weights.reduce(0, +)
        return Spectrum.Quadrature.Rule(
          nodes: (atom > 0 ? [-0.5] : []) + nodes,
          weights: (atom > 0 ? [atom] : []) + weights.map { scale * $0 })
      }
      result.units[unit].records[record].spectrum?.eigenvalues = []
      result.units[unit].records[record].spectrum?.quadrature = Spectrum.Quadrature(
        rules: rules, order: 200, standardError: 0.01)
    }
  }
  return result
}

@Suite("A spectrum known by quadrature")
struct SpectrumQuadratureTests {
  private func bars(_ content: FigureContent) throws -> Mark.Bars {
    try #require(
      content.scene.panels[0].marks.compactMap { mark in
        if case .bars(let bars) = mark { bars } else { nil }
      }.first)
  }

  @Test("its bars are the density: mass 1, and even where the law is")
  func density() throws {
    let bars = try bars(SpectrumFigure().content(of: estimated()))
    var mass = 0.0
    for index in bars.heights.indices {
      let (from, to) = (bars.edges[index], bars.edges[index + 1])
      mass += bars.heights[index] * (to - from)
      if from > 0.5, to < 3.5 { #expect(abs(bars.heights[index] - 0.25) < 0.02) }
    }
    #expect(abs(mass - 1) < 0.01)
  }

  @Test("a node that all probes share, with a share of its own, is an atom and no bar")
  func atom() throws {
    let content = SpectrumFigure().content(of: estimated(atom: 0.3))
    #expect(words(of: content.scene).contains { $0.hasPrefix("30 % at −0.5") })
    let bars = try bars(content)
    #expect(try #require(bars.heights.max()) < 0.25)
  }

  @Test("notes and words say that it is estimated, and which outliers are told")
  func wording() {
    let content = SpectrumFigure().content(of: estimated(low: [SpectrumFigureTests.hard]))
    #expect(
      content.notes.contains(
        "Histograms: the density of eigenvalues over all seeds, estimated by quadrature instead of "
          + "counted."))
    #expect(!content.notes.contains { $0.contains("detached") })
    #expect(content.altText.contains("outliers at −0.80 along θ*1"))
    #expect(content.altText.contains("98 % of the eigenvalues lie between 0.0"))
  }

  @Test("labels keep clear of each other, with theory and without", arguments: [[4], [3, 4]])
  func layout(deltas: [Double]) {
    for density in SpectrumFigure.Density.allCases {
      let result = estimated(deltas: deltas, steps: [0, 30], low: [SpectrumFigureTests.hard])
      for result in [result, predicted(result, evenBulk())] {
        let content = SpectrumFigure(density: density).content(of: result)
        #expect(faults(of: content.scene) == [])
        #expect(content.scene.panels.count == 2 * deltas.count)
      }
    }
    let content = SpectrumFigure().content(of: predicted(estimated(), evenBulk()))
    #expect(content.altText.contains("the distribution functions differ by at most 0.0"))
  }
}

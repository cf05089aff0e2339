import Glibc
import Plotting
import Testing

@Suite("Colours")
struct PaletteTests {
  static let palettes = [Palette.light, .dark]
  /// Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
  static let visions: [String: [[Double]]] = [
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "deuteranopia": [
      [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
      [-0.011820, 0.042940, 0.968881],
    ],
    "protanopia": [
      [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
  ]

  @Test("any two series stay apart to every eye", arguments: [0, 1], visions.keys.sorted())
  func distances(palette: Int, vision: String) throws {
    let matrix = try #require(Self.visions[vision])
    let labs = (0..<Palette.seriesCount).map { index in
      lab(seen(Self.palettes[palette][.series(index)], through: matrix))
    }
    for i in labs.indices {
      for j in labs.indices where j < i {
        let squares = zip(labs[i], labs[j]).map { ($0 - $1) * ($0 - $1) }
        let distance = squares.reduce(0, +).squareRoot()
        // The first four, which most figures need, are farther apart.
        #expect(distance > (i < 4 ? 24 : 14), "series \(j) and \(i), \(vision)")
      }
    }
  }

  @Test("marks and text stand out from the paper", arguments: [0, 1])
  func contrast(palette: Int) {
    let palette = Self.palettes[palette]
    for index in 0..<Palette.seriesCount {
      #expect(contrastRatio(palette[.series(index)], palette[.paper]) > 2.6)
      #expect(contrastRatio(palette[.seriesText(index)], palette[.paper]) >= 4.5)
    }
    #expect(contrastRatio(palette[.ink], palette[.paper]) > 10)
    #expect(contrastRatio(palette[.secondary], palette[.paper]) > 4.5)
  }

  @Test("every role has a light colour of its own, so that a drawing can be themed")
  func unique() {
    #expect(Set(Palette.roles.map { Palette.light[$0] }).count == Palette.roles.count)
  }

  @Test(
    "shades of a signed value drift away from zero step by step, and its sides differ to every eye",
    arguments: [0, 1], visions.keys.sorted())
  func diverging(palette: Int, vision: String) throws {
    let matrix = try #require(Self.visions[vision])
    let labs = (-16...16).map { level in
      lab(seen(Self.palettes[palette][.diverging(level)], through: matrix))
    }
    func distance(_ i: Int, _ j: Int) -> Double {
      zip(labs[i + 16], labs[j + 16]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }
    for side in [-1, 1] {
      let mean = distance(side * 16, 0) / 16
      for level in 1...16 {
        #expect(distance(side * level, 0) > distance(side * (level - 1), 0))
        // No step is lost to the eye or stands out as an edge.
        let step = distance(side * level, side * (level - 1))
        #expect(step > 0.4 * mean && step < 2 * mean)
      }
    }
    // A difference is just noticeable at 2.3 (Mahy, Van Eycken and Oosterlinck 1994).
    for level in 2...16 { #expect(distance(level, -level) > 2.3 * Double(level)) }
  }

  @Test("zero is hardly told from the paper, either end stands out", arguments: [0, 1])
  func divergingEnds(palette: Int) {
    let palette = Self.palettes[palette]
    #expect(contrastRatio(palette[.diverging(0)], palette[.paper]) < 1.3)
    for end in [-16, 16] { #expect(contrastRatio(palette[.diverging(end)], palette[.paper]) > 4.5) }
  }

  @Test("a dozen series differ without colour: in dash and marker")
  func grey() {
    let looks = (0..<12).map { index in
      let style = Style.series(index)
      return "\(style.role) \(style.dash) \(style.marker?.rawValue ?? -1)"
    }
    #expect(Set(looks).count == 12)
    let first = (0..<6).map {
      "\(Style.series($0).dash) \(Style.series($0).marker?.rawValue ?? -1)"
    }
    #expect(Set(first).count == 6)
  }
}

private func linear(_ color: Color) -> [Double] {
  [color.red, color.green, color.blue].map { channel in
    let value = Double(channel) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
}

private func seen(_ color: Color, through matrix: [[Double]]) -> [Double] {
  let light = linear(color)
  return matrix.map { row in
    let sum = row[0] * light[0] + row[1] * light[1] + row[2] * light[2]
    return min(1, max(0, sum))
  }
}

/// CIE L*a*b*, D65.
private func lab(_ rgb: [Double]) -> [Double] {
  let rows: [[Double]] = [
    [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
  ]
  let white = [0.95047, 1, 1.08883]
  let f = zip(rows, white).map { row, white -> Double in
    let t = (row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]) / white
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116
  }
  return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
}

private func contrastRatio(_ a: Color, _ b: Color) -> Double {
  func luminance(_ color: Color) -> Double {
    let rgb = linear(color)
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
  }
  let (low, high) = (min(luminance(a), luminance(b)), max(luminance(a), luminance(b)))
  return (high + 0.05) / (low + 0.05)
}

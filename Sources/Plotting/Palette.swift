/// A colour in sRGB, 8 bits a channel.
public struct Color: Sendable, Hashable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  /// - Parameter hex: `0xRRGGBB`.
  public init(_ hex: UInt32) {
    red = UInt8(truncatingIfNeeded: hex >> 16)
    green = UInt8(truncatingIfNeeded: hex >> 8)
    blue = UInt8(truncatingIfNeeded: hex)
  }

  /// `#rrggbb`.
  public var hex: String {
    "#"
      + [red, green, blue].map { channel in
        let digits = String(channel, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }
}

/// Colours of the roles on one paper.
///
/// The series keep the hues of Okabe and Ito, moved in lightness so that any two stay apart under
/// deuteranopia, protanopia and in grey, and so that text in their colour can be read.
public struct Palette: Sendable {
  public static let seriesCount = 6

  let ink: Color
  let secondary: Color
  let axis: Color
  let grid: Color
  let neutral: Color
  let paper: Color
  let series: [Color]
  let seriesText: [Color]
  let diverging: [Color]

  public static let light = Palette(
    ink: Color(0x1B1D20), secondary: Color(0x565B62), axis: Color(0x767C84),
    grid: Color(0xE3E5E8), neutral: Color(0xB4BAC2), paper: Color(0xFFFFFF),
    series: [0x1170C4, 0xBF4408, 0x149A82, 0x5A2350, 0xC4900C, 0x4AA9D4].map(Color.init),
    seriesText: [0x0F64B0, 0xA83C06, 0x0C7A66, 0x59224F, 0x82600A, 0x1D7199].map(Color.init),
    diverging: DivergingColors(
      below: Color(0x0A4E9C), zero: Color(0xF1F1EF), above: Color(0x9C3A05)
    ).shades)

  public static let dark = Palette(
    ink: Color(0xE6E8EB), secondary: Color(0xA9AFB7), axis: Color(0x848B94),
    grid: Color(0x2F343A), neutral: Color(0x5C646E), paper: Color(0x161716),
    series: [0x4A9DF5, 0xEF7338, 0x5ED6A8, 0xA583A8, 0xF5D95A, 0xCFE4FF].map(Color.init),
    seriesText: [0x62AAF7, 0xF2854F, 0x6EDCB3, 0xC0A2C3, 0xF6DD6C, 0xD6E8FF].map(Color.init),
    diverging: DivergingColors(
      below: Color(0x7CC0FF), zero: Color(0x26292D), above: Color(0xFF9B5C)
    ).shades)

  public subscript(role: Role) -> Color {
    switch role {
    case .ink: ink
    case .secondary: secondary
    case .axis: axis
    case .grid: grid
    case .neutral: neutral
    case .paper: paper
    case .series(let index): series[index % Self.seriesCount]
    case .seriesText(let index): seriesText[index % Self.seriesCount]
    case .diverging(let level): diverging[level + DivergingColors.steps]
    }
  }

  /// Every role with a colour of its own.
  public static let roles: [Role] =
    [.ink, .secondary, .axis, .grid, .neutral, .paper]
    + (0..<seriesCount).map(Role.series) + (0..<seriesCount).map(Role.seriesText)
    + (-DivergingColors.steps...DivergingColors.steps).map(Role.diverging)
}

import Glibc

/// The colours of a signed quantity: one hue below zero, another above, hardly any at zero.
///
/// Steps are even in OKLab (B. Ottosson, *A perceptual color space for image processing*, 2020), so
/// that equal differences look equal, and blue against orange is told apart by every eye.
struct DivergingColors {
  /// Shades on either side of zero.
  static let steps = 16

  let below: Color
  let zero: Color
  let above: Color

  /// From the lowest shade to the highest, 2·steps + 1 of them.
  var shades: [Color] {
    (-Self.steps...Self.steps).map { level in
      let end = OKLab(level < 0 ? below : above)
      return OKLab(zero).mixed(with: end, share: abs(Double(level)) / Double(Self.steps)).color
    }
  }
}

/// A colour by lightness and two opponent hues.
private struct OKLab {
  var lightness: Double
  var a: Double
  var b: Double

  init(_ color: Color) {
    let (red, green, blue) = (
      Self.linear(color.red), Self.linear(color.green), Self.linear(color.blue)
    )
    let l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
    a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
    b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
  }

  func mixed(with other: OKLab, share: Double) -> OKLab {
    var mix = self
    mix.lightness += share * (other.lightness - lightness)
    mix.a += share * (other.a - a)
    mix.b += share * (other.b - b)
    return mix
  }

  var color: Color {
    func cube(_ x: Double) -> Double { x * x * x }
    let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    let red = Self.encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
    let green = Self.encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
    let blue = Self.encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
    return Color(red << 16 | green << 8 | blue)
  }

  private static func linear(_ channel: UInt8) -> Double {
    let value = Double(channel) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private static func encoded(_ value: Double) -> UInt32 {
    let held = max(0, min(1, value))
    let curved = held <= 0.0031308 ? 12.92 * held : 1.055 * pow(held, 1 / 2.4) - 0.055
    return UInt32((255 * curved).rounded())
  }
}

import Plotting

/// Every letter as wide as DejaVu Sans's digits.
struct EvenMeasure: TextMeasure {
  func advance(_ text: String, isItalic: Bool, size: Double) -> Double {
    0.64 * size * Double(text.count)
  }
}

/// A small generator of repeatable tests.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func unit() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) / 9_007_199_254_740_992
  }

  mutating func symmetric() -> Double { 2 * unit() - 1 }

  mutating func below(_ count: Int) -> Int { Int(unit() * Double(count)) }
}

func power(_ base: Double, _ exponent: Int) -> Double {
  (0..<abs(exponent)).reduce(1) { value, _ in exponent < 0 ? value / base : value * base }
}

/// What is wrong with a layout: labels on each other or off the page.
func faults(of drawing: Drawing) -> [String] {
  let page = Box(-0.01, -0.01, drawing.width + 0.01, drawing.height + 0.01)
  var faults = drawing.captions.filter { !page.contains($0.box) }.map {
    "'\($0.text.plain)' leaves the page"
  }
  for (index, caption) in drawing.captions.enumerated() {
    for other in drawing.captions.dropFirst(index + 1)
    where caption.box.grown(by: -0.2).overlaps(other.box.grown(by: -0.2)) {
      faults.append("'\(caption.text.plain)' meets '\(other.text.plain)'")
    }
  }
  return faults
}

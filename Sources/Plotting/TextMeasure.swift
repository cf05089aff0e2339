/// How wide text comes out; whoever draws it knows.
public protocol TextMeasure {
  /// Advance width in points of `text` at `size` points.
  func advance(_ text: String, isItalic: Bool, size: Double) -> Double
}

import Glibc

/// A line that is seen at once, in a file too.
func print(_ line: String) {
  Swift.print(line)
  fflush(nil)
}

/// Wall-clock time of one run.
func seconds(_ body: () -> Void) -> Double {
  let time = ContinuousClock().measure(body).components
  return Double(time.seconds) + Double(time.attoseconds) * 1e-18
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// With a fixed number of places.
func decimal(_ value: Double, _ places: Int) -> String {
  let scale = pow(10, Double(places))
  let rounded = (value * scale).rounded() / scale
  guard places > 0 else { return "\(Int(rounded))" }
  let parts = "\(rounded)".split(separator: ".")
  return parts[0] + "." + String(parts[1]).padded(to: places, with: "0")
}

extension String {
  func padded(to width: Int, with filler: Character = " ") -> String {
    self + String(repeating: filler, count: max(0, width - count))
  }

  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}

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
  guard abs(value) < 1e12 else { return "\(value)" }
  let scale = Int(pow(10, Double(places)))
  let scaled = Int((abs(value) * Double(scale)).rounded())
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard places > 0 else { return sign + "\(scaled)" }
  return "\(sign)\(scaled / scale)."
    + "\(scaled % scale)".leftPadded(to: places, with: "0")
}

extension String {
  func padded(to width: Int, with filler: Character = " ") -> String {
    self + String(repeating: filler, count: max(0, width - count))
  }

  func leftPadded(to width: Int, with filler: Character = " ") -> String {
    String(repeating: filler, count: max(0, width - count)) + self
  }
}

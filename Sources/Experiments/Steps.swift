import Glibc

/// Steps at which a run is reported: 0, 1, 2, … then evenly in log t, the last one included.
func logSpacedSteps(to last: Int, perDecade: Int = 12) -> [Int] {
  guard last > 0 else { return [0] }
  let count = Int((log10(Double(last)) * Double(perDecade)).rounded(.up))
  let spaced = (0...max(1, count)).map { index in
    Int(exp(log(Double(last)) * Double(index) / Double(max(1, count))).rounded())
  }
  return Array(Set([0] + spaced + [last])).sorted()
}

import Diagnostics
import Directives
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

/// The steps to report: those given, ascending, or log-spaced if none are.
///
/// - Throws: a step beyond the last.
func reportedSteps(
  _ arguments: Arguments, at option: Option<[Int]>, to last: Int
) throws(Diagnostics) -> [Int] {
  let given = Array(Set(arguments[option])).sorted()
  if let late = given.last, late > last {
    throw Diagnostics([
      Diagnostic(
        at: arguments.location(of: option), "at: step \(late) is beyond the last step \(last)",
        help: "raise steps, or leave it out")
    ])
  }
  return given.isEmpty ? logSpacedSteps(to: last) : given
}

import Diagnostics
import Directives

/// The seeds of an experiment: a count N means 1…N.
enum Seeds {
  static let option = Option<[Int]>(
    name: "seeds",
    help: "Independent data sets and initialisations. A number N means the seeds 1…N.",
    defaultValue: Array(1...20), shape: .list,
    expectation: "a whole number from 1 to 10000, a list, or a range",
    allowed: [], form: label.form, read: read, text: text)

  private static let number = ValueType<Int>.integer(from: 1, to: 10_000)
  private static let label = ValueType<Int>.integer(from: 0, to: Int(UInt32.max))

  private static func read(_ tree: OptionTree) -> Result<[Int], Diagnostics> {
    if let text = tree.scalar, !text.contains(":") {
      return Option.single("seeds", number, default: nil, help: "").value(of: tree)
        .map { Array(1...$0) }
    }
    return Option.numericAxis("seeds", label, default: [], help: "").value(of: tree)
  }

  /// As short as it can be written: a count, a range, or a list.
  private static func text(_ seeds: [Int]) -> String {
    guard let first = seeds.first, let last = seeds.last, last - first == seeds.count - 1,
      first == 1 || last > first, seeds == Array(first...last)
    else { return "[\(seeds.map(String.init).joined(separator: ", "))]" }
    return first == 1 ? String(last) : "\(first):\(last):1"
  }
}

import Diagnostics
import Directives
import Results

/// A table of a result: axes and quantities as columns, one row a point.
struct TableDirective: Sendable {
  static let of = FigureOptions.of
  static let caption = FigureOptions.caption
  static let columns = Option.list(
    "columns", .text("the name of an axis or of a quantity"), default: nil,
    help: """
      Axes of the experiment and quantities of its points, such as [activation, delta50]. Rows are \
      the points that have all of them.
      """)
  static let steps = Option.numericList(
    "steps", .integer(from: 0, to: 10_000_000), default: [],
    help: "Only these reported steps; all if the list is empty.")

  static let declaration = Declaration(
    name: "table", summary: "Shows quantities of a result as numbers with their 95 % intervals.",
    options: [of, columns, steps, caption])

  let columns: [String]
  let steps: [Int]
  let family: QuantityFamily
  /// Index of the derivation that it shows; nil for an experiment.
  let derivation: Int?
  /// Heads of the columns of derivations.
  private let titles: [String: String]

  /// - Parameters:
  ///   - derivation: index of the one that the table is of.
  ///   - families: of what the table is of.
  /// - Throws: columns that no point of the experiment has together.
  init(
    _ arguments: Arguments, of derivation: Int?, families: [QuantityFamily],
    _ derivations: Derivations
  ) throws(Diagnostics) {
    self.derivation = derivation
    let families = families.map(derivations.joined)
    columns = arguments[Self.columns].map { column in
      derivations.index(column.underscored) == nil ? column : column.underscored
    }
    titles = Dictionary(
      derivations.all.map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
    steps = arguments[Self.steps]
    // A faulty derivation has said so itself.
    if columns.contains(where: { derivations.faulty.contains($0.underscored) }) {
      throw Diagnostics([])
    }
    let location = arguments.location(of: Self.columns)
    let known = families.flatMap { $0.axes + $0.quantities }
    let mistakes = columns.enumerated().filter { !known.contains($0.element) }.map {
      index, column in
      let location = arguments.location(of: Self.columns.name, item: index)
      if let index = derivations.index(column) {
        let axes = derivations.all[index].axes
        return Diagnostic(
          at: location,
          axes.isEmpty
            ? "columns: '\(column)' is one number, not one a row"
            : "columns: '\(column)' has its values along \(axes.joined(separator: ", "))",
          help: "rows can have: "
            + families.map { $0.axes.isEmpty ? "no axis" : $0.axes.joined(separator: ", ") }
            .joined(separator: " | "))
      }
      return Diagnostic(
        at: location, "columns: the experiment has no '\(column)'",
        help: helpNaming(column, among: unique(known), noun: "it has"))
    }
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    let columns = columns
    let quantities = columns.filter { column in families.contains { $0.quantities.contains(column) }
    }
    guard
      let family = families.first(where: { family in
        !quantities.isEmpty && columns.allSatisfy { (family.axes + family.quantities).contains($0) }
      })
    else {
      let choices = families.map { $0.quantities.joined(separator: ", ") }.joined(separator: " | ")
      let message =
        columns.isEmpty
        ? "the list is empty"
        : quantities.isEmpty
          ? "\(columns.joined(separator: ", ")): axes alone"
          : "no point has all of \(columns.joined(separator: ", "))"
      throw Diagnostics([
        Diagnostic(
          at: location, "columns: \(message)",
          help: "name at least one quantity, all from one of: \(choices)")
      ])
    }
    self.family = family
  }

  /// The head of a column.
  func title(of column: String) -> String { titles[column] ?? QuantityName.title(column) }

  /// The rows: one a point of the family, cells in the order of the columns.
  func rows(of result: ExperimentResult) -> [[Cell]] {
    let points = points(of: result)
    // One count a column, so that points align: what the median row deserves.
    let decimals = columns.map { column in
      let wanted = points.compactMap { $0[column]?.decimals() }.sorted()
      return wanted.isEmpty ? 0 : wanted[wanted.count / 2]
    }
    return points.map { point in
      columns.indices.map { index in
        let column = columns[index]
        if let value = point.at[column] { return Cell(text: value.text, interval: nil) }
        guard let estimate = point[column] else { return Cell(text: "—", interval: nil) }
        return Cell(
          text: fixed(estimate.value, decimals[index]),
          interval: estimate.intervalText(decimals: decimals[index]))
      }
    }
  }

  /// The same numbers in full precision, each quantity with its interval.
  func data(of result: ExperimentResult) -> DataTable {
    let names = columns.flatMap { column in
      family.axes.contains(column) ? [column] : [column, "\(column)_low", "\(column)_high"]
    }
    let points = points(of: result)
    return DataTable(
      columns: names,
      rows: points.map { point in
        columns.flatMap { column in
          if let value = point.at[column] { return [value.text] }
          let estimate = point[column]
          return [estimate?.value, estimate?.low, estimate?.high].map { $0.map { "\($0)" } ?? "" }
        }
      })
  }

  private func points(of result: ExperimentResult) -> [Point] {
    let wanted = Set(steps.map(Double.init))
    return result.points.filter { point in
      Set(point.at.keys) == Set(family.axes)
        && (wanted.isEmpty || point.at["step"]?.number.map(wanted.contains) ?? true)
    }
  }

  /// Whether a column holds numbers.
  func isNumeric(_ column: String, in result: ExperimentResult) -> Bool {
    !family.axes.contains(column)
      || result.points.allSatisfy { $0.at[column].map { $0.number != nil } ?? true }
  }

  struct Cell: Sendable {
    let text: String
    let interval: String?
  }
}

private func unique(_ words: [String]) -> [String] {
  var seen: Set<String> = []
  return words.filter { seen.insert($0).inserted }
}

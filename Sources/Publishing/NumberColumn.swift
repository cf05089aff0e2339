import Weaving

/// The numbers of a column, with what each lacks on the right so that right alignment puts the
/// points under each other.
struct NumberColumn {
  /// `.00` after a whole number where others have two decimals; one entry a row.
  let padding: [String]
  let hasIntervals: Bool

  init(cells: [WovenTable.Cell], isNumeric: Bool) {
    hasIntervals = isNumeric && cells.contains { $0.interval != nil }
    guard isNumeric else {
      padding = cells.map { _ in "" }
      return
    }
    let tails = cells.map { cell in cell.text.drop { $0 != "." } }
    let longest = tails.map(\.count).max() ?? 0
    padding = zip(cells, tails).map { cell, tail in
      guard longest > 0, cell.text.contains(where: \.isNumber) else { return "" }
      let zeros = String(repeating: "0", count: longest - max(1, tail.count))
      return tail.isEmpty ? "." + zeros : zeros
    }
  }
}

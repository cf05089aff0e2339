import Templates
import Weaving

extension [WovenBlock] {
  /// Numbers of the figures that the text ends with: what follows each, before references and the
  /// account of how the report was made, fills less than a page. One that floated from there would
  /// stand below all of it.
  var lastFigures: Set<Int> {
    var found: Set<Int> = []
    var rest = 0.0
    collect(&found, &rest)
    return found
  }

  private func collect(_ found: inout Set<Int>, _ rest: inout Double) {
    for block in reversed() {
      guard rest < 1 else { return }
      switch block {
      case .figure(let figure):
        found.insert(figure.number)
        rest += 0.4
      case .claim: rest += 0.3
      case .table(let table): rest += 0.1 + 0.02 * Double(table.rows.count)
      case .div(let div): div.blocks.collect(&found, &rest)
      case .markdown(let block):
        block.forEachInlines { rest += Double(plainText($0).count) / Self.pageCharacters }
      case .note(let text): rest += Double(text.count) / Self.pageCharacters
      case .references: rest = 0
      }
    }
  }

  /// Of running text on a page.
  private static var pageCharacters: Double { 3500 }
}

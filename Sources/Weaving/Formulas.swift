import Diagnostics
import Templates
import Typesetting

/// Every formula of a template typeset, so that a mistake in one is known before computing.
struct TypesetFormulas: Sendable {
  private(set) var formulas: [Formula: String] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(blocks: [Block], captions: [[Inline]], memo: any Memo) {
    let typesetter = MathTypesetter(memo: memo)
    for block in blocks { typesetter.typeset(block, into: &formulas, &diagnostics) }
    for caption in captions { typesetter.typeset(caption, into: &formulas, &diagnostics) }
  }

  /// Different formulas beyond this many are refused: each takes milliseconds and kilobytes.
  static let maximumCount = 5000
}

extension MathTypesetter {
  /// One that looks up what it has typeset before; KaTeX is loaded only for a formula that is new.
  convenience init(memo: any Memo) {
    func key(_ formula: Formula) -> MemoKey {
      MemoKey(
        kind: formula.display ? "display formula" : "formula", content: Array(formula.tex.utf8))
    }
    self.init(
      recalled: { memo.bytes(for: key($0)).map { String(decoding: $0, as: UTF8.self) } },
      keep: { memo.keep(Array($1.utf8), for: key($0)) })
  }
}

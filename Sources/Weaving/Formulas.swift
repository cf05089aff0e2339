import Diagnostics
import Templates
import Typesetting

/// Every formula of a template typeset, so that a mistake in one is known before computing.
struct TypesetFormulas: Sendable {
  private(set) var formulas: [Formula: String] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(blocks: [Block], captions: [[Inline]]) {
    let typesetter = MathTypesetter()
    for block in blocks { typesetter.typeset(block, into: &formulas, &diagnostics) }
    for caption in captions { typesetter.typeset(caption, into: &formulas, &diagnostics) }
  }
}

import Diagnostics
import Templates
import Typesetting

/// The formulas that the PDF shows, as Typst math, so that what has no form there is known before
/// computing.
package struct PrintedFormulas: Sendable {
  package private(set) var formulas: [Formula: TypstFormula] = [:]
  package private(set) var diagnostics: [Diagnostic] = []

  package init() {}

  /// - Parameter sound: the formulas that could be typeset at all; others have been reported.
  package init(
    blocks: [Block], captions: [[Inline]], sound: [Formula: String],
    by typesetter: MathTypesetter = MathTypesetter()
  ) {
    func add(_ tex: PositionedText, display: Bool) {
      let formula = Formula(tex.text, display: display)
      guard sound[formula] != nil, formulas[formula] == nil,
        diagnostics.count < TypesetFormulas.maximumMistakes
      else { return }
      switch typesetter.typst(formula, at: tex.location(offset:)) {
      case .success(let printed): formulas[formula] = printed
      case .failure(let diagnostic): diagnostics.append(diagnostic)
      }
    }
    for block in blocks.kept(in: .pdf) { block.forEachFormula(add) }
    for caption in captions { caption.forEachFormula(add) }
  }
}

extension [Inline] {
  /// Calls `body` with every formula, in reading order.
  func forEachFormula(_ body: (_ tex: PositionedText, _ display: Bool) -> Void) {
    for inline in self {
      inline.forEachInline { inline in
        if case .math(let tex, let display) = inline.content { body(tex, display) }
      }
    }
  }
}

extension Block {
  /// Calls `body` with every formula of this block and the blocks inside it.
  func forEachFormula(_ body: (_ tex: PositionedText, _ display: Bool) -> Void) {
    forEachInlines { $0.forEachFormula(body) }
    forEachBlock { block in
      if case .equation(let equation) = block.content { body(equation.tex, true) }
    }
  }
}

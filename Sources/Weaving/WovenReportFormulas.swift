import Diagnostics
import Templates
import Typesetting

extension MathTypesetter {
  /// Typesets every formula of some text into `formulas`; mistakes are placed in the file.
  public func typeset(
    _ content: [Inline], into formulas: inout [Formula: String],
    _ diagnostics: inout [Diagnostic]
  ) {
    for inline in content {
      inline.forEachInline { inline in
        guard case .math(let tex, let display) = inline.content else { return }
        typeset(tex, display: display, into: &formulas, &diagnostics)
      }
    }
  }

  /// Typesets every formula of a block and the blocks inside it.
  public func typeset(
    _ block: Block, into formulas: inout [Formula: String], _ diagnostics: inout [Diagnostic]
  ) {
    block.forEachInlines { typeset($0, into: &formulas, &diagnostics) }
    block.forEachBlock { block in
      guard case .equation(let equation) = block.content else { return }
      typeset(equation.tex, display: true, into: &formulas, &diagnostics)
    }
  }

  private func typeset(
    _ tex: PositionedText, display: Bool, into formulas: inout [Formula: String],
    _ diagnostics: inout [Diagnostic]
  ) {
    let formula = Formula(tex.text, display: display)
    guard formulas[formula] == nil else { return }
    guard formulas.count < TypesetFormulas.maximumCount else {
      let message = "there are more than \(TypesetFormulas.maximumCount) different formulas"
      if !diagnostics.contains(where: { $0.message == message }) {
        diagnostics.append(
          Diagnostic(at: tex.location, message, help: "split the document into several reports"))
      }
      return
    }
    switch html(formula, at: tex.location(offset:)) {
    case .success(let html): formulas[formula] = html
    case .failure(let diagnostic): diagnostics.append(diagnostic)
    }
  }
}

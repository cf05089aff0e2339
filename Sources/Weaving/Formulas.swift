import Diagnostics
import Templates
import Typesetting

/// Every formula of a template typeset, so that a mistake in one is known before computing.
package struct TypesetFormulas: Sendable {
  package private(set) var formulas: [Formula: String] = [:]
  package private(set) var diagnostics: [Diagnostic] = []
  /// Of all their TeX, and of their HTML.
  private var bytes = (tex: 0, html: 0)
  private var isFull = false

  /// Different formulas beyond this many are refused, as is TeX or HTML of theirs beyond so many bytes:
  /// a new formula takes milliseconds, and a dense one a megabyte.
  static let maximumCount = 3000
  static let maximumBytes = (tex: 256 << 10, html: 32 << 20)
  /// After so many mistakes no further formula is looked at.
  static let maximumMistakes = 50

  package init(blocks: [Block], captions: [[Inline]], by typesetter: MathTypesetter) {
    for block in blocks {
      block.forEachFormula { add($0, display: $1, by: typesetter) }
    }
    for caption in captions {
      caption.forEachFormula { add($0, display: $1, by: typesetter) }
    }
  }

  private mutating func add(_ tex: PositionedText, display: Bool, by typesetter: MathTypesetter) {
    let formula = Formula(tex.text, display: display)
    guard formulas[formula] == nil, !isFull, diagnostics.count < Self.maximumMistakes
    else { return }
    switch typesetter.html(formula, at: tex.location(offset:)) {
    case .success(let html):
      formulas[formula] = html
      bytes.tex += tex.text.utf8.count
      bytes.html += html.utf8.count
      if formulas.count > Self.maximumCount {
        refuse("there are more than \(Self.maximumCount) different formulas", at: tex.location)
      } else if bytes.tex > Self.maximumBytes.tex {
        refuse(
          "the formulas are longer than \(Self.maximumBytes.tex >> 10) KiB together",
          at: tex.location)
      } else if bytes.html > Self.maximumBytes.html {
        refuse(
          "the formulas take more than \(Self.maximumBytes.html >> 20) MiB of HTML",
          at: tex.location)
      }
    case .failure(let diagnostic): diagnostics.append(diagnostic)
    }
  }

  /// A mistake after which no further formula is looked at.
  private mutating func refuse(_ message: String, at place: SourceLocation) {
    isFull = true
    diagnostics.append(
      Diagnostic(at: place, message, help: "split the document into several reports"))
  }
}

extension MathTypesetter {
  /// One that looks up what it has typeset before; KaTeX is loaded only for a formula that is new.
  convenience init(memo: any Memo) {
    @Sendable func key(_ formula: Formula) -> MemoKey {
      MemoKey(
        kind: formula.display ? "display formula" : "formula", content: Array(formula.tex.utf8))
    }
    self.init(
      recalled: { memo.bytes(for: key($0)).map { String(decoding: $0, as: UTF8.self) } },
      keep: { memo.keep(Array($1.utf8), for: key($0)) })
  }
}

import Diagnostics

/// Puts the blocks of other files in the place of the directives that ask for them.
///
/// Every file is read by itself, so that its marks, footnotes and positions are its own.
struct Inclusion {
  let conditions: Conditions
  /// The file that a directive asks for; nil if it asks for none. The names are those of the files
  /// around it, the template first.
  let file: (DirectiveBlock, [String]) -> Template?

  private(set) var footnotes: [[Block]] = []
  private(set) var excluded: [Block] = []
  /// Each file once, in order of appearance.
  private(set) var sources: [SourceText] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(under conditions: Conditions, file: @escaping (DirectiveBlock, [String]) -> Template?) {
    self.conditions = conditions
    self.file = file
  }

  /// The blocks of a template that its conditions keep, with those of the files that it includes.
  mutating func blocks(of template: Template, inside names: [String] = []) -> [Block] {
    let shift = footnotes.count
    footnotes += template.footnotes.map { $0.shiftingFootnotes(by: shift) }
    excluded += template.excluded
    let kept = template.blocks.kept(under: conditions, &excluded, &diagnostics)
      .shiftingFootnotes(by: shift)
    let names = names + [template.source.name]
    var inclusion = self
    let blocks = kept.replacingBlocks { block in
      guard case .directive(let directive) = block.content,
        let included = inclusion.file(directive, names)
      else { return nil }
      if !inclusion.sources.contains(where: { $0.name == included.source.name }) {
        inclusion.sources.append(included.source)
      }
      return inclusion.blocks(of: included, inside: names)
    }
    self = inclusion
    return blocks
  }
}

extension [Block] {
  /// Every file counts its footnotes from 1.
  fileprivate func shiftingFootnotes(by shift: Int) -> [Block] {
    guard shift > 0 else { return self }
    return map { block in
      block.replacingInlines { inline in
        guard case .footnote(let number) = inline.content else { return [inline] }
        return [Inline(.footnote(number: number + shift), at: inline.location)]
      }
    }
  }
}

import Diagnostics

extension Template {
  /// The template without what its conditions leave out, with the files that it includes, every
  /// heading with its anchor.
  ///
  /// What is left out is absent, as if it had not been written: it counts for no number, no
  /// footnote and no label, and what it would include is not read. Conditions on the output format
  /// stay while none is chosen.
  ///
  /// - Parameter file: the template, read with every condition open, whose blocks stand in the place
  ///   of a directive, or nil for a directive that stays; the names are those of the files around
  ///   it, this template's first.
  /// - Returns: also labels used twice and cross-references to nothing, in either format.
  public func resolved(
    under conditions: Conditions,
    including file: (DirectiveBlock, _ inside: [String]) -> Template? = { _, _ in nil }
  ) -> (Template, [Diagnostic]) {
    withoutActuallyEscaping(file) { file in
      var inclusion = Inclusion(under: conditions, file: file)
      let kept = inclusion.blocks(of: self)
      let (numbered, notes) = renumberingFootnotes(of: kept, inclusion.footnotes)
      let template = Template(
        source: source, frontMatter: frontMatter, blocks: withAnchors(numbered), footnotes: notes,
        excluded: inclusion.excluded, included: inclusion.sources)
      let diagnostics =
        inclusion.diagnostics + template.excessLabels + template.repeatedLabels
        + template.unknownReferences
      return (template, diagnostics)
    }
  }
}

extension [Block] {
  /// Without what the conditions leave out; a div that has nothing left to say gives way to its
  /// blocks.
  func kept(
    under conditions: Conditions, _ excluded: inout [Block], _ diagnostics: inout [Diagnostic]
  ) -> [Block] {
    var (out, mistakes) = (excluded, diagnostics)
    defer { (excluded, diagnostics) = (out, mistakes) }
    return replacingBlocks { block in
      guard case .div(var div) = block.content else { return nil }
      mistakes += div.conditions.compactMap(conditions.mistake)
      guard !div.conditions.contains(where: { conditions.holds($0) == false }) else {
        out.append(block)
        return []
      }
      div.conditions.removeAll { conditions.holds($0) == true }
      if conditions.profiles.contains("solutions") { div.space = nil }
      div.blocks = div.blocks.kept(under: conditions, &out, &mistakes)
      if div.kind == .only && div.conditions.isEmpty { return div.blocks }
      return [Block(.div(div), at: block.location)]
    }
  }

  /// What a report in one format shows of blocks resolved for every format.
  public func kept(in format: OutputFormat) -> [Block] {
    replacingBlocks { block in
      guard case .div(var div) = block.content else { return nil }
      let conditions = Conditions(format: format)
      guard !div.conditions.contains(where: { conditions.holds($0) == false }) else { return [] }
      div.conditions = []
      div.blocks = div.blocks.kept(in: format)
      return div.kind == .only ? div.blocks : [Block(.div(div), at: block.location)]
    }
  }
}

extension Conditions {
  /// A parameter that does not exist.
  fileprivate func mistake(in condition: Condition) -> Diagnostic? {
    guard case .parameter(let name, _) = condition.test, parameters[name] == nil else { return nil }
    let names = parameters.keys.sorted()
    return Diagnostic(
      at: condition.location, "no parameter is called '\(name)'",
      help: names.isEmpty
        ? "declare it under 'params' in the front matter"
        : helpNaming(name, among: names, noun: "parameters"))
  }
}

/// Footnotes by first use in the blocks, then in the notes themselves.
///
/// - Returns: the blocks with the new numbers, and the notes that are used.
public func renumberingFootnotes(
  of blocks: [Block], _ footnotes: [[Block]]
) -> ([Block], [[Block]]) {
  var order: [Int] = []
  var met: Set<Int> = []
  func note(_ content: [Inline]) {
    for inline in content {
      inline.forEachInline { inline in
        guard case .footnote(let number) = inline.content, met.insert(number).inserted else {
          return
        }
        order.append(number)
      }
    }
  }
  for block in blocks { block.forEachInlines(note) }
  var next = 0
  while next < order.count {
    if footnotes.indices.contains(order[next] - 1) {
      for block in footnotes[order[next] - 1] { block.forEachInlines(note) }
    }
    next += 1
  }
  let numbers = Dictionary(uniqueKeysWithValues: zip(order, 1...))
  func renumbered(_ blocks: [Block]) -> [Block] {
    blocks.map { block in
      block.replacingInlines { inline in
        guard case .footnote(let number) = inline.content else { return [inline] }
        return [Inline(.footnote(number: numbers[number] ?? number), at: inline.location)]
      }
    }
  }
  let notes = order.map { footnotes.indices.contains($0 - 1) ? renumbered(footnotes[$0 - 1]) : [] }
  return (renumbered(blocks), notes)
}

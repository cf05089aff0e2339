import Diagnostics

extension Template {
  /// The template with its tags of HTML understood, and what is wrong with them.
  ///
  /// - Parameter isAllowed: otherwise tags stay words, each with a warning.
  public func readingHTML(isAllowed: Bool) -> (Template, [Diagnostic]) {
    guard isAllowed else { return (self, (blocks + footnotes.joined() + excluded).tagsAsText) }
    var diagnostics: [Diagnostic] = []
    let read = blocks.readingHTML(&diagnostics)
    let notes = footnotes.map { $0.readingHTML(&diagnostics) }
    _ = excluded.readingHTML(&diagnostics)
    let template = Template(
      source: source, frontMatter: frontMatter, blocks: read, footnotes: notes, excluded: excluded,
      included: included)
    return (template, diagnostics)
  }
}

/// That a tag is not one.
func tagAsText(at place: SourceLocation?) -> Diagnostic {
  Diagnostic(
    .warning, at: place, "HTML is not interpreted and will be shown as text",
    help: "use Markdown, backticks to show it on purpose, or raw-html: true in the front matter")
}

extension [Block] {
  fileprivate var tagsAsText: [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for block in self {
      block.forEachBlock { block in
        if case .rawHTML = block.content { diagnostics.append(tagAsText(at: block.location)) }
      }
      block.forEachInlines { content in
        for inline in content {
          inline.forEachInline { inline in
            if case .rawHTML = inline.content { diagnostics.append(tagAsText(at: inline.location)) }
          }
        }
      }
    }
    return diagnostics
  }

  /// With the tags between them around what stands between the tags.
  fileprivate func readingHTML(_ diagnostics: inout [Diagnostic]) -> [Block] {
    var mistakes = diagnostics
    defer { diagnostics = mistakes }
    let inner = map { block in
      block.replacingRuns { $0.readingHTML(&mistakes) }.replacingBlockLists {
        $0.readingHTML(&mistakes)
      }
    }
    guard inner.contains(where: \.isRawHTML) else { return inner }
    var tree = HTMLTree<Block>(holding: [.flow, .phrase], piece: .flow)
    var places: [SourceLocation] = []
    for block in inner {
      places.append(block.location)
      guard case .rawHTML(let text) = block.content else {
        tree.add(block, at: block.location)
        continue
      }
      let place = block.location
      let margin = text.prefix { $0 == " " }.count
      let column = Swift.max(1, place.column - margin)
      tree.add(
        PositionedText(
          text, file: place.file, line: place.line, column: column, continuationColumn: column))
    }
    let nodes = tree.finished()
    mistakes += tree.diagnostics
    let start = inner[0].location
    return nodes.filter { !$0.isBlank }.flatMap { node -> [Block] in
      if case .piece(let block) = node { return [block] }
      node.forEachPiece { mistakes += $0.partsInHTML }
      return [Block(.html(node), at: node.place ?? start)]
    }
  }
}

extension HTMLNode<Block> {
  /// Where the first Markdown in it stands.
  fileprivate var place: SourceLocation? {
    var place: SourceLocation?
    forEachPiece { place = place ?? $0.location }
    return place
  }
}

extension Block {
  fileprivate var isRawHTML: Bool { if case .rawHTML = content { true } else { false } }

  /// Directives, exercises and lists of works become parts of the report, which are not inside an
  /// author's element.
  fileprivate var partsInHTML: [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    forEachBlock { block in
      let name: String
      switch block.content {
      case .directive: name = "a directive"
      case .div(let div) where div.kind == .exercise || div.kind == .references: name = "this div"
      default: return
      }
      diagnostics.append(
        Diagnostic(
          at: block.location, "\(name) has no place between tags of HTML",
          help: "put it behind the end tag, or use a div in place of the tags: '::: {.note}'"))
    }
    return diagnostics
  }
}

extension [Inline] {
  /// With the tags between them around what stands between the tags.
  fileprivate func readingHTML(_ diagnostics: inout [Diagnostic]) -> [Inline] {
    var mistakes = diagnostics
    defer { diagnostics = mistakes }
    let inner = map { inline in inline.replacingChildren { $0.readingHTML(&mistakes) } }
    guard inner.contains(where: \.isRawHTML) else { return inner }
    var tree = HTMLTree<Inline>(holding: [.phrase], piece: .phrase)
    let start = SourceLocation(file: "", line: 1, column: 1)
    for inline in inner {
      guard case .rawHTML(let text) = inline.content else {
        tree.add(inline, at: inline.location)
        continue
      }
      let place = inline.location ?? start
      tree.add(PositionedText(text, file: place.file, line: place.line, column: place.column))
    }
    let nodes = tree.finished()
    mistakes += tree.diagnostics
    return nodes.map(Inline.init)
  }
}

extension Inline {
  fileprivate var isRawHTML: Bool { if case .rawHTML = content { true } else { false } }

  fileprivate init(_ node: HTMLNode<Inline>) {
    switch node {
    case .text(let text): self = .text(text)
    case .piece(let inline): self = inline
    case .element(let tag, let nodes): self.init(.html(tag, nodes.map(Inline.init)))
    }
  }
}

extension Inline {
  /// The inlines inside this one.
  public var children: [Inline] {
    switch content {
    case .emphasis(let content), .strong(let content), .strikethrough(let content): content
    case .link(let link): link.content
    case .citation(let citation): citation.items.flatMap { $0.before + $0.after }
    case .html(_, let content): content
    default: []
    }
  }

  /// Calls `body` with this inline, then with all inside it, in reading order.
  public func forEachInline(_ body: (Inline) -> Void) {
    body(self)
    for child in children { child.forEachInline(body) }
  }
}

extension Inline {
  /// With each run of text inside this one replaced.
  func replacingChildren(_ replacement: ([Inline]) -> [Inline]) -> Inline {
    var inline = self
    switch content {
    case .emphasis(let inner): inline.content = .emphasis(replacement(inner))
    case .strong(let inner): inline.content = .strong(replacement(inner))
    case .strikethrough(let inner): inline.content = .strikethrough(replacement(inner))
    case .html(let tag, let inner): inline.content = .html(tag, replacement(inner))
    case .link(var link):
      link.content = replacement(link.content)
      inline.content = .link(link)
    case .citation(var citation):
      for index in citation.items.indices {
        citation.items[index].before = replacement(citation.items[index].before)
        citation.items[index].after = replacement(citation.items[index].after)
      }
      inline.content = .citation(citation)
    default: break
    }
    return inline
  }
}

extension [Inline] {
  /// With every inline replaced, the innermost first.
  public func replacing(_ replacement: (Inline) -> [Inline]) -> [Inline] {
    flatMap { replacement($0.replacingChildren { $0.replacing(replacement) }) }
  }
}

extension Block {
  /// Calls `body` with this block, then with all inside it, in reading order.
  public func forEachBlock(_ body: (Block) -> Void) {
    body(self)
    switch content {
    case .quote(let blocks): for block in blocks { block.forEachBlock(body) }
    case .div(let div): for block in div.blocks { block.forEachBlock(body) }
    case .list(let list):
      for item in list.items {
        for block in item.blocks { block.forEachBlock(body) }
      }
    case .html(let node): node.forEachPiece { $0.forEachBlock(body) }
    default: break
    }
  }

  /// Calls `body` with every run of text in this block and the blocks inside it.
  public func forEachInlines(_ body: ([Inline]) -> Void) {
    forEachBlock { block in
      switch block.content {
      case .heading(let heading): body(heading.content)
      case .paragraph(let content): body(content)
      case .div(let div): body(div.title)
      case .table(let table):
        for cell in table.head { body(cell) }
        for cell in table.rows.joined() { body(cell) }
      default: break
      }
    }
  }

  /// With every block inside it replaced by what `replacement` says, from the outside in; where that
  /// is nil, the blocks inside are replaced in turn.
  public func replacingBlocks(_ replacement: (Block) -> [Block]?) -> [Block] {
    replacement(self) ?? [replacingBlockLists { $0.replacingBlocks(replacement) }]
  }

  /// With each list of blocks right inside this one replaced.
  func replacingBlockLists(_ replacement: ([Block]) -> [Block]) -> Block {
    var block = self
    switch content {
    case .quote(let blocks): block.content = .quote(replacement(blocks))
    case .div(var div):
      div.blocks = replacement(div.blocks)
      block.content = .div(div)
    case .list(var list):
      for index in list.items.indices {
        list.items[index].blocks = replacement(list.items[index].blocks)
      }
      block.content = .list(list)
    case .html(.element(let tag, let nodes)):
      block.content = .html(
        .element(tag, nodes.flatMap { $0.replacingPieces { replacement([$0]) } }))
    default: break
    }
    return block
  }

  /// With each run of text of this block replaced; the blocks inside it stay.
  func replacingRuns(_ replacement: ([Inline]) -> [Inline]) -> Block {
    var block = self
    switch content {
    case .heading(var heading):
      heading.content = replacement(heading.content)
      block.content = .heading(heading)
    case .paragraph(let content): block.content = .paragraph(replacement(content))
    case .div(var div):
      div.title = replacement(div.title)
      block.content = .div(div)
    case .table(var table):
      table.head = table.head.map(replacement)
      table.rows = table.rows.map { $0.map(replacement) }
      block.content = .table(table)
    default: break
    }
    return block
  }

  /// With every inline replaced, in this block and the blocks inside it.
  public func replacingInlines(_ replacement: (Inline) -> [Inline]) -> Block {
    replacingRuns { $0.replacing(replacement) }.replacingBlockLists { blocks in
      blocks.map { $0.replacingInlines(replacement) }
    }
  }
}

extension [Block] {
  /// Each block replaced as `Block.replacingBlocks` says.
  public func replacingBlocks(_ replacement: (Block) -> [Block]?) -> [Block] {
    flatMap { $0.replacingBlocks(replacement) }
  }
}

/// The words of a text without its marks; formulas as TeX, references as labels.
public func plainText(_ content: [Inline]) -> String {
  content.map { inline in
    switch inline.content {
    case .text(let text), .code(let text), .rawHTML(let text): text
    case .softBreak, .lineBreak: " "
    case .emphasis, .strong, .strikethrough, .link, .html: plainText(inline.children)
    case .image(let image): image.alt
    case .math(let tex, _): tex.text
    case .footnote: ""
    case .reference(let label, _): "@" + label
    case .citation(let citation): citation.source
    case .directive(_, let body): body.text
    }
  }.joined()
}

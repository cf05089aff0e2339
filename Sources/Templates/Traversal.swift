extension Inline {
  /// The inlines inside this one.
  public var children: [Inline] {
    switch content {
    case .emphasis(let content), .strong(let content), .strikethrough(let content): content
    case .link(let link): link.content
    case .citation(let citation): citation.items.flatMap { $0.before + $0.after }
    default: []
    }
  }

  /// Calls `body` with this inline, then with all inside it, in reading order.
  public func forEachInline(_ body: (Inline) -> Void) {
    body(self)
    for child in children { child.forEachInline(body) }
  }
}

extension [Inline] {
  /// With every inline replaced, the innermost first.
  public func replacing(_ replacement: (Inline) -> [Inline]) -> [Inline] {
    flatMap { inline in
      var inline = inline
      switch inline.content {
      case .emphasis(let inner): inline.content = .emphasis(inner.replacing(replacement))
      case .strong(let inner): inline.content = .strong(inner.replacing(replacement))
      case .strikethrough(let inner):
        inline.content = .strikethrough(inner.replacing(replacement))
      case .link(var link):
        link.content = link.content.replacing(replacement)
        inline.content = .link(link)
      case .citation(var citation):
        for index in citation.items.indices {
          citation.items[index].before = citation.items[index].before.replacing(replacement)
          citation.items[index].after = citation.items[index].after.replacing(replacement)
        }
        inline.content = .citation(citation)
      default: break
      }
      return replacement(inline)
    }
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
    if let replaced = replacement(self) { return replaced }
    var block = self
    switch content {
    case .quote(let blocks): block.content = .quote(blocks.replacingBlocks(replacement))
    case .div(var div):
      div.blocks = div.blocks.replacingBlocks(replacement)
      block.content = .div(div)
    case .list(var list):
      for index in list.items.indices {
        list.items[index].blocks = list.items[index].blocks.replacingBlocks(replacement)
      }
      block.content = .list(list)
    default: break
    }
    return [block]
  }

  /// With every inline replaced, in this block and the blocks inside it.
  public func replacingInlines(_ replacement: (Inline) -> [Inline]) -> Block {
    var block = self
    switch content {
    case .heading(var heading):
      heading.content = heading.content.replacing(replacement)
      block.content = .heading(heading)
    case .paragraph(let content):
      block.content = .paragraph(content.replacing(replacement))
    case .quote(let blocks):
      block.content = .quote(blocks.map { $0.replacingInlines(replacement) })
    case .div(var div):
      div.title = div.title.replacing(replacement)
      div.blocks = div.blocks.map { $0.replacingInlines(replacement) }
      block.content = .div(div)
    case .list(var list):
      for index in list.items.indices {
        let blocks = list.items[index].blocks
        list.items[index].blocks = blocks.map { $0.replacingInlines(replacement) }
      }
      block.content = .list(list)
    case .table(var table):
      table.head = table.head.map { $0.replacing(replacement) }
      table.rows = table.rows.map { $0.map { $0.replacing(replacement) } }
      block.content = .table(table)
    default: break
    }
    return block
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
    case .emphasis, .strong, .strikethrough, .link: plainText(inline.children)
    case .image(let image): image.alt
    case .math(let tex, _): tex.text
    case .footnote: ""
    case .reference(let label, _): "@" + label
    case .citation(let citation): citation.source
    case .directive(_, let body): body.text
    }
  }.joined()
}

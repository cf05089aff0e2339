import Bibliography
import Templates

/// Puts words for citations in reading order, each with an anchor for the way back from the list.
///
/// Headings, notes, cells and titles may be written more than once, in contents and margins: no
/// anchor stands there.
struct CitationPass {
  let list: ReferenceList
  private var count = 0
  /// Of the citations of a work.
  private var anchors: [String: [String]] = [:]

  init(list: ReferenceList) { self.list = list }

  /// The list, once everything else was written.
  var references: WovenReferences {
    WovenReferences(
      items: list.entries.map { entry in
        .init(
          id: entry.id, mark: entry.number.isEmpty ? "" : "[\(entry.number)]",
          content: entry.content, citedAt: anchors[entry.work.key] ?? [])
      })
  }

  mutating func cited(_ block: WovenBlock) -> WovenBlock {
    switch block {
    case .markdown(let block): return .markdown(cited(block, anchored: true))
    case .figure(var figure):
      figure.caption = cited(figure.caption, anchored: true)
      return .figure(figure)
    case .table(var table):
      table.caption = cited(table.caption, anchored: true)
      return .table(table)
    case .div(var div):
      div.title = cited(div.title, anchored: false)
      div.blocks = div.blocks.map { cited($0) }
      return .div(div)
    case .claim(var claim):
      // Its words stand in the panel of verdicts too.
      claim.says = cited(claim.says, anchored: false)
      return .claim(claim)
    case .note, .references: return block
    }
  }

  mutating func cited(_ block: Block, anchored: Bool) -> Block {
    var block = block
    switch block.content {
    case .heading(var heading):
      heading.content = cited(heading.content, anchored: false)
      block.content = .heading(heading)
    case .paragraph(let content): block.content = .paragraph(cited(content, anchored: anchored))
    case .quote(let blocks):
      block.content = .quote(blocks.map { cited($0, anchored: anchored) })
    case .div(var div):
      div.title = cited(div.title, anchored: false)
      div.blocks = div.blocks.map { cited($0, anchored: anchored) }
      block.content = .div(div)
    case .list(var list):
      for index in list.items.indices {
        list.items[index].blocks = list.items[index].blocks.map { cited($0, anchored: anchored) }
      }
      block.content = .list(list)
    case .html(.element(let tag, let nodes)):
      // Its tables and details stand once, but their words may be a link's.
      block.content = .html(
        .element(tag, nodes.flatMap { $0.replacingPieces { [cited($0, anchored: false)] } }))
    case .table(var table):
      table.head = table.head.map { cited($0, anchored: false) }
      table.rows = table.rows.map { row in row.map { cited($0, anchored: false) } }
      block.content = .table(table)
    default: break
    }
    return block
  }

  private mutating func cited(_ content: [Inline], anchored: Bool) -> [Inline] {
    content.flatMap { inline -> [Inline] in
      var inline = inline
      switch inline.content {
      case .emphasis(let inner): inline.content = .emphasis(cited(inner, anchored: anchored))
      case .strong(let inner): inline.content = .strong(cited(inner, anchored: anchored))
      case .strikethrough(let inner):
        inline.content = .strikethrough(cited(inner, anchored: anchored))
      case .html(let tag, let inner):
        inline.content = .html(tag, cited(inner, anchored: anchored && tag.name != "a"))
      case .link(var link):
        link.content = cited(link.content, anchored: false)
        inline.content = .link(link)
      case .citation(var citation):
        for index in citation.items.indices {
          let item = citation.items[index]
          citation.items[index].before = cited(item.before, anchored: anchored)
          citation.items[index].after = cited(item.after, anchored: anchored)
        }
        return list.words(of: citation) { anchored ? anchor(to: $0.work) : nil }
      default: break
      }
      return [inline]
    }
  }

  private mutating func anchor(to work: Work) -> String {
    count += 1
    anchors[work.key, default: []].append("cite:\(count)")
    return "cite:\(count)"
  }
}

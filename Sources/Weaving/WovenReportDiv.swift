import Templates

/// Blocks set apart: a note, an exercise, what only one format shows.
public struct WovenDiv: Sendable {
  public var kind: Block.Div.Kind
  public var label: String?
  /// Exercises count from 1 in reading order; nil for every other kind.
  public var number: Int?
  /// The author's title; empty if there is none.
  public var title: [Inline]
  /// The formats that show it.
  public var formats: [OutputFormat]
  /// Height in cm that paper leaves for an answer.
  public var space: Double?
  public var blocks: [WovenBlock]

  public init(
    kind: Block.Div.Kind, label: String? = nil, number: Int? = nil, title: [Inline] = [],
    formats: [OutputFormat] = OutputFormat.allCases, space: Double? = nil, blocks: [WovenBlock]
  ) {
    self.kind = kind
    self.label = label
    self.number = number
    self.title = title
    self.formats = formats
    self.space = space
    self.blocks = blocks
  }
}

extension Block.Div.Kind {
  /// The word before the author's title; nil for kinds that have none.
  public var name: String? {
    switch self {
    case .note: "Note"
    case .tip: "Tip"
    case .warning: "Warning"
    case .exercise: "Exercise"
    case .hint: "Hint"
    case .solution: "Solution"
    case .only, .references: nil
    }
  }
}

extension WovenReport {
  /// The report as one format shows it: without what is for the other alone, its figures, tables,
  /// exercises and footnotes counted anew, its works cited.
  public func shown(in format: OutputFormat) -> WovenReport { counted(in: format).cited }

  private func counted(in format: OutputFormat) -> WovenReport {
    var report = self
    var counts = Counts()
    report.blocks = Self.shown(blocks, in: format, &counts)
    let used = usedFootnotes(in: report.blocks)
    report.footnotes = used.compactMap { number in
      footnotes.indices.contains(number - 1) ? footnotes[number - 1] : nil
    }
    let numbers = Dictionary(uniqueKeysWithValues: zip(used, 1...))
    guard numbers.contains(where: { $0.key != $0.value }) else { return report }
    let renumbered: (Inline) -> [Inline] = { inline in
      guard case .footnote(let number) = inline.content else { return [inline] }
      return [Inline(.footnote(number: numbers[number] ?? number), at: inline.location)]
    }
    report.blocks = report.blocks.map { $0.replacingInlines(renumbered) }
    report.footnotes = report.footnotes.map { $0.map { $0.replacingInlines(renumbered) } }
    return report
  }

  private struct Counts {
    var figures = 0
    var tables = 0
    var exercises = 0
    var claims = 0
  }

  private static func shown(
    _ blocks: [WovenBlock], in format: OutputFormat, _ counts: inout Counts
  ) -> [WovenBlock] {
    var result: [WovenBlock] = []
    for block in blocks {
      switch block {
      case .div(var div):
        guard div.formats.contains(format) else { continue }
        if div.kind == .exercise {
          counts.exercises += 1
          div.number = counts.exercises
        }
        div.blocks = shown(div.blocks, in: format, &counts)
        result += div.kind == .only ? div.blocks : [.div(div)]
      case .figure(var figure):
        counts.figures += 1
        figure.number = counts.figures
        result.append(.figure(figure))
      case .table(var table):
        counts.tables += 1
        table.number = counts.tables
        result.append(.table(table))
      case .claim(var claim):
        counts.claims += 1
        claim.number = counts.claims
        result.append(.claim(claim))
      case .markdown(let block):
        result += [block].kept(in: format).map(WovenBlock.markdown)
      case .note, .references: result.append(block)
      }
    }
    return result
  }

  /// The footnotes that some blocks use, in order of first use, then those used in notes.
  private func usedFootnotes(in blocks: [WovenBlock]) -> [Int] {
    var order: [Int] = []
    func note(_ content: [Inline]) {
      for inline in content {
        inline.forEachInline { inline in
          if case .footnote(let number) = inline.content, !order.contains(number) {
            order.append(number)
          }
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
    return order
  }
}

extension WovenBlock {
  /// Calls `body` with every run of the author's text, captions included.
  public func forEachInlines(_ body: ([Inline]) -> Void) {
    switch self {
    case .markdown(let block): block.forEachInlines(body)
    case .figure(let figure): body(figure.caption)
    case .table(let table): body(table.caption)
    case .claim(let claim): body(claim.says)
    case .div(let div):
      body(div.title)
      for block in div.blocks { block.forEachInlines(body) }
    case .references(let list): for item in list.items { body(item.content) }
    case .note: break
    }
  }

  /// With every inline of the author's text replaced.
  public func replacingInlines(_ replacement: (Inline) -> [Inline]) -> WovenBlock {
    switch self {
    case .markdown(let block): return .markdown(block.replacingInlines(replacement))
    case .figure(var figure):
      figure.caption = figure.caption.replacing(replacement)
      return .figure(figure)
    case .table(var table):
      table.caption = table.caption.replacing(replacement)
      return .table(table)
    case .claim(var claim):
      claim.says = claim.says.replacing(replacement)
      return .claim(claim)
    case .div(var div):
      div.title = div.title.replacing(replacement)
      div.blocks = div.blocks.map { $0.replacingInlines(replacement) }
      return .div(div)
    case .note, .references: return self
    }
  }
}

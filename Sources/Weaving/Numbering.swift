import Templates

/// The numbers of sections, equations, figures, tables, claims and exercises, and what a cross-reference
/// to each says: the same in every format of a report.
public struct Numbering: Sendable {
  /// One entry of the list of contents.
  public struct Section: Sendable {
    public let id: String
    /// 1 for the highest level that occurs.
    public let depth: Int
    /// `2.1`; empty if sections are not numbered.
    public let number: String
    public let content: [Inline]
  }

  /// What a cross-reference says: `Figure 2`, or the title of a section that has no number.
  public struct Reference: Sendable, Equatable {
    /// `Figure`; empty for a section that is called by its title.
    public let noun: String
    public let number: [Inline]

    public var words: [Inline] { noun.isEmpty ? number : [.text(noun + "\u{A0}")] + number }

    /// What a reference says: everything, or from `[-@fig-cliff]` its number alone.
    public func words(numberOnly: Bool) -> [Inline] { numberOnly ? number : words }

    init(_ noun: String, _ number: String) {
      self.noun = noun
      self.number = [.text(number)]
    }

    init(title: [Inline]) {
      noun = ""
      number = title
    }
  }

  public private(set) var sections: [Section] = []
  /// Of labelled equations.
  public private(set) var equations: [String: Int] = [:]
  public private(set) var references: [String: Reference] = [:]
  /// The anchors of the works in the list of references.
  public private(set) var works: Set<String> = []
  private var numbers: [String: String] = [:]
  private var depths: [String: Int] = [:]

  /// - Parameter report: as one format shows it.
  public init(_ report: WovenReport) {
    var headings: [Block.Heading] = []
    collect(report.blocks, &headings)
    let highest = headings.map(\.level).min() ?? 1
    var counters: [Int] = []
    for heading in headings {
      let depth = heading.level - highest + 1
      if heading.isNumbered {
        counters = Array((counters + Array(repeating: 0, count: 6)).prefix(depth))
        counters[depth - 1] += 1
      }
      let isNumbered = report.metadata.numberSections && heading.isNumbered
      let number = isNumbered ? counters.map(String.init).joined(separator: ".") : ""
      sections.append(
        Section(id: heading.id, depth: depth, number: number, content: heading.content))
      numbers[heading.id] = number
      depths[heading.id] = depth
      references[heading.id] =
        isNumbered ? Reference("Section", number) : Reference(title: heading.content.asTitle)
    }
  }

  private mutating func collect(_ blocks: [WovenBlock], _ headings: inout [Block.Heading]) {
    for block in blocks {
      switch block {
      case .figure(let figure):
        figure.label.map { references[$0] = Reference("Figure", String(figure.number)) }
      case .table(let table):
        table.label.map { references[$0] = Reference("Table", String(table.number)) }
      case .claim(let claim):
        claim.label.map { references[$0] = Reference("Claim", String(claim.number)) }
      case .div(let div):
        if let label = div.label, let number = div.number {
          references[label] = Reference("Exercise", String(number))
        }
        collect(div.blocks, &headings)
      case .markdown(let block):
        block.forEachBlock { block in
          switch block.content {
          case .heading(let heading): headings.append(heading)
          case .equation(let equation):
            guard let label = equation.label, equations[label] == nil else { return }
            equations[label] = equations.count + 1
            references[label] = Reference("Equation", String(equations.count))
          default: break
          }
        }
      case .references(let list): works.formUnion(list.items.map(\.id))
      case .note: break
      }
    }
  }

  public func number(of heading: Block.Heading) -> String { numbers[heading.id] ?? "" }
  public func depth(of heading: Block.Heading) -> Int { depths[heading.id] ?? 1 }
}

extension [Inline] {
  /// The words of a heading where they stand elsewhere: without notes and without links.
  public var asTitle: [Inline] {
    replacing { inline in
      switch inline.content {
      case .footnote: []
      case .link(let link): link.content
      default: [inline]
      }
    }
  }
}

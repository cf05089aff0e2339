import Templates
import Weaving

/// The numbers of sections and equations, and what a cross-reference to each label says.
struct Numbering {
  /// One entry of the list of contents.
  struct Section {
    let id: String
    /// 1 for the highest level that occurs.
    let depth: Int
    /// `2.1`; empty if sections are not numbered.
    let number: String
    let content: [Inline]
  }

  private(set) var sections: [Section] = []
  private(set) var equations: [String: Int] = [:]
  /// Label to words: `Figure 2`.
  private(set) var references: [String: String] = [:]
  private var numbers: [String: String] = [:]
  private var depths: [String: Int] = [:]

  init(_ report: WovenReport) {
    var headings: [Block.Heading] = []
    for case .markdown(let block) in report.blocks {
      block.forEachBlock { block in
        switch block.content {
        case .heading(let heading): headings.append(heading)
        case .equation(let equation):
          if let label = equation.label, equations[label] == nil {
            equations[label] = equations.count + 1
          }
        default: break
        }
      }
    }
    let highest = headings.map(\.level).min() ?? 1
    var counters: [Int] = []
    for heading in headings {
      let depth = heading.level - highest + 1
      counters = Array((counters + Array(repeating: 0, count: 6)).prefix(depth))
      counters[depth - 1] += 1
      let isNumbered = report.metadata.numberSections
      let number = isNumbered ? counters.map(String.init).joined(separator: ".") : ""
      sections.append(
        Section(id: heading.id, depth: depth, number: number, content: heading.content))
      numbers[heading.id] = number
      depths[heading.id] = depth
      references[heading.id] =
        isNumbered ? "Section \(number)" : "Section “\(plainText(heading.content))”"
    }
    for (label, number) in equations { references[label] = "Equation \(number)" }
    for block in report.blocks {
      switch block {
      case .figure(let figure): figure.label.map { references[$0] = "Figure \(figure.number)" }
      case .table(let table): table.label.map { references[$0] = "Table \(table.number)" }
      default: break
      }
    }
  }

  func number(of heading: Block.Heading) -> String { numbers[heading.id] ?? "" }
  func depth(of heading: Block.Heading) -> Int { depths[heading.id] ?? 1 }
}

import Bibliography
import Diagnostics
import Templates

/// The list of the works that a report cites.
public struct WovenReferences: Sendable {
  public struct Item: Sendable {
    /// The anchor of the entry.
    public var id: String
    /// `[3]`; empty where works are not numbered.
    public var mark: String
    public var content: [Inline]
    /// The anchors of the citations that lead here, in reading order.
    public var citedAt: [String]

    public init(id: String, mark: String, content: [Inline], citedAt: [String] = []) {
      self.id = id
      self.mark = mark
      self.content = content
      self.citedAt = citedAt
    }
  }

  public var items: [Item]

  public init(items: [Item]) { self.items = items }
}

extension WovenReport {
  /// With words and links for citations, and the list of what is cited where the author wants it,
  /// else at the end.
  ///
  /// Of a report as one format shows it: a work that only the other format cites is not listed.
  var cited: WovenReport {
    var report = self
    guard let citations else {
      let asWritten: (Inline) -> [Inline] = { inline in
        guard case .citation(let citation) = inline.content else { return [inline] }
        return [Inline(.text(citation.source), at: inline.location)]
      }
      report.metadata.abstract = metadata.abstract.map { $0.replacingInlines(asWritten) }
      report.blocks = blocks.map { $0.replacingInlines(asWritten) }
      report.footnotes = footnotes.map { $0.map { $0.replacingInlines(asWritten) } }
      return report
    }
    let works = citedKeys.compactMap { citations.works[$0] }
    var pass = CitationPass(list: ReferenceList(works, style: citations.style))
    report.metadata.abstract = metadata.abstract.map { pass.cited($0, anchored: true) }
    report.blocks = blocks.map { pass.cited($0) }
    report.footnotes = footnotes.map { $0.map { pass.cited($0, anchored: false) } }
    let references = pass.references
    guard !references.items.isEmpty else { return report }
    var isPlaced = false
    report.blocks = report.blocks.map { $0.listing(references, &isPlaced) }
    if !isPlaced { report.blocks += [heading(of: report.blocks), .references(references)] }
    return report
  }

  /// Every key in the order in which a reader meets it, notes where their marks stand.
  private var citedKeys: [String] {
    var keys: [String] = []
    var known: Set<String> = []
    var notes: Set<Int> = []
    func collect(_ content: [Inline]) {
      for inline in content {
        inline.forEachInline { inline in
          switch inline.content {
          case .citation(let citation):
            for item in citation.items where known.insert(item.key).inserted {
              keys.append(item.key)
            }
          case .footnote(let number)
          where footnotes.indices.contains(number - 1) && notes.insert(number).inserted:
            for block in footnotes[number - 1] { block.forEachInlines(collect) }
          default: break
          }
        }
      }
    }
    for block in metadata.abstract { block.forEachInlines(collect) }
    for block in blocks { block.forEachInlines(collect) }
    return keys
  }

  private func heading(of blocks: [WovenBlock]) -> WovenBlock {
    var levels: [Int] = []
    var labels: Set<String> = []
    for block in blocks { block.collectLabels(&labels, headingLevels: &levels) }
    var id = "references"
    while labels.contains(id) { id += "-list" }
    let place = blocks.compactMap(\.location).last ?? .init(file: "", line: 1, column: 1)
    return .markdown(
      Block(
        .heading(
          .init(
            level: levels.min() ?? 2, content: [.text(referencesWord(metadata.lang))], id: id,
            isNumbered: false)),
        at: place))
  }
}

/// What a list of works is called in the language of a BCP 47 tag; English where it is not known.
private func referencesWord(_ language: String) -> String {
  switch language.prefix(while: { $0 != "-" }).lowercased() {
  case "de": "Literatur"
  case "fr": "Références"
  case "es": "Referencias"
  case "it": "Riferimenti bibliografici"
  case "pt": "Referências"
  case "nl": "Literatuur"
  case "pl": "Bibliografia"
  case "cs", "sk": "Literatura"
  case "sv": "Referenser"
  case "da": "Litteratur"
  case "nb", "no", "nn": "Referanser"
  case "fi": "Lähteet"
  case "ru": "Литература"
  case "uk": "Література"
  case "zh": "参考文献"
  case "ja": "参考文献"
  case "ko": "참고 문헌"
  default: "References"
  }
}

extension WovenBlock {
  fileprivate func listing(_ references: WovenReferences, _ isPlaced: inout Bool) -> WovenBlock {
    guard case .div(var div) = self else { return self }
    div.blocks = div.blocks.map { $0.listing(references, &isPlaced) }
    if div.kind == .references, !isPlaced {
      isPlaced = true
      div.blocks.append(.references(references))
    }
    return .div(div)
  }

  fileprivate func collectLabels(_ labels: inout Set<String>, headingLevels: inout [Int]) {
    switch self {
    case .markdown(let block):
      block.forEachBlock { block in
        guard case .heading(let heading) = block.content else { return }
        headingLevels.append(heading.level)
        labels.insert(heading.id)
      }
    case .figure(let figure): figure.label.map { _ = labels.insert($0) }
    case .table(let table): table.label.map { _ = labels.insert($0) }
    case .div(let div):
      div.label.map { _ = labels.insert($0) }
      for block in div.blocks { block.collectLabels(&labels, headingLevels: &headingLevels) }
    default: break
    }
  }

  fileprivate var location: SourceLocation? {
    if case .markdown(let block) = self { block.location } else { nil }
  }
}

import Diagnostics

/// A template read but not yet interpreted: front matter, blocks, footnotes.
public struct Template: Sendable {
  public let source: SourceText
  /// The YAML between the `---` lines at the top; nil if the template begins without them.
  public let frontMatter: PositionedText?
  public let blocks: [Block]
  /// The blocks of footnote 1, 2, … in order of first use.
  public let footnotes: [[Block]]
  /// Blocks that their conditions left out of `blocks`; only their form was checked.
  public let excluded: [Block]
  /// The files whose blocks stand among its own, each once, in order of appearance.
  public let included: [SourceText]
  let references: ReferenceScope

  public init(
    source: SourceText, frontMatter: PositionedText?, blocks: [Block], footnotes: [[Block]],
    excluded: [Block] = [], included: [SourceText] = []
  ) {
    self.source = source
    self.frontMatter = frontMatter
    self.blocks = blocks
    self.footnotes = footnotes
    self.excluded = excluded
    self.included = included
    references = ReferenceScope(blocks, excluded: excluded)
  }

  /// Templates beyond this many bytes are refused.
  public static let maximumBytes = 4 << 20

  /// The tree of a template under some conditions, and everything that is wrong with its form.
  ///
  /// A tree is returned whatever the mistakes, so that later checks can add theirs; nothing
  /// should be computed from it while an error stands.
  public static func parse(
    _ source: SourceText, under conditions: Conditions = Conditions()
  ) -> (Template, [Diagnostic]) {
    let (template, diagnostics) = read(source)
    let (resolved, mistakes) = template.resolved(under: conditions)
    return (resolved, diagnostics + mistakes)
  }

  /// The YAML between the `---` lines at the top, before the rest is read.
  public static func frontMatter(of source: SourceText) -> PositionedText? {
    var ignored: [Diagnostic] = []
    return splitFrontMatter(of: source, &ignored).text
  }

  /// A template with every condition open, headings without labels not yet named.
  public static func read(_ source: SourceText) -> (Template, [Diagnostic]) {
    guard source.text.utf8.count <= maximumBytes else {
      let message = "the template is larger than 4 MiB"
      let place = SourceLocation(file: source.name, line: 1, column: 1)
      let empty = Template(source: source, frontMatter: nil, blocks: [], footnotes: [])
      return (empty, [Diagnostic(at: place, message, help: "split it with include directives")])
    }
    var diagnostics: [Diagnostic] = []
    let (frontMatter, firstLine) = splitFrontMatter(of: source, &diagnostics)
    let scan = LineScan(source, from: firstLine)
    diagnostics += scan.diagnostics
    var reader = BlockReader(source: source, scan: scan, role: .template)
    reader.read()
    let template = Template(
      source: source, frontMatter: frontMatter, blocks: reader.blocks,
      footnotes: reader.footnotes)
    diagnostics += reader.diagnostics
    return (template, diagnostics)
  }

  /// The running text of a caption, a title or a cell of a directive.
  ///
  /// Only inline Markdown: block marks at the start of a line mean nothing here.
  public static func inlines(_ text: PositionedText) -> ([Inline], [Diagnostic]) {
    let (blocks, diagnostics) = fragment(text, role: .inlines)
    guard case .paragraph(let content)? = blocks.first?.content else { return ([], diagnostics) }
    return (content, diagnostics)
  }

  /// The paragraphs and lists of a longer text in a directive or the front matter: an abstract.
  public static func blocks(_ text: PositionedText) -> ([Block], [Diagnostic]) {
    fragment(text, role: .blocks)
  }
}

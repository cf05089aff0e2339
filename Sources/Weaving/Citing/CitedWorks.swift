import Bibliography
import Diagnostics
import Directives
import Templates

/// The works that a template cites in any format, and the files they come from.
public struct CitedWorks: Sendable {
  public struct File: Sendable, Equatable {
    /// As messages call it.
    public let name: String
    /// SHA-256 of its bytes in hexadecimal digits.
    public let hash: String
  }

  public let style: CitationStyle
  /// By key.
  public let works: [String: Work]
  public let files: [File]

  public init(style: CitationStyle, works: [String: Work], files: [File] = []) {
    self.style = style
    self.works = works
    self.files = files
  }

  /// The words of the works in the order of their keys, for the formulas in them.
  var inlines: [[Inline]] { works.sorted { $0.key < $1.key }.map(\.value.inlines) }
}

extension FrontMatter {
  static let bibliography = Option.files(
    "bibliography", help: "BibTeX files of the works that the text cites: `[@key]`, `@key`.")
  static let citationStyle = Option.single(
    "citation-style", .word(CitationStyle.allCases.map(\.rawValue)),
    default: CitationStyle.numeric.rawValue,
    help: "How works are cited: by number, or by authors and year.")
}

extension CheckPass {
  /// A bibliography of more bytes than this is refused.
  private static let maximumBytes = 2 << 20

  /// The works cited; nil where the front matter names no bibliography.
  mutating func citedWorks(
    _ frontMatter: FrontMatter?, in blocks: [Block], _ captions: [[Inline]]
  ) -> CitedWorks? {
    guard let frontMatter else { return nil }
    let citations = citations(in: blocks, captions)
    let named = frontMatter.arguments[FrontMatter.bibliography]
    guard !named.isEmpty else {
      reportWithoutBibliography(citations, blocks)
      return nil
    }
    var texts: [SourceText] = []
    var files: [CitedWorks.File] = []
    var mistakes: [Diagnostic] = []
    let start = SourceLocation(file: template.source.name, line: 1, column: 1)
    for file in named {
      do throws(Diagnostic) {
        let read = try self.files.file(
          file.path, namedAt: file.location ?? start, limit: Self.maximumBytes)
        files.append(.init(name: file.path, hash: hexadecimal(sha256(read.bytes))))
        texts.append(try read.text())
      } catch {
        mistakes.append(error)
      }
    }
    let bibliography = Bibliography(texts, &mistakes)
    // A key may be in the file or the entry that cannot be read.
    let isComplete = !mistakes.contains { $0.severity == .error }
    var works: [String: Work] = [:]
    for item in citations.flatMap(\.items) where works[item.key] == nil {
      if let work = bibliography.work(item.key, &mistakes) {
        works[item.key] = work
      } else if isComplete {
        mistakes.append(unknownKey(item, bibliography.keys, named))
      }
    }
    diagnostics += mistakes
    let style = CitationStyle(rawValue: frontMatter.arguments[FrontMatter.citationStyle])
    return CitedWorks(style: style ?? .numeric, works: works, files: files)
  }

  private func citations(in blocks: [Block], _ captions: [[Inline]]) -> [Inline.Citation] {
    var found: [Inline.Citation] = []
    func collect(_ content: [Inline]) {
      for inline in content {
        inline.forEachInline {
          if case .citation(let citation) = $0.content { found.append(citation) }
        }
      }
    }
    for block in blocks { block.forEachInlines(collect) }
    captions.forEach(collect)
    return found
  }

  private func unknownKey(
    _ item: Inline.Citation.Item, _ keys: [String], _ files: [NamedFile]
  ) -> Diagnostic {
    let names = files.map(\.path).joined(separator: " or ")
    let close = suggestion(for: item.key, among: keys)
    let help =
      close.map { "did you mean '@\($0)'?" }
      ?? (keys.count <= 12
        ? "keys: \(keys.joined(separator: ", "))" : "\\@ is an at sign that cites nothing")
    return Diagnostic(
      at: item.location, length: item.key.count + 1,
      "no work in \(names) has the key '\(item.key)'",
      help: help)
  }

  /// Brackets that cite, and a place for the list, say that a bibliography was forgotten; a bare
  /// `@name` is a name.
  private mutating func reportWithoutBibliography(_ citations: [Inline.Citation], _ blocks: [Block])
  {
    let help = "name a BibTeX file in the front matter: bibliography: refs.bib"
    for citation in citations where !citation.isTextual {
      diagnostics.append(
        Diagnostic(
          at: citation.items[0].location, "'\(citation.source)' cites without a bibliography",
          help: help))
    }
    for block in blocks {
      block.forEachBlock { block in
        guard case .div(let div) = block.content, div.kind == .references else { return }
        diagnostics.append(
          Diagnostic(at: block.location, "a list of references without a bibliography", help: help))
      }
    }
  }
}

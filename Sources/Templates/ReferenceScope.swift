import Diagnostics

/// What cross-references can name, in each format of a report.
struct ReferenceScope: Sendable {
  private var targets: [OutputFormat: Set<String>] = [:]
  /// Where the directives stand that a format shows.
  private var directives: [OutputFormat: Set<SourceLocation>] = [:]
  /// What would have been there but for a condition.
  private var absent: Set<String> = []
  /// Kinds of the directives that have a label but no number, by label.
  private var unnumbered: [String: String] = [:]

  init(_ blocks: [Block], excluded: [Block]) {
    for format in OutputFormat.allCases {
      var found: Set<String> = []
      var places: Set<SourceLocation> = []
      for block in blocks.kept(in: format) {
        block.forEachBlock { block in
          block.target.map { _ = found.insert($0) }
          if case .directive(let directive) = block.content {
            places.insert(block.location)
            if block.target == nil, let label = directive.label {
              unnumbered[label] = directive.kind
            }
          }
        }
      }
      targets[format] = found
      directives[format] = places
    }
    for block in excluded {
      block.forEachBlock { block in block.target.map { _ = absent.insert($0) } }
    }
    labels = targets.values.reduce(into: []) { $0.formUnion($1) }
    labelsOfKind = Dictionary(grouping: labels.filter { $0.contains("-") }.sorted()) {
      String($0.prefix { $0 != "-" })
    }
  }

  /// Every target of any format.
  private(set) var labels: Set<String> = []
  /// The labels by what they can be: the syllable before the first hyphen.
  private var labelsOfKind: [String: [String]] = [:]
  /// References of one text that name nothing are told up to this many.
  private static let maximumUnknown = 50

  /// The formats that show a directive.
  func formats(of directive: SourceLocation) -> [OutputFormat] {
    OutputFormat.allCases.filter { directives[$0]?.contains(directive) ?? false }
  }

  /// Cross-references that name nothing in some format that shows the text.
  func unknownReferences(
    in content: [Inline], shownIn formats: [OutputFormat]
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for inline in content {
      inline.forEachInline { inline in
        guard case .reference(let label, _) = inline.content,
          diagnostics.count < Self.maximumUnknown,
          let format = formats.first(where: { !(targets[$0] ?? []).contains(label) })
        else { return }
        diagnostics.append(unknown(label, in: format, at: inline.location))
      }
    }
    return diagnostics
  }

  private func unknown(
    _ label: String, in format: OutputFormat, at place: SourceLocation?
  ) -> Diagnostic {
    if labels.contains(label) {
      return Diagnostic(
        at: place, "'\(label)' is absent from the \(format.name)",
        help: "give this text the same condition, or the label to both formats")
    }
    if absent.contains(label) {
      return Diagnostic(
        at: place, "'\(label)' is left out by its condition",
        help: "give this text the same condition")
    }
    if let kind = unnumbered[label] {
      return Diagnostic(
        at: place, "'\(label)' labels a directive '\(kind)', which has no number",
        help: "refer to a figure or a table of it")
    }
    let prefix = String(label.prefix { $0 != "-" })
    let others = labelsOfKind[prefix, default: []].map { "@" + $0 }
    return Diagnostic(
      at: place, "nothing is labelled '\(label)'",
      help: others.isEmpty
        ? Self.examples[prefix].map { "label one: " + $0.replacing("…", with: label) }
        : helpNaming("@" + label, among: others, noun: "there is"))
  }

  /// How that is labelled which a prefix is for.
  private static let examples = [
    "fig": "```{figure #…}", "tbl": "```{table #…}", "clm": "```{claim #…}",
    "eq": "$$ x = y $$ {#…}", "sec": "# Heading {#…}", "exr": "::: {.exercise #…}",
  ]
}

extension Template {
  /// Everything a cross-reference can name: figures, tables, claims, exercises, labelled
  /// equations, headings.
  public var labels: Set<String> { references.labels }

  /// Cross-references that name nothing.
  ///
  /// - Parameter directive: where the directive stands whose caption this is; nil for a text that
  ///   every format shows.
  public func unknownReferences(
    in content: [Inline], of directive: SourceLocation? = nil
  ) -> [Diagnostic] {
    references.unknownReferences(
      in: content, shownIn: directive.map(references.formats) ?? OutputFormat.allCases)
  }

  /// References of the text that name nothing are told up to about this many.
  private static let maximumUnknown = 200

  var unknownReferences: [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var told: Set<Diagnostic> = []
    for format in OutputFormat.allCases {
      let shown = blocks.kept(in: format)
      for block in shown + footnotes.joined() {
        block.forEachInlines { content in
          guard diagnostics.count < Self.maximumUnknown else { return }
          for found in references.unknownReferences(in: content, shownIn: [format])
          where told.insert(found).inserted { diagnostics.append(found) }
        }
      }
    }
    return diagnostics
  }
}

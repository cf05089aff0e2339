import Diagnostics
import Directives
import Templates

/// What the YAML at the top of a template says of the whole report.
struct FrontMatter: Sendable {
  static let title = Option.single("title", .text(), default: "", help: "The report's title.")
  static let subtitle = Option.single("subtitle", .text(), default: "", help: "Under the title.")
  static let author = Option.list("author", .text("a name"), default: [], help: "The authors.")
  static let date = Option.single(
    "date", .text(), default: "",
    help: "The date as it is to be printed; a report never reads the clock.")
  static let abstract = Option.single(
    "abstract", .text("Markdown text"), default: "", help: "One paragraph, as Markdown."
  ).readingParameters
  static let params = Option<OptionTree?>.unread(
    "params", shape: .mapping,
    expectation: """
      name: default, or name: {default, type, choices, min, max, help}, or name: {choose: […], by: \
      student}; type is number, integer, text, flag or list
      """,
    help: """
      Values that a rendering may set, by -P name:value. In options {param: name} stands for one, \
      in text and expressions `{param} name` between backticks. With choose, every student has one \
      of the values, by -P student:ID; without a student it is the first.
      """
  ).readingParameters
  static let profiles = Option<OptionTree?>.unread(
    "profiles", shape: .mapping,
    expectation: """
      name: {option: value, label: {option: value}, params: {name: value}}; an option stands for \
      every experiment that has it
      """,
    help: """
      Named sets of options and parameters, which a rendering chooses by --profile NAME, such as \
      quick: {seeds: 5, cliff: {d: 200}}. The report says under which profile it was made, and how \
      much wider intervals are. Divs with when=profile:NAME stand in it only then.
      """
  ).readingParameters
  static let toc = Option.single("toc", .flag, default: true, help: "Whether to list the contents.")
  static let numberSections = Option.single(
    "number-sections", .flag, default: false, help: "Whether to number the headings.")
  static let lang = Option.single(
    "lang", .text("a language tag"), default: "en", help: "The language of the text, as in HTML.")

  static let rawHTML = Option.single(
    "raw-html", .flag, default: false,
    help: """
      Whether tags of HTML in the text are tags: those of a list, without scripts, styles, pictures, \
      forms, classes and ids; any other is a mistake. On paper they keep what form there is. \
      Otherwise they are shown as they were written.
      """)

  static let declaration = Declaration(
    name: "front matter",
    summary: "YAML between two lines --- at the top of a template, about the whole report.",
    options: [
      title, subtitle, author, date, abstract, params, profiles, bibliography, citationStyle, toc,
      numberSections, lang, rawHTML, paperSize, echo,
    ])

  let arguments: Arguments
  /// The abstract's blocks; empty if there is none.
  let abstract: [Block]
}

extension FrontMatter {
  /// - Parameter tree: the YAML, with the values of parameters in place.
  /// - Throws: every mistake in the options and in the abstract's Markdown.
  init(_ tree: OptionTree?, of template: Template) throws(Diagnostics) {
    let start = SourceLocation(file: template.source.name, line: 1, column: 1)
    arguments = try Self.declaration.arguments(of: tree, at: start)
    let (blocks, mistakes) = Template.blocks(
      PositionedText(arguments, Self.abstract, else: start))
    var wrong = mistakes.filter { $0.severity == .error }
    let lang = arguments[Self.lang]
    if !isLanguageTag(lang) {
      wrong.append(
        Diagnostic(
          at: arguments.location(of: Self.lang), "lang: '\(lang)' is not a language tag",
          help: "such as en, de or pt-BR"))
    }
    guard wrong.isEmpty else { throw Diagnostics(wrong) }
    abstract = blocks
  }
}

/// Letters, then parts of letters and digits between hyphens, none longer than eight.
private func isLanguageTag(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  return parts.allSatisfy { part in
    (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  } && (2...3).contains(parts[0].count) && parts[0].allSatisfy(\.isLetter)
}

import ArgumentParser
import Diagnostics
import FoundationEssentials
import ScarpCatalog
import Weaving

struct Help: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Show help for a command, or the reference of a directive.",
    discussion: """
      `scarp help directive` lists the directives; `scarp help directive threshold-sweep` shows \
      the options of one, or of an experiment or figure; `scarp help markdown` what text can hold; \
      `scarp help --schema` prints JSON Schema for editors.
      """)

  @Argument(help: "A command, or `directive` and a name.")
  var words: [String] = []

  @Flag(
    help: """
      Print JSON Schema for editors, of every directive, the front matter and scarp.yml, or of one \
      that is named: experiment, cliff, front matter, scarp.yml.
      """)
  var schema = false

  func run() throws {
    if schema {
      try printSchema()
      return
    }
    if words == ["markdown"] {
      print(Self.markdown)
      return
    }
    guard words.first == "directive" else {
      let path = words.joined(separator: " ")
      guard let command = Self.command(words) else {
        let names = Scarp.configuration.subcommands.map { $0._commandName }
        throw CommandFailure(
          message: "no command '\(path)'; "
            + helpNaming(path, among: names + ["directive", "markdown"], noun: "help exists for"))
      }
      print(Scarp.helpMessage(for: command))
      return
    }
    let catalog = Catalog.scarp
    let declarations =
      catalog.directives + catalog.experiments.map { $0.declaration }
      + catalog.figures.map { $0.declaration } + [
        catalog.frontMatter, ProjectDefaults.declaration, ProjectDefaults.commandLine,
      ]
    guard words.count > 1 else {
      for declaration in declarations { print("  \(declaration.name)") }
      print("\n`scarp help directive NAME` shows the options of one.")
      return
    }
    let name = words.dropFirst().joined(separator: " ")
    guard let found = declarations.first(where: { $0.name == name }) else {
      throw CommandFailure(
        message: "no directive, experiment or figure '\(name)'; "
          + helpNaming(name, among: declarations.map(\.name), noun: "there are"))
    }
    print(found.referencePage(width: terminalWidth))
  }

  /// What templates hold beside directives.
  private static let markdown = """
    A template is GitHub's Markdown with YAML between two lines --- at the top
    (`scarp help directive front matter`), and:

      ```{kind #label}            a directive; options in YAML until the closing fence
      `{value} a.overlap[8] :.2f` a number of the results; :.2f± with its interval
      `{param} name`              a parameter of the front matter, set by -P name:value
      $x^2$, $$ x^2 $$ {#eq-a}    formulas in TeX
      ## Title {#sec-a}           a heading with a label
      @fig-a @tbl-a @eq-a @sec-a @exr-a   references; [-@fig-a] the number alone
      [see @key, p. 3; @other]    citations of the works in `bibliography`; @key in a sentence
      ::: {#refs} … :::           where the list of works stands, else at the end
      ![what it shows](a.png)     a picture beside the template: PNG, JPEG or SVG
      [^note]                     a footnote, whose text follows `[^note]:`

    Divs begin with ::: and end with :::, and may be nested:

      ::: {.note title="A title"} also .tip and .warning
      ::: {.exercise #exr-a}      numbered; inside it .hint, folded, and .solution
      ::: {.solution}             stands in a report only with --profile solutions
      ::: {.only when=format:pdf} or when=profile:quick, unless=…: stands only there

    Profiles are sets of options in the front matter, chosen by --profile NAME.
    """

  private func printSchema() throws {
    let named = words.first == "directive" ? words.dropFirst() : words[...]
    let name = named.isEmpty ? nil : named.joined(separator: " ")
    guard let schema = Catalog.scarp.schema(of: name) else {
      throw CommandFailure(
        message: "no schema of '\(name ?? "")'; "
          + helpNaming(name ?? "", among: Catalog.scarp.schemaNames, noun: "there are"))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(schema), as: UTF8.self))
  }

  /// The command that words name, such as `cache gc`.
  private static func command(_ words: [String]) -> (any ParsableCommand.Type)? {
    words.reduce(Scarp.self as (any ParsableCommand.Type)?) { command, word in
      command?.configuration.subcommands.first { $0._commandName == word }
    }
  }
}

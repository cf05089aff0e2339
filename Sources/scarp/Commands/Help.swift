import ArgumentParser
import Diagnostics
import ScarpCatalog
import Weaving

struct Help: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Show help for a command, or the reference of a directive.",
    discussion: """
      `scarp help directive` lists the directives; `scarp help directive threshold-sweep` shows \
      the options of one, or of an experiment or figure.
      """)

  @Argument(help: "A command, or `directive` and a name.")
  var words: [String] = []

  func run() throws {
    guard words.first == "directive" else {
      let path = words.joined(separator: " ")
      guard let command = Self.command(words) else {
        let names = Scarp.configuration.subcommands.map { $0._commandName }
        throw CommandFailure(
          message: "no command '\(path)'; "
            + helpNaming(path, among: names + ["directive"], noun: "help exists for"))
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

  /// The command that words name, such as `cache gc`.
  private static func command(_ words: [String]) -> (any ParsableCommand.Type)? {
    words.reduce(Scarp.self as (any ParsableCommand.Type)?) { command, word in
      command?.configuration.subcommands.first { $0._commandName == word }
    }
  }
}

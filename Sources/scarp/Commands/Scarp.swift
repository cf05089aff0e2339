import ArgumentParser
import Diagnostics
import Glibc

@main
struct Scarp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scarp",
    abstract: "Reports on phase transitions in feature learning, from templates with experiments.",
    discussion: """
      A template is Markdown with directives that run experiments on two-layer networks and show \
      the results. `scarp render templates/tour.md` makes reports/tour.html.
      """,
    version: version,
    subcommands: [
      New.self, Render.self, PreviewCommand.self, Verify.self, Explain.self, Compute.self,
      List.self, Help.self, Check.self, Cache.self, Index.self, Worker.self, Status.self,
      Resume.self, Cancel.self,
    ])

  static let version = "0.1.0"

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      if !failure.message.isEmpty { printError("error: \(failure.message)") }
      Glibc.exit(1)
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch {
      // Usage errors end with 1 like every other; help and version with 0.
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code == .success { print(text) } else { printError(text) }
      Glibc.exit(code == .success ? 0 : 1)
    }
  }
}

/// An error that was worded for the reader; an empty message was already printed.
struct CommandFailure: Error {
  let message: String
}

import ArgumentParser
import Diagnostics
import FoundationEssentials

/// How mistakes and warnings are told, shared by the commands that read templates.
struct MessageOptions: ParsableArguments {
  enum Colour: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  @Flag(help: "Print mistakes and warnings for editors: a JSON object a line, on standard output.")
  var json = false

  @Flag(help: "Let warnings count as errors.")
  var strict = false

  @Option(help: "Colour of messages; auto is a terminal without NO_COLOR.")
  var color = Colour.auto

  /// Mistakes shown on a terminal at a time.
  private static let limit = 20

  /// Prints what was found, with excerpts of the sources.
  ///
  /// - Throws: `CommandFailure`, with nothing more to say, if there is an error among it.
  func report(_ found: [Diagnostic], in sources: [SourceText] = []) throws {
    let diagnostics = (strict ? found.strict : found).inOrder
    if json {
      let texts = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
      for diagnostic in diagnostics {
        let source = diagnostic.location.flatMap { texts[$0.file] }
        print(try jsonLine(DiagnosticRecord(diagnostic, in: source)))
      }
    } else if !diagnostics.isEmpty {
      let renderer = DiagnosticRenderer(sources: sources, colour: isColoured)
      printError(renderer.text(diagnostics, limit: Self.limit))
    }
    guard diagnostics.contains(where: { $0.severity == .error }) else { return }
    if !json, diagnostics.count > 1 { printError(diagnostics.summary) }
    throw CommandFailure(message: "")
  }

  private var isColoured: Bool {
    switch color {
    case .auto: usesColour
    case .always: true
    case .never: false
    }
  }

  private func jsonLine(_ record: DiagnosticRecord) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(record), as: UTF8.self)
  }
}

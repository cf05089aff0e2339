import ArgumentParser
import Diagnostics
import Glibc

struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a starter template.",
    discussion: """
      `scarp new my-study` makes my-study.md, a short report that renders in seconds. A file that \
      is there is never touched.
      """)

  @Argument(help: "The template's name, with or without .md; a folder may stand before it.")
  var name: String?

  @Option(help: ArgumentHelp("The starter to take; --list shows them.", valueName: "starter"))
  var from = Starter.all[0].name

  @Flag(help: "List the starters.")
  var list = false

  func validate() throws {
    if name == nil, !list { throw ValidationError("give the template a name, or --list starters") }
  }

  func run() throws {
    guard let name, !list else {
      let width = Starter.all.map(\.name.count).max() ?? 0
      for starter in Starter.all {
        let gap = String(repeating: " ", count: width - starter.name.count + 2)
        print("  \(starter.name)\(gap)\(starter.summary)")
      }
      return
    }
    guard let starter = Starter.all.first(where: { $0.name == from }) else {
      throw CommandFailure(
        message: "no starter '\(from)'; "
          + helpNaming(from, among: Starter.all.map(\.name), noun: "there are"))
    }
    let path = name.hasSuffix(".md") ? name : name + ".md"
    let file = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard file != ".md", !path.contains("\0") else {
      throw CommandFailure(message: "'\(name)' is no name for a template")
    }
    try make(path, of: starter.template(title: Self.title(of: String(file.dropLast(3)))))
    print("made \(path)")
    print("next:")
    let report = "reports/\(file.dropLast(3)).html"
    let steps = [
      ("scarp render \(path)", "computes and writes \(report), in some seconds"),
      ("scarp preview \(path)", "shows it in the browser while you edit"),
      ("scarp explain \(path)", "says what is there and what an edit would cost"),
      ("scarp help directive", "lists what a template may hold"),
    ]
    let width = steps.map(\.0.count).max() ?? 0
    for (command, meaning) in steps {
      print("  \(command)\(String(repeating: " ", count: width - command.count))  \(meaning)")
    }
  }

  /// Makes a file that is not there yet.
  private func make(_ path: String, of text: String) throws {
    let folder = parentFolder(of: path)
    if FileIdentity(folder) == nil { try makeWritable(folder: folder) }
    // Made first and exclusively: two at once cannot both have the name.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason =
        errno == EEXIST
        ? "it is there already" : String(cString: strerror(errno)).lowercased()
      throw CommandFailure(message: "cannot make \(path): \(reason)")
    }
    close(descriptor)
    do {
      try writeWhole(Array(text.utf8), to: path)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// `my-study` as words: My study.
  private static func title(of name: String) -> String {
    let words = name.split { "-_ ".contains($0) }.joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

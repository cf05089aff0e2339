import FoundationEssentials
import Publishing
import Subprocess

/// Why there is no PDF.
public enum TypstFailure: Error, Equatable, CustomStringConvertible {
  /// Typst is not there; the installation says how to get it.
  case notInstalled(TypstInstallation)
  /// Typst refused the document; its own words, with lines of the source it was given.
  case refused(String)
  case outOfTime(seconds: Int)
  case broken(String)

  public var description: String {
    switch self {
    case .notInstalled(let installation):
      """
      a PDF needs Typst \(TypstInstallation.version), which is not installed; this command installs it:
        \(installation.command)
      """
    case .refused(let words): "Typst cannot set this report:\n\(words)"
    case .outOfTime(let seconds): "Typst was stopped after \(seconds) s without a PDF"
    case .broken(let reason): "Typst does not run: \(reason)"
    }
  }
}

/// Runs the pinned Typst as a process of its own.
public struct TypstEngine: PDFEngine {
  public let installation: TypstInstallation
  private let seconds: Int

  /// - Parameter seconds: after which a document is given up.
  public init(installation: TypstInstallation = TypstInstallation(), seconds: Int = 120) {
    self.installation = installation
    self.seconds = seconds
  }

  /// - Throws: `TypstFailure`.
  public func pdf(of document: PDFDocument) throws -> (bytes: [UInt8], warnings: [String]) {
    guard installation.isPresent else { throw TypstFailure.notInstalled(installation) }
    return try withScratchFolder { folder in
      func write(_ bytes: [UInt8], _ name: String) throws {
        do {
          try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
        } catch {
          throw TypstFailure.broken("cannot write \(folder)/\(name)")
        }
      }
      func read(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(folder)/\(name)").map(Array.init)
      }
      func text(_ name: String) -> String { String(decoding: read(name) ?? [], as: UTF8.self) }

      // Typst has its own fonts for text; the figures' is the machine's.
      guard let fonts = FigureFont.folder else {
        throw TypstFailure.broken("the font of figures, \(FigureFont.family), is not installed")
      }
      try write(Array(document.source.utf8), PDFDocument.mainFile)
      for file in document.files { try write(file.bytes, file.name) }
      let outcome: ChildProcess.Outcome
      do throws(ChildProcess.Errno) {
        // Isolated: neither the user's site packages nor PYTHONPATH take part.
        outcome = try ChildProcess.run(
          installation.python, ["-I", "-c", Self.script, folder, TypstInstallation.version, fonts],
          output: "\(folder)/printed.txt", seconds: Double(seconds))
      } catch {
        throw TypstFailure.broken("\(installation.python): \(error.reason)")
      }
      switch outcome {
      case .exited(0): break
      case .exited(2): throw TypstFailure.refused(text("messages.txt").replacing(folder, with: ""))
      case .exited(3): throw TypstFailure.notInstalled(installation)
      case .exited(let code): throw TypstFailure.broken("exit \(code)\n\(text("printed.txt"))")
      case .killed(let signal):
        throw TypstFailure.broken("signal \(signal)\n\(text("printed.txt"))")
      case .outOfTime: throw TypstFailure.outOfTime(seconds: seconds)
      }
      guard let bytes = read("report.pdf") else { throw TypstFailure.broken("it left no PDF") }
      return (bytes, text("messages.txt").split(separator: "\n\n").map(String.init))
    }
  }

  private static let script = String(decoding: PackageResources.typeset_py, as: UTF8.self)
}

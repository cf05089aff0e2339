import Diagnostics
import Directives
import FoundationEssentials
import Glibc
import Templates
import Weaving

/// The project that a template belongs to.
struct Project {
  /// Of its `scarp.yml`, as the user would name it; empty for the working folder.
  let folder: String
  let source: SourceText

  /// The nearest `scarp.yml` in a folder or above it, up to the repository's, never in the user's
  /// home or at the root: a stray file there would change every report.
  ///
  /// - Throws: a file that cannot be read, or is no text.
  static func nearest(to folder: String) throws(Diagnostics) -> Project? {
    let home = getenv("HOME").flatMap { realPath(String(cString: $0)) }
    guard var absolute = realPath(folder.isEmpty ? "." : folder) else { return nil }
    let start = absolute
    while absolute != "/", absolute != home || absolute == start {
      if let project = try Project(in: absolute) { return project }
      if access("\(absolute)/.git", F_OK) == 0 { return nil }
      absolute = parentFolder(of: absolute)
    }
    return nil
  }

  private init?(in absolute: String) throws(Diagnostics) {
    let path = "\(absolute)/\(ProjectDefaults.fileName)"
    guard access(path, F_OK) == 0 else { return nil }
    folder = shortened(absolute)
    let name =
      folder.isEmpty ? ProjectDefaults.fileName : "\(folder)/\(ProjectDefaults.fileName)"
    source = try SourceText.reading(path: path, as: name)
  }

  /// A path as the file has it, seen from the working folder.
  func path(_ written: String) -> String {
    written.hasPrefix("/") || folder.isEmpty ? written : "\(folder)/\(written)"
  }
}

/// An absolute path as it is written in the working folder, if it lies there.
private func shortened(_ path: String) -> String {
  guard let here = realPath(".") else { return path }
  if path == here { return "" }
  return path.hasPrefix(here + "/") ? String(path.dropFirst(here.count + 1)) : path
}

/// What a project's file gives the command line, its paths seen from the working folder.
struct CommandDefaults {
  var outputDir: String?
  var formats: ReportFormats?
  var store: String?
  var export = false
  var strict = false

  init() {}

  init(_ arguments: Arguments, of project: Project) {
    func path(_ written: String) -> String? { written.isEmpty ? nil : project.path(written) }
    outputDir = path(arguments[ProjectDefaults.outputDir])
    store = path(arguments[ProjectDefaults.store])
    if !arguments.isDefault(ProjectDefaults.to) {
      formats = ReportFormats(
        all: arguments[ProjectDefaults.to].compactMap(OutputFormat.init(rawValue:)))
    }
    export = arguments[ProjectDefaults.export]
    strict = arguments[ProjectDefaults.strict]
  }

  /// Of the project that a folder belongs to.
  init(in folder: String) {
    self.init()
    guard let project = try? Project.nearest(to: folder),
      let read = try? ProjectDefaults(project.source)
    else { return }
    self.init(read.commandLine, of: project)
  }
}

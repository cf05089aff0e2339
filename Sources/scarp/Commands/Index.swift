import ArgumentParser
import FoundationEssentials
import Publishing
import ScarpCatalog
import Weaving

struct Index: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a page that lists reports.",
    discussion: """
      Reads what every report says of itself and writes index.html beside them, with the first figure \
      and the counts of the verdicts of each, in the order in which they are named. The reports of a \
      folder keep the order of its index; new ones follow by name. With --check nothing is written: a \
      report whose template, included files, bibliography, pictures or experiments have changed since \
      is an error. Nothing is computed either way.
      """)

  @Argument(help: "A folder of reports, or some of the reports of one.")
  var reports = ["reports"]

  @Option(help: ArgumentHelp("The folder of their templates.", valueName: "folder"))
  var templates = "templates"

  @Flag(help: "Only say which reports are not what their inputs would make now.")
  var check = false

  func run() throws {
    let (folder, names) = try listed()
    var found: [ReportFile] = []
    var outdated: [String] = []
    for name in names {
      let path = "\(folder)/\(name).html"
      guard let data = FileManager.default.contents(atPath: path) else {
        throw CommandFailure(message: "cannot read \(path)")
      }
      guard let report = ReportFile(name: name, html: String(decoding: data, as: UTF8.self)) else {
        outdated.append("\(path): it holds no record of how it was made, or an old one")
        continue
      }
      found.append(report)
      let reasons = report.record.outdated(in: .scarp, hash: hash)
      if !reasons.isEmpty {
        outdated.append(
          "\(path): \(reasons.joined(separator: "; ")). To make it anew, in \(templates): "
            + report.record.command)
      }
    }
    let page = Array(ReportIndex(found, templates: templates).html.utf8)
    guard check else {
      for line in outdated { printError("warning: \(line)") }
      try writeWhole(page, to: "\(folder)/index.html")
      printError("\(folder)/index.html: \(found.count) reports")
      return
    }
    for line in outdated { printError("error: \(line)") }
    if !outdated.isEmpty { throw CommandFailure(message: "") }
    guard FileManager.default.contents(atPath: "\(folder)/index.html").map({ [UInt8]($0) }) == page
    else {
      throw CommandFailure(
        message: "\(folder)/index.html is not that of the reports; scarp index \(folder) makes it")
    }
  }

  /// The folder, and the names of the reports without ending, each once.
  private func listed() throws -> (folder: String, names: [String]) {
    func name(_ file: String) -> String? {
      file.hasSuffix(".html") && file != "index.html" ? String(file.dropLast(".html".count)) : nil
    }
    if reports.count == 1, let folder = reports.first, !folder.hasSuffix(".html") {
      guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
        throw CommandFailure(message: "cannot read the folder \(folder)")
      }
      let there = Set(files.compactMap(name))
      let index = FileManager.default.contents(atPath: "\(folder)/index.html")
      let known = ReportIndex.names(in: index.map { String(decoding: $0, as: UTF8.self) } ?? "")
      return (folder, once(known.filter(there.contains) + there.sorted()))
    }
    let folders = Set(reports.map(parentFolder(of:)))
    guard let folder = folders.first, folders.count == 1 else {
      throw CommandFailure(message: "reports of one index lie in one folder")
    }
    let names = reports.compactMap { report in
      name(report.lastIndex(of: "/").map { String(report[report.index(after: $0)...]) } ?? report)
    }
    return (folder, once(names))
  }

  private func once(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// Of an input of a report by its name in the record.
  private func hash(_ name: String) -> String? {
    if name == ProjectDefaults.fileName {
      let project = try? Project.nearest(to: templates)
      return project.map { sha256Text(Array($0.source.text.utf8)) }
    }
    return FileManager.default.contents(atPath: "\(templates)/\(name)").map {
      sha256Text([UInt8]($0))
    }
  }
}

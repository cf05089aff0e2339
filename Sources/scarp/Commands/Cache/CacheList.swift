import ArgumentParser
import FoundationEssentials

struct CacheList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls",
    abstract: "List what is kept: runs, bytes and last use by experiment, and which templates ask.")

  @OptionGroup var cache: CachePlace

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let store = try cache.existing()
    let contents = try reportingFailures { try store.contents() }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(contents), as: UTF8.self))
    } else {
      print(text(contents))
    }
  }

  private func text(_ contents: StoreContents) -> String {
    var rows = contents.experiments.map {
      [$0.experiment, runs($0.runs), byteText($0.bytes), Self.age($0.lastUsedDaysAgo)]
    }
    rows.append([
      "drawings, formulas", "\(contents.memo.rows)", byteText(contents.memo.bytes),
      Self.age(contents.memo.lastUsedDaysAgo),
    ])
    var lines = [contents.store] + aligned(rows)
    rows = contents.templates.map { template in
      let variant = template.variant.isEmpty ? "" : " \(template.variant)"
      let labels = template.directives.map { $0.hasPrefix("#") ? $0 : "unlabelled" }
      return [
        template.template + variant, "\(runs(template.kept)) of \(template.runs)",
        template.exists ? labels.joined(separator: " ") : "the file is gone",
      ]
    }
    if contents.unreferenced > 0 {
      rows.append(["no template", runs(contents.unreferenced), "scarp cache gc removes old ones"])
    }
    if !rows.isEmpty { lines += ["", "asked for by"] + aligned(rows) }
    return lines.joined(separator: "\n")
  }

  private func aligned(_ rows: [[String]]) -> [String] {
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      var line = "  " + cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }

  private static func age(_ days: Int?) -> String {
    guard let days else { return "" }
    return days <= 0 ? "used today" : days == 1 ? "used yesterday" : "used \(days) days ago"
  }
}

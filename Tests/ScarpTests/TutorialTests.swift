import Foundation
import Testing

/// The tutorial that is handed out: its own text, through the program, to the files that students get.
@Suite("The tutorial handed out") struct TutorialTests {
  private static let template = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "templates/handout.md").path

  /// Its text with computations that take no time: the words are all that is looked at.
  private static func text() throws -> String {
    let text = try String(contentsOfFile: template, encoding: .utf8)
    let options = [
      ("steps", "30"), ("seeds", "2"), ("d", "40"),
    ]
    var lines: [Substring] = []
    var run: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { run = nil }
      if line.hasPrefix("run: ") { run = line.dropFirst(5) }
      let option = run == nil ? nil : options.first { line.hasPrefix("\($0.0): ") }
      lines.append(option.map { "\($0.0): \($0.1)" } ?? line)
      guard line.hasPrefix("run: "), let run else { continue }
      let isTrained = ["gradient-descent", "threshold-sweep"].contains(run)
      let isTheory = ["hessian-spectrum", "phase-diagram"].contains(run)
      if isTrained { lines.append("theory: false") }
      if isTheory { lines += ["samples: 1000", "batches: 2"] }
    }
    return lines.joined(separator: "\n")
  }

  /// Runs of four words that stand in solutions alone.
  private static func phrases(of text: String) -> Set<String> {
    var (inside, outside) = (Set<String>(), Set<String>())
    var depths: [Bool] = []
    var paragraph = ""
    func end() {
      // Formulas, references and numbers look otherwise in a report.
      let prose = paragraph.replacing(/\$[^$]*\$?|`[^`]*`|@[\w-]+|[*(){}\[\]0-9|\\=]/, with: " | ")
      for part in prose.split(separator: "|") {
        let words = part.split { !$0.isLetter && $0 != "'" }.map { $0.lowercased() }
        guard words.count >= 4 else { continue }
        for start in 0...(words.count - 4) {
          let phrase = words[start..<(start + 4)].joined(separator: " ")
          if depths.contains(true) { inside.insert(phrase) } else { outside.insert(phrase) }
        }
      }
      paragraph = ""
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix(":::") else {
        paragraph += " " + line
        if line.isEmpty { end() }
        continue
      }
      end()
      let header = line.drop { $0 == ":" || $0 == " " }
      if header.isEmpty {
        _ = depths.popLast()
      } else {
        depths.append(header.hasPrefix("{.solution") || header.contains("when=profile:solutions"))
      }
    }
    end()
    return inside.subtracting(outside)
  }

  /// Letters alone, in lower case, one blank between words; tags as blanks, or as nothing.
  private static func readings(_ bytes: Data) -> [String] {
    let text = String(decoding: bytes, as: UTF8.self)
    return [text, text.replacing(/<[^>]*>/, with: ""), text.replacing(/<[^>]*>/, with: " ")]
      .map {
        " " + $0.split { !$0.isLetter && $0 != "'" }.joined(separator: " ").lowercased() + " "
      }
  }

  private static func found(_ phrases: Set<String>, in readings: [String]) -> [String] {
    phrases.filter { phrase in readings.contains { $0.contains(" \(phrase) ") } }.sorted()
  }

  @Test("no words of a solution stand in the sheet, and all of them in the key")
  func sheet() throws {
    let folder = try Folder()
    let text = try Self.text()
    let phrases = Self.phrases(of: text)
    #expect(phrases.count > 250)
    try folder.write(text, to: "handout.md")
    let hasPDF = try scarp("check", in: folder).output.contains(/PDF engine +Typst/)
    let formats = hasPDF ? "html,pdf" : "html"
    let sheet = try scarp(
      "render", "handout.md", "--to", formats, "--output-dir", "sheet", in: folder)
    #expect(sheet.code == 0, "\(sheet.messages)")
    let key = try scarp(
      "render", "handout.md", "--to", formats, "--output-dir", "key", "--profile", "solutions",
      in: folder)
    #expect(key.code == 0, "\(key.messages)")
    for name in folder.names("sheet") {
      var readings = Self.readings(try #require(folder.bytes("sheet/\(name)")))
      if name.hasSuffix(".pdf") { readings += try Self.printed("\(folder.path)/sheet/\(name)") }
      #expect(Self.found(phrases, in: readings) == [], "\(name)")
    }
    for name in folder.names("key") where name.hasSuffix("html") || name.hasSuffix("pdf") {
      var readings = Self.readings(try #require(folder.bytes("key/\(name)")))
      if name.hasSuffix(".pdf") {
        readings += try Self.printed("\(folder.path)/key/\(name)")
        if readings.count == 3 { continue }
      }
      // A line of a PDF may break a word.
      let share = Double(Self.found(phrases, in: readings).count) / Double(phrases.count)
      #expect(share > (name.hasSuffix(".pdf") ? 0.8 : 0.97), "\(name): \(share)")
    }
  }

  /// The words of a PDF, and its streams unpacked; nothing where no program can read it.
  private static func printed(_ path: String) throws -> [String] {
    let programs = [
      ("pdftotext", ["-raw", path, "-"]),
      ("qpdf", ["--qdf", "--object-streams=disable", path, "-"]),
    ]
    return try programs.flatMap { name, arguments -> [String] in
      guard let bytes = try output(of: name, arguments) else { return [] }
      return readings(bytes)
    }
  }

  /// nil if the program is not on this machine.
  private static func output(of program: String, _ arguments: [String]) throws -> Data? {
    let path = ["/usr/bin/", "/usr/local/bin/"].map { $0 + program }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let path else { return nil }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }
}

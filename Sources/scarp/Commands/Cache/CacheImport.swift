import ArgumentParser
import FoundationEssentials
import Numerics

struct CacheImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take the results of an exported file into the store.",
    discussion: """
      Results that are there already stay as they are; damaged ones are replaced. The numbers are \
      taken on trust: scarp render --refresh computes them anew.
      """)

  @Argument(help: "A file that scarp cache export wrote.")
  var file: String

  @OptionGroup var cache: CachePlace

  func run() throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandFailure(message: "cannot read \(file)")
    }
    let rows: [ResultsFile.Row]
    do {
      rows = try ResultsFile(bytes: Array(data)).rows
    } catch {
      throw CommandFailure(message: "\(file): \(error); nothing was imported")
    }
    let store = try cache.place.openStore(beside: cache.folder)
    let count = try reportingFailures { try store.take(rows) }
    var parts = ["\(runs(count.added)) imported", "\(count.kept) there already"]
    if count.replaced > 0 { parts.append("\(count.replaced) damaged ones replaced") }
    if count.different > 0 {
      parts.append("\(count.different) of those there differ from the file's and stay")
    }
    print("\(store.path): \(parts.joined(separator: ", "))")
    let classes = Set(rows.compactMap { $0.identity["numerics"] }).subtracting([numericsClass])
    for other in classes.sorted() {
      print(
        "some are of the numerics class \(other), this machine's is \(numericsClass): render "
          + "--cached uses them where this machine has none of its own")
    }
  }
}

import ArgumentParser
import Weaving

struct Cache: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look after the store of results: list, clean, verify, export, import.",
    discussion: """
      Results of finished runs are kept in .scarp/results.sqlite beside each template. These \
      commands mean the store of the current folder, of --in FOLDER, or the file of --store.
      """,
    subcommands: [
      CacheList.self, CacheClean.self, CacheVerify.self, CacheExport.self, CacheImport.self,
    ])
}

/// Which store a command of `scarp cache` means.
struct CachePlace: ParsableArguments {
  @OptionGroup var place: StoreOptions

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("Folder of the templates, whose .scarp/ is meant.", valueName: "folder"))
  var folder = "."

  var path: String { place.path(beside: folder) }

  /// - Throws: `CommandFailure` if there is none.
  func existing() throws -> SQLiteStore {
    guard let store = try place.existingStore(beside: folder) else {
      throw CommandFailure(
        message: "there is no store at \(path); --in FOLDER or --store FILE names another")
    }
    return store
  }
}

/// Says a store's failure in the words of the terminal.
func reportingFailures<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let failure as SQLiteStore.Failure {
    throw CommandFailure(message: failure.description)
  }
}

/// `640 bytes`, `12 kB`, `3.4 MB`, `1.2 GB`.
func byteText(_ bytes: Int) -> String {
  if bytes < 1000 { return "\(bytes) bytes" }
  if bytes < 1_000_000 { return "\((bytes + 500) / 1000) kB" }
  let (unit, name) = bytes < 1_000_000_000 ? (1_000_000, "MB") : (1_000_000_000, "GB")
  let tenths = (bytes + unit / 20) / (unit / 10)
  return "\(tenths / 10).\(tenths % 10) \(name)"
}

/// `1 run`, `12 runs`.
func runs(_ count: Int) -> String { count == 1 ? "1 run" : "\(count) runs" }

/// `1 drawing or formula`, `12 drawings and formulas`.
func pieces(_ count: Int) -> String {
  count == 1 ? "1 drawing or formula" : "\(count) drawings and formulas"
}

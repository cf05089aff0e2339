import ArgumentParser
import Glibc

/// Where results are kept, shared by the commands that look at them.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "File of kept results; else $SCARP_STORE, else the project's, else .scarp/ here."))
  var store: String?

  /// - Parameter folder: where `.scarp/` lies if neither the option nor $SCARP_STORE says, and no
  ///   project to which the folder belongs.
  func path(beside folder: String) -> String {
    store ?? getenv("SCARP_STORE").map { String(cString: $0) } ?? CommandDefaults(in: folder).store
      ?? "\(folder)/.scarp/results.sqlite"
  }

  /// The store, made if absent.
  func openStore(beside folder: String) throws -> SQLiteStore {
    do {
      return try SQLiteStore(path: path(beside: folder))
    } catch let failure as SQLiteStore.Failure {
      throw CommandFailure(message: failure.description)
    }
  }

  /// The store if there is one.
  func existingStore(beside folder: String) throws -> SQLiteStore? {
    FileIdentity(path(beside: folder)) == nil ? nil : try openStore(beside: folder)
  }
}

import ArgumentParser

struct CacheVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every row of the store; damaged ones are set aside and computed again later.",
    discussion: "The code is 0 if everything is sound and 1 if anything was damaged.")

  @OptionGroup var cache: CachePlace

  func run() throws {
    let before = FileIdentity(cache.path)
    let store = try cache.existing()
    let found = try reportingFailures { try store.verify() }
    if FileIdentity(cache.path) != before {
      throw CommandFailure(message: "the file itself was damaged; nothing of it could be kept")
    }
    print(
      "\(runs(found.runs)) and \(pieces(found.memo)) checked: "
        + (found.damagedRuns + found.damagedMemo == 0
          ? "all sound"
          : "\(runs(found.damagedRuns)) and \(pieces(found.damagedMemo)) damaged"))
    if let file = found.aside { print("the damaged runs are set aside in \(file)") }
    if found.damagedRuns + found.damagedMemo > 0 { throw CommandFailure(message: "") }
  }
}

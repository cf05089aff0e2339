import ArgumentParser

struct CacheClean: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Remove what no template asks for, and drawings long unused.",
    discussion: """
      A run stays if a template that still exists asked for it when it was last rendered, with \
      whatever -P. Other runs, such as those of scarp compute, and drawings and formulas go once \
      they were not used for --unused-for days. What goes can be computed again.
      """)

  @OptionGroup var cache: CachePlace

  @Flag(help: "Say what would go, and remove nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("Days without use after which things go; 0 for all.", valueName: "days"))
  var unusedFor = 14

  @Option(
    help: ArgumentHelp(
      """
      Then go on, whatever the age, until at most so much is left: drawings and formulas first, \
      then runs that no template asks for.
      """, valueName: "size"))
  var size: String?

  func validate() throws {
    if unusedFor < 0 { throw ValidationError("--unused-for is a number of days, 0 or more") }
    if let size, byteCount(size) == nil {
      throw ValidationError("--size is a size such as 500M or 2G, not '\(size)'")
    }
  }

  func run() throws {
    let store = try cache.existing()
    let removed = try reportingFailures {
      try store.clean(unusedFor: unusedFor, limit: size.flatMap(byteCount), isTrial: dryRun)
    }
    for template in removed.goneTemplates {
      print("\(template) is gone: what it alone asked for is asked for no longer")
    }
    print(
      (dryRun ? "would remove " : "removed ")
        + "\(runs(removed.runs)) (\(byteText(removed.runBytes))) and \(pieces(removed.memo)) "
        + "(\(byteText(removed.memoBytes)))")
    print("\(runs(removed.keptRuns)) \(dryRun ? "would stay" : "stay"), \(byteText(removed.left))")
    if let limit = size.flatMap(byteCount), removed.left > limit {
      print("that is more than \(byteText(limit)): the rest is asked for by templates")
    }
    if !dryRun, !store.compact() {
      print("the file keeps its size for now: another scarp is using it")
    }
  }
}

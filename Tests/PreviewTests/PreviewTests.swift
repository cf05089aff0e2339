import Foundation
import Testing

/// `scarp preview` as its user meets it: a process, a port, a file that is saved again and again.
@Suite(.serialized, .timeLimit(.minutes(3))) struct PreviewTests {
  private static func template(prose: String, seeds: Int = 2, caption: String = "one") -> String {
    """
    # Small

    \(prose)

    ```{experiment #small}
    run: threshold-sweep
    delta: [2, 4]
    d: 20
    steps: 20
    seeds: \(seeds)
    theory: false
    ```

    ```{figure #fig-small}
    show: cliff
    of: small
    caption: Caption \(caption).
    ```
    """
  }

  @Test func showsWhatIsSavedAndComputesOnlyWhatIsNew() async throws {
    let preview = try await RunningPreview(
      Self.template(prose: "first"), arguments: ["--port", "0"])
    #expect(try await preview.shows("first"))
    #expect(try await preview.says("4 runs; 4 to compute"))
    #expect(try await preview.says("shown"))
    let before = preview.printed.count
    try preview.save(Self.template(prose: "second $x^2$", caption: "two"))
    #expect(try await preview.shows("second"))
    #expect(try await preview.shows("Caption two"))
    #expect(try await preview.says("shown", after: before))
    #expect(!preview.printed.dropFirst(before).contains("compute"))
    try preview.save(Self.template(prose: "third", seeds: 3))
    #expect(try await preview.shows("third"))
    #expect(try await preview.says("6 runs, 4 kept from before; 2 to compute"))
    #expect(try await preview.interrupted() == 0)
    #expect(try await preview.says("preview ended; finished runs are kept\n"))
  }

  @Test func aBadEditIsToldWithItsLineAndTheLastPageStays() async throws {
    let preview = try await RunningPreview(
      Self.template(prose: "sound"), arguments: ["--port", "0"])
    #expect(try await preview.shows("sound"))
    // Every address of 127.0.0.0/8 is this machine's, but one alone is listened at.
    await #expect(throws: Conversation.Refused.self) {
      try await Conversation("/", port: preview.port, address: "127.0.0.2")
    }
    let faulty = Self.template(prose: "faulty").replacing("seeds:", with: "seedz:")
    try preview.save(faulty)
    #expect(try await preview.shows("has no option 'seedz'", at: "/state"))
    #expect(try await preview.state.contains(#""place":"t.md:10:1""#))
    #expect(try await preview.state.contains(#""text":"seedz: 2""#))
    #expect(try await Conversation("/report", port: preview.port).text.contains("sound"))
    try preview.save(Self.template(prose: "mended"))
    #expect(try await preview.shows("mended"))
    #expect(try await preview.state.contains(#""messages":[]"#) == true)
  }

  @Test func aTemplateMayBeDeletedReplacedAndMadeAgain() async throws {
    let preview = try await RunningPreview("# One\n", arguments: ["--port", "0"])
    #expect(try await preview.shows("One"))
    try FileManager.default.removeItem(at: preview.template)
    #expect(try await preview.shows("cannot read t.md", at: "/state"))
    try preview.save("# Two\n")
    #expect(try await preview.shows("Two"))
    // As editors do that write beside and rename.
    let beside = preview.folder.appendingPathComponent(".t.md.new")
    try "# Three\n".write(to: beside, atomically: false, encoding: .utf8)
    #expect(rename(beside.path, preview.template.path) == 0)
    #expect(try await preview.shows("Three"))
    #expect(try await preview.state.contains(#""messages":[]"#) == true)
  }

  @Test func aNewSaveEndsTheComputationUnderWay() async throws {
    let long = """
      # Long

      ```{experiment #long}
      run: gradient-descent
      d: 1500
      steps: 200000
      seeds: 6
      theory: false
      ```
      """
    let preview = try await RunningPreview(long, arguments: ["--port", "0"])
    #expect(try await preview.shows(#""computing":{"finished":0,"runs":6}"#, at: "/state"))
    try preview.save("# Short\n")
    #expect(try await preview.shows("Short"))
    #expect(try await preview.state.contains("computing") == false)
    try preview.save(long)
    #expect(try await preview.shows(#""runs":6"#, at: "/state"))
    #expect(try await preview.interrupted() == 0)
  }

  @Test func aTakenPortIsNamed() async throws {
    let preview = try await RunningPreview("# One\n", arguments: ["--port", "0"])
    do {
      _ = try await RunningPreview(
        "# Two\n", arguments: ["--port", "\(preview.port)"], patience: 200)
      Issue.record("two previews at one port")
    } catch let failure as RunningPreview.NotStarted {
      #expect(failure.printed.contains("another program listens at port \(preview.port)"))
    }
  }
}

import Foundation
import Testing

@Suite struct CacheTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write(smallTemplate(), to: "t.md")
  }

  private var store: Rows { get throws { try Rows("\(folder.path)/.scarp/results.sqlite") } }

  private func render() throws {
    let ran = try scarp("render", "t.md", in: folder)
    try #require(ran.code == 0, "\(ran.messages)")
  }

  @Test("without a store every command says where it looked, and makes none")
  func absent() throws {
    for words in [["ls"], ["gc"], ["verify"], ["export", "out"]] {
      let ran = try start(["cache"] + words, in: folder).ended()
      #expect(ran.code == 1 && ran.messages.contains("./.scarp/results.sqlite"), "\(words)")
    }
    #expect(folder.names() == ["t.md"])
  }

  @Test("ls counts runs by experiment and says which template asks for them")
  func list() throws {
    try render()
    try #require(try scarp("compute", "subspaces", "--target", "z1", in: folder).code == 0)
    let ran = try scarp("cache", "ls", "--json", in: folder)
    let contents = try #require(ran.json as? [String: Any])
    let experiments = try #require(contents["experiments"] as? [[String: Any]])
    #expect(
      experiments.map { "\($0["experiment"]!) \($0["runs"]!)" } == [
        "gradient-descent 2", "subspaces 1", "threshold-sweep 4",
      ])
    let templates = try #require(contents["templates"] as? [[String: Any]])
    #expect(templates.count == 1 && templates[0]["template"] as? String == "t.md")
    #expect(templates[0]["directives"] as? [String] == ["#cliff", "1"])
    #expect(templates[0]["kept"] as? Int == 6 && contents["unreferenced"] as? Int == 1)
    let text = try scarp("cache", "ls", in: folder).output
    #expect(text.contains("t.md") && text.contains("#cliff"))
  }

  @Test("gc leaves what templates ask for; a trial removes nothing")
  func clean() throws {
    try render()
    try #require(try scarp("compute", "subspaces", "--target", "z1", in: folder).code == 0)
    func count() throws -> String { try store.value("SELECT count(*) FROM unit") }
    let trial = try scarp("cache", "gc", "--dry-run", "--unused-for", "0", in: folder)
    #expect(trial.output.contains("would remove 1 run ("))
    #expect(try count() == "7")
    let fresh = try scarp("cache", "gc", in: folder)
    #expect(fresh.output.contains("removed 0 runs"))
    let all = try scarp("cache", "gc", "--unused-for", "0", in: folder)
    #expect(all.code == 0 && all.output.contains("removed 1 run ("))
    #expect(try count() == "6" && store.value("SELECT count(*) FROM memo") == "0")
    #expect(try scarp("render", "t.md", "--cached", in: folder).code == 0)
  }

  @Test("what only an earlier state of the template asked for goes once it is old")
  func age() throws {
    try render()
    try folder.write(smallTemplate(d: 22), to: "t.md")
    try render()
    #expect(try store.value("SELECT count(*) FROM unit") == "10")
    try store.run("UPDATE unit SET used = used - 15")
    #expect(try scarp("cache", "gc", in: folder).output.contains("removed 4 runs"))
    #expect(try scarp("render", "t.md", "--cached", in: folder).code == 0)
  }

  @Test("variants of a template each keep their results; a template that is gone keeps none")
  func variants() throws {
    let text = smallTemplate().replacing("title: Small", with: "params: {d: 20}")
      .replacing(
        "d: 20\nsteps: 3\nseeds: 2\ndelta", with: "d: {param: d}\nsteps: 3\nseeds: 2\ndelta")
    try folder.write(text, to: "t.md")
    try render()
    try #require(try scarp("render", "t.md", "-P", "d:21", in: folder).code == 0)
    #expect(try scarp("cache", "gc", "--unused-for", "0", in: folder).output.contains("removed 0"))
    try FileManager.default.removeItem(atPath: "\(folder.path)/t.md")
    let ran = try scarp("cache", "gc", "--unused-for", "0", in: folder)
    #expect(ran.output.contains("t.md is gone") && ran.output.contains("removed 10 runs"))
  }

  @Test("a size is reached by drawings and formulas first, and never by what templates ask for")
  func size() throws {
    try render()
    try #require(try scarp("compute", "subspaces", "--target", "z1", in: folder).code == 0)
    let runs = Int(try store.value("SELECT sum(length(payload)) FROM unit"))!
    #expect(try scarp("cache", "gc", "--size", "\(runs + 10)", in: folder).code == 0)
    #expect(try store.value("SELECT count(*) FROM unit") == "7")
    let ran = try scarp("cache", "gc", "--size", "1", in: folder)
    #expect(ran.output.contains("is more than 1 bytes"))
    #expect(try store.value("SELECT count(*) FROM unit") == "6")
  }

  @Test("verify finds damaged rows, sets them aside and says so once")
  func verify() throws {
    try render()
    #expect(try scarp("cache", "verify", in: folder).code == 0)
    try store.run(
      """
      UPDATE unit SET payload = x'00' WHERE id IN (SELECT min(id) FROM (\(twoSweeps)));
      UPDATE unit SET identity = replace(identity, '"20"', '"99"') \
      WHERE id IN (SELECT max(id) FROM (\(twoSweeps)));
      UPDATE memo SET payload = x'00';
      """)
    let found = try scarp("cache", "verify", in: folder)
    #expect(found.code == 1 && found.output.contains("2 runs and"))
    #expect(
      try Rows("\(folder.path)/.scarp/results.sqlite.damaged-rows")
        .value("SELECT count(*) FROM unit") == "2")
    #expect(try scarp("cache", "verify", in: folder).code == 0)
    let rest = try scarp("render", "t.md", "--cached", in: folder)
    #expect(rest.code == 1 && rest.messages.contains("2 of 4 runs"))
  }

  @Test("exported results render elsewhere without computing, to the same bytes")
  func travel() throws {
    try render()
    let ran = try scarp("cache", "export", "results.scarp", "t.md", in: folder)
    try #require(ran.code == 0, "\(ran.messages)")
    #expect(ran.output.contains("6 runs"))
    let other = try Folder()
    try other.write(smallTemplate(), to: "t.md")
    #expect(try scarp("render", "t.md", "--cached", in: other).code == 1)
    let file = "\(folder.path)/results.scarp"
    #expect(try scarp("cache", "import", file, in: other).output.contains("6 runs imported"))
    #expect(try scarp("render", "t.md", "--cached", in: other).code == 0)
    #expect(other.bytes("reports/t.html") == folder.bytes("reports/t.html"))
    #expect(try scarp("cache", "import", file, in: other).output.contains("6 there already"))
  }

  @Test("importing replaces damaged rows and leaves sound ones, even if the file has others")
  func importing() throws {
    try render()
    try #require(try scarp("cache", "export", "results.scarp", in: folder).code == 0)
    try store.run("UPDATE unit SET payload = x'00' WHERE rowid = 1")
    let ran = try scarp("cache", "import", "results.scarp", in: folder)
    #expect(ran.output.contains("0 runs imported, 5 there already, 1 damaged ones replaced"))
    #expect(try scarp("cache", "verify", in: folder).code == 0)
  }

  @Test("what is incomplete is not exported for a template")
  func incomplete() throws {
    try render()
    try store.run("DELETE FROM unit WHERE rowid = 1")
    let ran = try scarp("cache", "export", "results.scarp", "t.md", in: folder)
    #expect(ran.code == 1 && ran.messages.contains("1 run of the templates are not kept"))
    #expect(!folder.has("results.scarp"))
  }

  @Test("files that are cut off, changed or no results are refused whole, with the reason")
  func hostile() throws {
    try render()
    try #require(try scarp("cache", "export", "good", in: folder).code == 0)
    let good = try #require(folder.bytes("good"))
    var changed = good
    changed[good.count / 2] ^= 1
    let files: [(Data, String)] = [
      (Data(), "not a file that scarp cache export wrote"),
      (Data("nonsense".utf8), "not a file that scarp cache export wrote"),
      (good.prefix(50), "cut off or changed"), (good.dropLast(), "cut off or changed"),
      (changed, "cut off or changed"), (good + [0], "cut off or changed"),
      (Data("scarp results 2 x".utf8), "written by a newer scarp"),
      // The right sum over bytes that are no archive.
      (
        Data(
          "scarp results 1 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\nx".utf8
        ),
        "its rows are not results of this scarp"
      ),
    ]
    let other = try Folder()
    for (index, (bytes, reason)) in files.enumerated() {
      try bytes.write(to: URL(filePath: "\(other.path)/bad"))
      let ran = try scarp("cache", "import", "bad", in: other)
      #expect(ran.code == 1 && ran.messages.contains(reason), "file \(index): \(ran.messages)")
      #expect(ran.messages.contains("nothing was imported"))
    }
    #expect(!other.has(".scarp"))
  }
}

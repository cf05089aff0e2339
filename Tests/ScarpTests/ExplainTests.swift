import Foundation
import Testing

@Suite struct ExplainTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// `line directive state kept/planned reasons` of each directive.
  private func explained(_ arguments: String...) throws -> [String] {
    let ran = try start(["explain", "t.md", "--json"] + arguments, in: folder).ended()
    #expect(ran.code == 0, "\(ran.messages)")
    let reports = try #require(ran.json as? [[String: Any]])
    let directives = try #require(reports.first?["directives"] as? [[String: Any]])
    return directives.map { entry in
      let reasons = (entry["reasons"] as? [String] ?? []).joined(separator: " | ")
      return "\(entry["line"]!) \(entry["directive"]!) \(entry["state"]!) "
        + "\(entry["kept"]!)/\(entry["planned"]!) \(reasons)"
    }
  }

  @Test("before the first render everything is missing, and no store is made")
  func missing() throws {
    try folder.write(smallTemplate(), to: "t.md")
    #expect(
      try explained() == [
        "7 experiment missing 0/4 it was never rendered here",
        "16 figure missing 0/4 it shows #cliff",
        "22 experiment missing 0/2 it was never rendered here",
      ])
    #expect(folder.names() == ["t.md"])
  }

  @Test("what was rendered is fresh; prose, captions and the order of directives change nothing")
  func fresh() throws {
    try folder.write(smallTemplate(), to: "t.md")
    #expect(try scarp("render", "t.md", in: folder).code == 0)
    try folder.write(
      smallTemplate(prose: "Other $y$.").replacing("What it shows.", with: "What else it shows."),
      to: "t.md")
    #expect(try explained().allSatisfy { $0.contains(" fresh ") })
    let ran = try scarp("explain", "t.md", in: folder)
    #expect(ran.output.contains("nothing to compute: all 6 runs are there"))
  }

  @Test("the option that changed is named, with what it was; what is there still counts")
  func changes() throws {
    try folder.write(smallTemplate(), to: "t.md")
    #expect(try scarp("render", "t.md", in: folder).code == 0)
    try folder.write(smallTemplate(seeds: 3).replacing("[1, 2]", with: "[1, 2, 4]"), to: "t.md")
    #expect(
      try explained()[0]
        == "7 experiment stale 4/9 delta gains 4 | seed 3 of threshold-sweep is new")
    try folder.write(smallTemplate(d: 24), to: "t.md")
    #expect(
      try explained() == [
        "7 experiment stale 0/4 d is 24, was 20", "16 figure stale 0/4 it shows #cliff",
        "22 experiment fresh 2/2 ",
      ])
  }

  @Test("a value given with -P is set against the last render, whatever that was given")
  func parameters() throws {
    let text = smallTemplate().replacing("title: Small", with: "params: {d: 20}")
      .replacing(
        "d: 20\nsteps: 3\nseeds: 2\ndelta", with: "d: {param: d}\nsteps: 3\nseeds: 2\ndelta")
    try folder.write(text, to: "t.md")
    #expect(try scarp("render", "t.md", "-P", "d:21", in: folder).code == 0)
    #expect(try explained("-P", "d:21").allSatisfy { $0.contains(" fresh ") })
    #expect(try explained("-P", "d:22")[0] == "7 experiment stale 0/4 d is 22, was 21")
    #expect(try scarp("render", "t.md", in: folder).code == 0)
    #expect(try explained("-P", "d:21").allSatisfy { $0.contains(" fresh ") })
    #expect(try explained("-P", "d:22")[0] == "7 experiment stale 0/4 d is 22, was 20")
  }

  @Test("damaged and removed results are told from changed options")
  func damage() throws {
    try folder.write(smallTemplate(), to: "t.md")
    #expect(try scarp("render", "t.md", in: folder).code == 0)
    let store = try Rows("\(folder.path)/.scarp/results.sqlite")
    try store.run("UPDATE unit SET payload = x'00' WHERE experiment = 'gradient-descent'")
    try store.run("DELETE FROM unit WHERE id IN (\(twoSweeps))")
    #expect(
      try explained() == [
        "7 experiment stale 2/4 nothing changed since the last render: it did not finish, or runs "
          + "were removed",
        "16 figure stale 2/4 it shows #cliff",
        "22 experiment stale 0/2 2 kept runs are damaged",
      ])
  }

  @Test("mistakes in a template are told as by render, and the code is 1")
  func mistakes() throws {
    try folder.write("```{experiment}\nrum: x\n```", to: "t.md")
    let ran = try scarp("explain", "t.md", in: folder)
    #expect(ran.code == 1 && ran.messages.contains("t.md:1:"))
    #expect(try scarp("explain", "none.md", in: folder).code == 1)
  }
}

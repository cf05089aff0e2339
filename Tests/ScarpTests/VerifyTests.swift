import Foundation
import Testing

@Suite("scarp verify") struct VerifyTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func template(_ claims: String..., seeds: Int = 6, law: String = "target: z1^2") -> String
  {
    """
    # Claims

    ```{experiment #cliff}
    run: threshold-sweep
    \(law)
    d: 20
    steps: 30
    seeds: \(seeds)
    delta: [1, 4, 8]
    theory: false
    ```

    """
      + claims.enumerated().map { index, claim in
        "\n```{claim #clm-\(index + 1)}\nsays: Words.\nholds: \(claim)\n```\n"
      }.joined()
  }

  private let sound = "cliff[delta=8].overlap >= 0"
  private let absurd = "cliff[delta=8].overlap < 0"

  @Test("every claim holds: 0, and a line for each")
  func holds() throws {
    try folder.write(template(sound, "cliff[delta=1].overlap >= 0"), to: "t.md")
    let ran = try scarp("verify", "t.md", in: folder)
    #expect(ran.code == 0, "\(ran.messages)")
    #expect(ran.output.contains("clm-1  ✓ holds"))
    #expect(ran.output.contains("2 claims: 2 hold"))
    #expect(!folder.has("reports"))
  }

  @Test("a false claim: 2, by name; CI reads which")
  func refuted() throws {
    try folder.write(template(sound, absurd), to: "t.md")
    let ran = try scarp("verify", "t.md", "--json", "--junit", "found.xml", in: folder)
    #expect(ran.code == 2, "\(ran.messages)")
    let json = try #require(ran.json as? [String: Any])
    #expect(json["exit"] as? Int == 2)
    let templates = try #require(json["templates"] as? [[String: Any]])
    let claims = try #require(templates.first?["claims"] as? [[String: Any]])
    #expect(claims.map { $0["label"] as? String } == ["clm-1", "clm-2"])
    #expect(claims.map { $0["verdict"] as? String } == ["holds", "refuted"])
    let xml = try folder.text("found.xml")
    #expect(xml.contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\""))
    #expect(xml.contains("<testcase name=\"clm-2\" classname=\"t.md\"><failure type=\"refuted\""))
    #expect(xml.contains("overlap &lt; 0"))
    let table = try scarp("verify", "t.md", "--cached", in: folder)
    #expect(table.code == 2)
    #expect(table.output.contains("clm-2  ✗ refuted"))
  }

  @Test(
    "a report opens with the counts and what does not hold; what holds is folded, with its links")
  func panel() throws {
    try folder.write(template(sound, absurd), to: "t.md")
    #expect(try scarp("render", "t.md", in: folder).code == 0)
    let page = try folder.text("reports/t.html")
    let start = try #require(page.firstRange(of: "<section class=\"verdicts\"")).upperBound
    let panel = page[start...].prefix(
      upTo: try #require(page[start...].firstRange(of: "</section>")).lowerBound)
    let parts = panel.split(separator: "<details class=\"held\">")
    #expect(parts.count == 2)
    #expect(parts[0].contains("2 claims: 1 holds, 1 is refuted"))
    #expect(
      parts[0].contains("<li class=\"refuted\">") && !parts[0].contains("<li class=\"holds\">"))
    #expect(parts[1].contains("The claim that holds</span></summary>"))
    #expect(parts[1].contains("<li class=\"holds\"><div><p class=\"says\"><a href=\"#clm-1\">"))
  }

  @Test("too few seeds: 3, and how many would do")
  func inconclusive() throws {
    let claim = "cliff[delta=8].overlap > cliff[delta=1].overlap"
    try folder.write(template(claim, seeds: 2), to: "t.md")
    let ran = try scarp("verify", "t.md", in: folder)
    #expect(ran.code == 3, "\(ran.messages)")
    #expect(ran.output.contains("clm-1  ? inconclusive"))
    #expect(ran.output.contains(/about \d+ in all would settle it/))
  }

  @Test("a failed run: 1, though a claim about it is refuted; so is a template with mistakes")
  func failure() throws {
    // Heavy tails leave the range of the root once in 18 runs, which no Gaussian point does.
    try folder.write(
      template(absurd, law: "target: sqrt(4.8 - z1)\ndata: student-t:3"), to: "t.md")
    let ran = try scarp("verify", "t.md", in: folder)
    #expect(ran.code == 1)
    #expect(ran.messages.contains("t.md:3:1"))
    #expect(ran.messages.contains("runs of this threshold-sweep failed"))
    try folder.write(template("cliff[delta=8].overlp > 0"), to: "t.md")
    let faulty = try scarp("verify", "t.md", in: folder)
    #expect(faulty.code == 1)
    #expect(faulty.messages.contains("did you mean 'overlap'?"))
    try folder.write("# No claim", to: "t.md")
    #expect(try scarp("verify", "t.md", in: folder).code == 1)
  }

  @Test("what would hold on permuted labels too is caught by its control: 3, and says so")
  func control() throws {
    let trivial = "cliff[delta=8].theta_norm > 0.01\ncontrol: {labels: permuted}"
    try folder.write(template(trivial), to: "t.md")
    let ran = try scarp("verify", "t.md", in: folder)
    #expect(ran.code == 3, "\(ran.messages)")
    #expect(ran.output.contains("clm-1  ? inconclusive"))
    #expect(ran.output.contains("also holds under the control (labels: permuted)"))
    let without = trivial.split(separator: "\n")[0]
    try folder.write(template(String(without)), to: "t.md")
    #expect(try scarp("verify", "t.md", in: folder).code == 0)
  }

  @Test("a budget that allows nothing reaches nothing and says so: 3")
  func budget() throws {
    try folder.write(template(sound, seeds: 40).replacing("d: 20", with: "d: 400"), to: "t.md")
    let ran = try scarp("verify", "t.md", "--budget", "0.001s", in: folder)
    #expect(ran.code == 3, "\(ran.messages)")
    #expect(ran.output.contains("clm-1  - not reached"))
    #expect(ran.output.contains("1 not reached within the budget"))
    let wrong = try scarp("verify", "t.md", "--budget", "soon", in: folder)
    #expect(wrong.code == 1)
    #expect(wrong.messages.contains("--budget is a time such as 90s, 10m or 1h, not 'soon'"))
  }

  @Test("against an earlier report every number is compared, and another seed is noticed")
  func against() throws {
    try folder.write(template(sound), to: "t.md")
    #expect(try scarp("render", "t.md", in: folder).code == 0)
    let same = try scarp("verify", "t.md", "--against", "reports/t.html", in: folder)
    #expect(same.code == 0, "\(same.messages)")
    #expect(same.messages.contains("all are the same"))
    try folder.write(template(sound, seeds: 7), to: "t.md")
    let other = try scarp("verify", "t.md", "--against", "reports/t.html", in: folder)
    #expect(other.code == 1)
    #expect(other.messages.contains("clm-1, cliff[delta=8].overlap"))
    #expect(other.messages.contains("the numbers are not those of reports/t.html"))
    let none = try scarp("verify", "t.md", "--against", "t.md", in: folder)
    #expect(none.code == 1 && none.messages.contains("t.md is not an HTML report"))
  }
}

@Suite("What a render leaves") struct RunRecordTests {
  @Test("two renders are equal bytes; when, where and what was kept stands beside them")
  func record() throws {
    let folder = try Folder()
    try folder.write(smallTemplate(), to: "t.md")
    #expect(try scarp("render", "t.md", in: folder).code == 0)
    let page = try #require(folder.bytes("reports/t.html"))
    let first = try record(in: folder)
    #expect(first.states == ["computed", "computed"])
    #expect(try scarp("render", "t.md", in: folder).code == 0)
    #expect(folder.bytes("reports/t.html") == page)
    let second = try record(in: folder)
    #expect(second.states == ["fresh", "fresh"])
    #expect(second.names == ["#cliff", "1"])
    #expect(second.keys.isSuperset(of: ["host", "cores", "jobs", "started", "wall_seconds"]))
  }

  private func record(
    in folder: Folder
  ) throws -> (states: [String], names: [String], keys: Set<String>) {
    let data = try #require(folder.bytes("reports/t.run.json"))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let directives = try #require(object["directives"] as? [[String: Any]])
    return (
      directives.compactMap { $0["state"] as? String },
      directives.compactMap { $0["name"] as? String }, Set(object.keys)
    )
  }
}

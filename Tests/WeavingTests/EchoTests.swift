import Diagnostics
import Experiments
import Plotting
import Templates
import Testing
import Weaving

private let runs = """
  run: gradient-descent
  d: 20
  steps: 2
  seeds: 1
  theory: false
  """

private func template(_ front: String = "", experiment: String = "", figure: String = "") -> String
{
  """
  ---
  title: T
  \(front)
  ---

  ```{experiment #a}
  \(runs)\(experiment)
  ```

  ```{figure #fig-a}
  show: training\(figure)
  of: a
  ```
  """
}

private func checked(_ text: String) throws -> CheckedTemplate {
  try TemplateChecker(catalog: catalog, memoryLimit: 1 << 30)
    .check(SourceText(name: "t.md", text: text)).0
}

private func woven(_ text: String) async throws -> WovenReport {
  try await checked(text).woven(
    by: Computation(store: MemoryStore(), engine: CountingEngine(), progress: Quiet()),
    version: "0")
}

private func code(_ report: WovenReport) -> [Block.Code] {
  report.blocks.compactMap { block in
    guard case .markdown(let block) = block, case .code(let code) = block.content else {
      return nil
    }
    return code
  }
}

@Suite("The source of a directive in the report")
struct EchoTests {
  @Test("stands before what the directive shows, fences and all, but for the word that asks for it")
  func shown() async throws {
    let report = try await woven(template(figure: "\necho: true"))
    #expect(
      code(report).map(\.text) == ["```{figure #fig-a}\nshow: training\nof: a\n```\n"])
    guard case .figure = report.blocks.last else {
      Issue.record("the figure comes after its source")
      return
    }
  }

  @Test("the front matter speaks for those that say nothing")
  func general() async throws {
    let report = try await woven(template("echo: fold", figure: "\necho: false"))
    #expect(code(report).map(\.text) == ["```{experiment #a}\n\(runs)\n```\n"])
    #expect(code(report).map(\.isFolded) == [true])
    #expect(code(try await woven(template())).isEmpty)
  }

  @Test("neither it nor the size of a figure is part of what names a result")
  func identities() throws {
    func units(_ text: String) throws -> [[String: String]] {
      try checked(text).experiments.flatMap { $0.units.map(\.identity) }
    }
    let plain = try units(template())
    #expect(!plain.isEmpty)
    #expect(try units(template("echo: true", experiment: "\necho: fold")) == plain)
    #expect(try units(template(figure: "\nsize: page")) == plain)
  }

  @Test("a profile may ask for it")
  func profile() async throws {
    let text = template("profiles: {p: {fig-a: {echo: true}}, q: {fig-a: {echo: loud}}}")
    let checker = TemplateChecker(catalog: catalog, memoryLimit: 1 << 30)
    #expect {
      try checker.check(SourceText(name: "t.md", text: text))
    } throws: { error in
      (error as? Diagnostics)?.all.map(\.message) == [
        "echo: 'loud' is not a known value (set by profile 'q')"
      ]
    }
    let sound = text.replacing("loud", with: "fold")
    let chosen = try checker.check(
      SourceText(name: "t.md", text: sound), variant: try Variant(profiles: ["p"], parameters: [])
    ).0
    let report = try await chosen.woven(
      by: Computation(store: MemoryStore(), engine: CountingEngine(), progress: Quiet()),
      version: "0")
    #expect(code(report).count == 1)
  }

  @Test(
    "every message that lists a directive's options lists it too, but for what shows nothing",
    arguments: [
      ("{experiment}\nrun: gradient-descent", true), ("{figure}\nshow: training", true),
      ("{table}", true), ("{claim}", true), ("{derive #x}", true), ("{overlay}", true),
      ("{include}", false),
    ])
  func listed(directive: String, isListed: Bool) {
    #expect {
      try checked("```\(directive)\nqqqqqqqq: 1\n```\n")
    } throws: { error in
      guard let mistakes = (error as? Diagnostics)?.all,
        let unknown = mistakes.first(where: { $0.message.hasSuffix("no option 'qqqqqqqq'") })
      else { return false }
      let help = unknown.help ?? ""
      return help.hasPrefix("its options: ") && help.hasSuffix(", echo") == isListed
    }
  }

  @Test("what it cannot be is refused where it stands")
  func mistakes() {
    #expect {
      try checked(template(experiment: "\necho: maybe", figure: "\nsize: huge"))
    } throws: { error in
      (error as? Diagnostics)?.all.map { "\($0.location?.description ?? "") \($0.message)" } == [
        "t.md:12:7 echo: 'maybe' is not a known value",
        "t.md:17:7 size: 'huge' is not a known value",
      ]
    }
  }

  @Test("a figure has the width it asks for")
  func size() async throws {
    for (size, width) in [("single", Scene.Width.single), ("double", .double), ("page", .page)] {
      let report = try await woven(template(figure: "\nsize: \(size)"))
      guard case .figure(let figure) = report.blocks.last else {
        Issue.record("a figure is last")
        return
      }
      #expect(figure.scene.width == width)
    }
  }
}

import Diagnostics
import Templates
import Testing
import Weaving

private let sweep = """
  ```{experiment #a}
  run: threshold-sweep
  d: 20
  delta: 1:3:0.5
  seeds: 4
  steps: 2
  theory: false
  ```

  """

private func checked(
  _ text: String, profiles: [String] = [], _ parameters: [String] = []
) throws -> CheckedTemplate {
  let variant = try Variant(profiles: profiles, parameters: parameters)
  return try TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000)
    .check(SourceText(name: "t.md", text: text), variant: variant).0
}

private func report(_ text: String, profiles: [String] = []) async throws -> WovenReport {
  let computation = Computation(
    store: MemoryStore(), engine: CountingEngine(), progress: Quiet())
  return try await checked(text, profiles: profiles).woven(by: computation, version: "0")
}

/// A front matter with profiles, then a sweep and whatever else.
private func template(_ profiles: String, _ rest: String = "", experiment: String = sweep) -> String
{
  "---\nprofiles:\n  \(profiles)\n---\n\(experiment)\(rest)"
}

@Suite("Profiles") struct ProfileTests {
  private func units(
    _ text: String, profiles: [String] = [], _ parameters: [String] = []
  ) throws -> [[String: String]] {
    try checked(text, profiles: profiles, parameters).experiments.flatMap(\.units).map(\.identity)
  }

  @Test(
    "a profile computes what an author would get by writing its values into the directive",
    arguments: [
      ("q: {seeds: 2}", ["q"], ("seeds: 4", "seeds: 2")),
      ("q: {activation: gelu}", ["q"], ("steps: 2", "steps: 2\nactivation: gelu")),
      ("q: {a: {d: 30}}", ["q"], ("d: 20", "d: 30")),
      ("q: {d: 40, a: {d: 30}}", ["q"], ("d: 20", "d: 30")),
      ("{q: {d: 30}, r: {d: 40}}", ["q", "r"], ("d: 20", "d: 40")),
      ("{q: {d: 30}, r: {d: 40}}", ["r", "q"], ("d: 20", "d: 30")),
      ("{q: {a: {d: 30}}, r: {d: 40}}", ["q", "r"], ("d: 20", "d: 40")),
      ("q: {delta: {from: 1, to: 2, step: 1}}", ["q"], ("1:3:0.5", "1:2:1")),
      ("{q: {seeds: 2}, r: }", [], ("", "")),
      ("{q: {seeds: 2}, r: }", ["r"], ("", "")),
    ])
  func application(profiles: String, chosen: [String], change: (String, String)) throws {
    let written = change.0.isEmpty ? sweep : sweep.replacing(change.0, with: change.1)
    #expect(
      try units(template(profiles), profiles: chosen)
        == units(template("none:", experiment: written))
    )
  }

  @Test("an option that an experiment does not have leaves it as it is")
  func foreign() throws {
    let text = template("q: {extremes: true, seeds: 2}")
    #expect(try units(text, profiles: ["q"]) == units(template("q: {seeds: 2}"), profiles: ["q"]))
  }

  @Test("the command line sets a parameter before a profile, this before a student's choice")
  func parameters() throws {
    func d(_ profiles: [String], _ given: [String]) throws -> String? {
      let text = """
        ---
        params: {d: {choose: [20, 30, 40], by: student}}
        profiles: {q: {params: {d: 30}}, r: {params: {d: 40}}}
        ---
        \(sweep.replacing("d: 20", with: "d: {param: d}"))
        """
      return try units(text, profiles: profiles, given).first?["option.d"]
    }
    #expect(try d([], []) == "20")
    #expect(try d(["q"], []) == "30")
    #expect(try d(["q", "r"], []) == "40")
    #expect(try d(["q"], ["student:ada"]) == "30")
    #expect(try d(["q"], ["d:20"]) == "20")
  }

  @Test(
    "a mistake in a profile is placed and worded, whether or not it is chosen",
    arguments: [
      (
        "q: {sed: 2}",
        "3:7 profile 'q' sets 'sed', which is no option of an experiment and no label | …"
      ),
      (
        "q: {seeds: none}",
        "3:14 seeds: 'none' is not a whole number from 1 to 10000 (set by profile 'q') | …"
      ),
      ("q: {a: {sedes: 2}}", "3:11 threshold-sweep has no option 'sedes' (set by profile 'q') | …"),
      ("q: {a: {run: mean-field}}", "3:11 a profile cannot change 'run' | …"),
      ("q: {a: 5}", "3:10 'a' is the label of a directive | write its options: a: {option: value}"),
      ("q: 5", "3:6 profile 'q' is not a mapping | write name: value, or {}"),
      ("[q]", "3:3 profiles are written as name: {option: value} | …"),
      ("3q: {seeds: 5}", "3:3 '3q' cannot be the name of a profile | …"),
      (
        "q: {params: {d: 5}}",
        "3:16 profile 'q': no parameter is called 'd' | declare it in the front matter, params: …"
      ),
    ])
  func mistakes(profiles: String, expected: String) {
    for chosen in [[], ["q"]] {
      let found = Set(
        complaints(template(profiles), profiles: profiles.hasPrefix("q:") ? chosen : []))
      #expect(found.count == 1)
      #expect(
        found.first.map { shortened($0, to: expected) } == expected)
    }
  }

  /// Help beyond what the expected text has is cut.
  private func shortened(_ text: String, to expected: String) -> String {
    guard expected.hasSuffix("…") else { return text }
    let head = expected.dropLast()
    return text.hasPrefix(head) ? head + "…" : text
  }

  @Test("a profile that is used nowhere is an error; a condition on an undeclared one a warning")
  func names() {
    #expect(
      complaints(template("quick: {seeds: 2}"), profiles: ["quik"]) == [
        "--profile quik: no profile is called 'quik' | did you mean 'quick'? profiles: quick"
      ])
    #expect(
      complaints("Text.", profiles: ["quick"]) == [
        "--profile quick: no profile is called 'quick' | declare it in the front matter, profiles: "
          + "{quick: {seeds: 5}}"
      ])
    #expect(complaints("Text.", profiles: ["solutions"]).isEmpty)
    let div = "::: {.only when=profile:draft}\nText.\n:::\n"
    #expect(complaints(div, profiles: ["draft"]) == ["no profile is called 'draft'"])
    #expect(complaints("---\nprofiles: {draft: }\n---\n" + div).isEmpty)
  }

  @Test("a label that is also an option is refused, since a profile could mean either")
  func ambiguous() {
    let text = "---\nprofiles: {q: {d: 20}}\n---\n" + sweep.replacing("#a", with: "#d")
    #expect(
      complaints(text).first
        == "2:16 'd' is an option of experiments and the label of a directive (set by profile 'q') | "
        + "give the directive another label")
  }

  @Test("a report says under which profile it was made and what that costs")
  func account() async throws {
    let text = template("q: {seeds: 2, d: 10, delta: 1:3:1}\n  solutions: ")
    let quick = try await report(text, profiles: ["q"])
    // Student's quantiles: 12.706 with 1 degree of freedom, 3.182 with 3.
    #expect(
      quick.metadata.profile
        == "Made with profile q: 6 units of work instead of 20. 95\u{A0}% intervals are up to "
        + "5.6 times as wide. The end of the report says what else differs.")
    #expect(quick.provenance.contains(.init("profiles", "q")))
    let lines = quick.provenance.filter { $0.name == "threshold-sweep #a under q" }.map(\.value)
    #expect(
      lines == [
        "2 seeds instead of 4: standard errors are about 1.4 times as large and 95\u{A0}% intervals of "
          + "means about 5.6 times as wide; d 10 instead of 20: effects of finite d are larger, such "
          + "as the overlap at a random start, of order 0.32 instead of 0.22; 3 values of delta "
          + "instead of 5: what is found along it is located more coarsely"
      ])
    let key = try await report(text, profiles: ["solutions"])
    #expect(key.metadata.profile.isEmpty)
    #expect(key.provenance.contains(.init("profiles", "solutions")))
    let plain = try await report(text)
    #expect(plain.metadata.profile.isEmpty)
    #expect(!plain.provenance.contains { $0.name.contains("profile") })
  }
}

import Diagnostics
import Templates
import Testing
import Weaving

/// What a check of a template complains of, as it is printed without excerpts.
func complaints(_ text: String, _ parameters: [String] = [], profiles: [String] = []) -> [String] {
  do {
    let checker = TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000)
    let variant = try Variant(profiles: profiles, parameters: parameters)
    let (_, warnings) = try checker.check(
      SourceText(name: "t.md", text: text), variant: variant)
    return warnings.map(\.message)
  } catch {
    return error.all.map { mistake in
      (mistake.location.map { "\($0.line):\($0.column) " } ?? "") + mistake.message
        + (mistake.help.map { " | \($0)" } ?? "")
    }
  }
}

private func report(_ text: String, _ parameters: [String] = []) async throws -> WovenReport {
  let checker = TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000)
  let variant = try Variant(profiles: [], parameters: parameters)
  let checked = try checker.check(SourceText(name: "t.md", text: text), variant: variant).0
  let computation = Computation(
    store: MemoryStore(), engine: CountingEngine(), progress: Quiet())
  return try await checked.woven(by: computation, version: "0")
}

private func words(_ report: WovenReport) -> [String] {
  var words: [String] = []
  for case .markdown(let block) in report.blocks {
    block.forEachInlines { words.append(plainText($0)) }
  }
  return words
}

/// A front matter that declares parameters, then an experiment and whatever else.
private func template(_ params: String, _ rest: String = "") -> String {
  "---\nparams:\n  \(params)\n---\n\(rest)"
}

private func sweep(_ options: String) -> String {
  "```{experiment #a}\nrun: threshold-sweep\n\(options)\n```"
}

@Suite("Parameters") struct ParameterTests {
  @Test("a parameter stands in options, text, captions and titles")
  func uses() async throws {
    let text = """
      ---
      title: At d = `{param} d` for `{param} who`
      abstract: "With `{param} d`."
      params:
        d: 20
        who: all
        acts: [quad, gelu]
        top: {default: 2, type: integer}
        theory: false
        rate: 0.25
      ---
      Here `{param} rate :.0%`, `{param} acts`, `{param} theory`.

      ```{experiment #a}
      run: threshold-sweep
      d: {param: d}
      activation: [relu, {param: acts}]
      delta: {from: 1, to: {param: top}, step: 1}
      target: "`{param} rate` * z1^2"
      seeds: 2
      steps: 2
      theory: {param: theory}
      ```

      ```{figure #fig-a}
      show: cliff
      of: a
      caption: "Of `{param} who`."
      alt: "Curves of `{param} who`."
      ```

      `{value} a.d` `{value} a.activation` `{value} a.delta`
      """
    let plain = try await report(text)
    #expect(plain.metadata.title == "At d = 20 for all")
    #expect(
      words(plain) == ["Here 25 %, quad, gelu, false.", "20 [relu, quad, gelu] [1, 2]"])
    let figure = plain.blocks.lazy.compactMap {
      if case .figure(let figure) = $0 { figure } else { nil }
    }.first
    #expect(figure.map { plainText($0.caption) } == "Of all.")
    #expect(figure?.altText == "Curves of all.")
    let changed = try await report(text, ["d:10", "acts:erf", "top:3", "who:a:b"])
    #expect(changed.metadata.title == "At d = 10 for a:b")
    #expect(words(changed).last == "10 [relu, erf] [1, 2, 3]")
    let account = changed.provenance.first { $0.name == "parameters" }
    #expect(
      account?.value == "d: 10; who: a:b; acts: erf; top: 3; theory: false; rate: 0.25")
  }

  @Test("a parameter enters the identity of a unit only through the option it sets")
  func identity() throws {
    let checker = TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000)
    func units(_ text: String, _ parameters: [String] = []) throws -> [[String: String]] {
      let variant = try Variant(profiles: [], parameters: parameters)
      return try checker.check(SourceText(name: "t.md", text: text), variant: variant).0
        .experiments.flatMap(\.units).map(\.identity)
    }
    let written = try units(sweep("d: 30\nseeds: 2"))
    let text = template("d: 20\n  other: x", sweep("d: {param: d}\nseeds: 2"))
    #expect(try units(text, ["d:30", "other:y"]) == written)
    #expect(try units(text) != written)
  }

  @Test(
    "a mistake in a parameter is placed and worded",
    arguments: [
      (
        "d: 20", "", ["e:3"],
        ["-P e:3: no parameter is called 'e' | parameters: d"]
      ),
      ("d: 20", "", ["d"], ["-P d is not a name and a value | write -P name:value"]),
      ("d: 20", "", ["d:1", "d:2"], ["-P d is given twice | lists are -P d:a,b"]),
      (
        "d: 20", "", ["d:x"],
        ["-P d: 'x' is not a number | -P d is a number; declared at t.md:3:3"]
      ),
      (
        "d: {default: 20, type: integer, min: 10, max: 90}", "", ["d:5"],
        ["-P d: 5 is out of range | -P d is a whole number ≥ 10 and ≤ 90; declared at t.md:3:3"]
      ),
      (
        "d: {default: 20, type: integer}", "", ["d:2.5"],
        ["-P d: '2.5' is not a whole number | -P d is a whole number; declared at t.md:3:3"]
      ),
      (
        "a: {default: quad, choices: [quad, gelu]}", "", ["a:gleu"],
        [
          "-P a: 'gleu' is not a known value | did you mean 'gelu'? -P a: quad, gelu; "
            + "declared at t.md:3:3"
        ]
      ),
      (
        "on: true", "", ["on:2"],
        [
          "-P on: '2' is not a known value | -P on: true, false; declared at t.md:3:3"
        ]
      ),
      (
        "delta: {choose: [4, 5, 6], by: student}", "", ["delta:7"],
        [
          "-P delta: '7' is not a known value | -P delta: 4, 5, 6; "
            + "declared at t.md:3:3"
        ]
      ),
      (
        "d: {default: x, type: integer}", "", [],
        ["3:16 d: 'x' is not a whole number | d is a whole number"]
      ),
      (
        "d: {default: 5, min: 10}", "`{param} d`", [],
        ["3:16 d: 5 is out of range | d is a number ≥ 10"]
      ),
      (
        "d: {defualt: 5}", "", [],
        [
          "3:7 parameter 'd' has no option 'defualt' | did you mean 'default'? its options: "
            + "default, type, choices, min, max, help, choose, by"
        ]
      ),
      (
        "d: {type: integer}", "", [],
        [
          "3:3 parameter 'd' has no default | write d: {default: …}, or d: {choose: […], by: "
            + "student}"
        ]
      ),
      (
        "d: {choose: [1, 2], default: 1}", "", [],
        ["3:15 'choose' and 'default' exclude each other | the first choice is the default"]
      ),
      (
        "d: {choose: [1], by: pupil}", "", [],
        ["3:24 by: 'pupil' is not a known value | by: student"]
      ),
      (
        "3d: 5", "", [],
        [
          "3:3 '3d' cannot be the name of a parameter | a name is a letter, then letters, digits, "
            + "'-' or '_'"
        ]
      ),
      (
        "d: 20", sweep("d: {param: e}"), [],
        ["7:4 no parameter is called 'e' | parameters: d"]
      ),
      (
        "d: 20", "A `{param} deep`.", [],
        ["5:12 no parameter is called 'deep' | parameters: d"]
      ),
      (
        "w: all", "A `{param} w :.2f`.", [],
        ["5:12 parameter 'w' is no number: 'all' | only numbers take a format"]
      ),
      (
        "d: 20", sweep("d: {param: d}"), ["d:1.5"],
        [
          "7:4 d: '1.5' is not a whole number from 2 to 1000000 (parameter 'd' from -P d:1.5) | d "
            + "is a whole number from 2 to 1000000"
        ]
      ),
      (
        "a: qaud", sweep("activation: [gelu, {param: a}]"), [],
        [
          "7:20 activation: 'qaud' is not a known value (parameter 'a' from its default) | did you "
            + "mean 'quad'? activation: …"
        ]
      ),
    ])
  func mistakes(params: String, rest: String, given: [String], expected: [String]) {
    let found = complaints(template(params, rest), given)
    #expect(
      found.map { $0.replacing(/activation: quad, .*/, with: "activation: …") } == expected)
  }

  @Test("a text without a front matter is told how to declare a parameter")
  func undeclared() {
    #expect(
      complaints("`{param} d`") == [
        "1:10 no parameter is called 'd' | declare it in the front matter, params: {d: its default}"
      ])
  }

  @Test("a student has the variant that the hash of name and ID says, in any order of parameters")
  func students() async throws {
    let one = template(
      "delta: {choose: [4, 5, 6], by: student}\n  a: 1", "`{param} student` `{param} delta`")
    let two = template(
      "a: 1\n  act: {choose: [quad, gelu]}\n  delta: {by: student, choose: [4, 5, 6]}",
      "`{param} student` `{param} delta`")
    // int.from_bytes(sha256(b"delta\0" + ID).digest()[:8]) % 3 in Python: 0, 1 and 2
    for (student, delta) in [("grace", 4), ("emmy", 5), ("ada", 6)] {
      #expect(words(try await report(one, ["student:\(student)"])) == ["\(student) \(delta)"])
      #expect(words(try await report(two, ["student:\(student)"])) == ["\(student) \(delta)"])
    }
    #expect(words(try await report(one)) == [" 4"])
    #expect(words(try await report(one, ["student:ada", "delta:6"])) == ["ada 6"])
    #expect(
      complaints(template("d: 20"), ["student:ada"]) == [
        "-P student:ada: no parameter is called 'student' | parameters: d"
      ])
  }

  @Test("a parameter decides conditional content")
  func conditions() async throws {
    let text = template(
      "d: 20", "::: {.only when=param:d=20}\nsmall\n:::\n::: {.only when=param:d=50}\nlarge\n:::\n")
    #expect(words(try await report(text)) == ["small"])
    #expect(words(try await report(text, ["d:50.0"])) == ["large"])
  }
}

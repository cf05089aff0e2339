import Diagnostics
import Testing
import Weaving

/// `line:column message` of every mistake of a template.
private func mistakes(_ text: String, memory: Int = 4_000_000_000) -> [String] {
  let checker = TemplateChecker(catalog: catalog, memoryLimit: memory)
  do {
    let (_, warnings) = try checker.check(SourceText(name: "t.md", text: text))
    return warnings.map { "warning \($0.message)" }
  } catch {
    return error.all.map { mistake in
      (mistake.location.map { "\($0.line):\($0.column) " } ?? "") + mistake.message
    }
  }
}

private let cases: [(String, [String])] = [
  ("```{experimnt}\n```", ["1:5 unknown directive 'experimnt'"]),
  ("```{experiment}\n```", ["1:1 experiment needs 'run'"]),
  ("```{experiment}\nrun: sweep\n```", ["2:6 run: 'sweep' is not a known value"]),
  (
    "```{experiment}\nrun: threshold-sweep\ndelat: 3\n```",
    ["3:1 threshold-sweep has no option 'delat'"]
  ),
  (
    "```{experiment}\nrun: threshold-sweep\nactivation: gleu\n```",
    ["3:13 activation: 'gleu' is not a known value"]
  ),
  (
    "```{experiment}\nrun: threshold-sweep\ntarget: z1^\n```",
    ["3:12 target: 'z1^' is not a target: the target ends too early"]
  ),
  (
    "```{experiment}\nrun: threshold-sweep\ndata: [gaussian, rademaker]\nbatch: half\n```",
    [
      "3:18 data: 'rademaker' is not a known value",
      "4:8 batch: 'half' is not full, or a whole number of samples ≥ 1",
    ]
  ),
  (
    "```{experiment}\nrun: threshold-sweep\nseeds: 0\n```", ["3:8 seeds: 0 is out of range"]
  ),
  ("```{experiment}\nrun: [\n```", ["3:1 malformed YAML: a value is missing"]),
  ("```{experiment #a}\nrun: threshold-sweep", ["1:1 the fence '```' is not closed"]),
  ("```{figure}\nshow: cliff\nof: a\n```", ["3:5 no experiment is labelled 'a'"]),
  (
    "```{experiment #a}\nrun: gradient-descent\n```\n\n```{figure}\nshow: cliff\nof: a\n```",
    ["7:5 a cliff figure cannot show a gradient-descent"]
  ),
  (
    "```{experiment #a}\nrun: threshold-sweep\n```\n\n```{table}\nof: a\ncolumns: [dleta]\n```",
    ["7:11 columns: the experiment has no 'dleta'"]
  ),
  (
    "```{experiment #a}\nrun: threshold-sweep\n```\n\n```{table}\nof: a\n"
      + "columns: [delta50, success]\n```",
    ["7:10 columns: no point has all of delta50, success"]
  ),
  ("---\ntitel: T\n---\n", ["2:1 front matter has no option 'titel'"]),
  ("See @fig-nothing.", ["1:5 nothing is labelled 'fig-nothing'"]),
]

@Suite struct TemplateCheckTests {
  @Test("a sound template has no mistakes")
  func sound() {
    #expect(
      mistakes(
        """
        ---
        title: T
        author: A
        ---

        # One $x^2$

        ```{experiment #a}
        run: threshold-sweep
        ```

        ```{figure #fig-a}
        show: cliff
        of: a
        caption: With $\\delta$.
        ```

        ```{table}
        of: a
        columns: [delta, success]
        ```

        See @fig-a.
        """
      ).isEmpty)
  }

  @Test("each mistake is placed and worded", arguments: cases)
  func messages(text: String, expected: [String]) {
    #expect(mistakes(text) == expected)
  }

  @Test("all mistakes of a file come at once, in their places")
  func collected() {
    let found = mistakes(
      """
      ---
      titel: T
      ---
      ```{experiment #a}
      run: threshold-sweep
      delta: x
      ```
      ```{figure}
      show: clif
      of: a
      ```
      Broken $\\frac{$.
      """)
    #expect(found.count == 4)
  }

  @Test("a run that does not fit the memory is refused with what it needs")
  func memory() {
    let text = "```{experiment}\nrun: threshold-sweep\nd: 100000\ndelta: [2, 9]\ndesign: dense\n```"
    let found = mistakes(text)
    #expect(found.count == 1)
    // n·d·8 bytes = 720 GB for X at δ = 9.
    #expect(found[0].contains("one run at delta = 9 needs 720.") && found[0].hasPrefix("1:1"))
    func first(_ options: String, memory: Int = 4_000_000_000) -> String {
      mistakes("```{experiment}\n\(options)\n```", memory: memory).first ?? "accepted"
    }
    #expect(
      first("run: threshold-sweep\nd: 100000\ndelta: 9\ndesign: dense\nprecision: single")
        .contains("needs 360."))
    #expect(
      first("run: gradient-descent\nd: 50", memory: 20_000_000)
        .contains(" MB of memory; 20 MB are allowed"))
  }
}

import Diagnostics
import Directives
import Testing

private let delta = Option.numericAxis(
  "delta", .number(above: 0, to: 100), default: [6], help: "Samples per dimension.")
private let name = Option.axis(
  "activation", .word(["quad", "gelu", "relu"]), default: "quad", help: "The activation.")
private let count = Option.single("count", .integer(from: 1, to: 10), default: 3, help: "How many.")
private let layer = Option.list(
  "layer", .number(), default: [1], help: "Numbers, in order.")
private let flag = Option.single("toc", .flag, default: true, help: "Contents.")
private let needed = Option.single("of", .text("a label"), default: nil, help: "What to show.")

private let all = Declaration(
  name: "trial", summary: "For tests.", options: [delta, name, count, layer, flag])

private func read(_ yaml: String, _ declaration: Declaration = all) throws(Diagnostics) -> Arguments
{
  let source = SourceText(name: "t.md", text: "```{trial}\n" + yaml + "\n```")
  let tree: OptionTree?
  do {
    tree = try OptionTree.reading(yaml: yaml, in: source.name, firstLine: 2)
  } catch {
    throw Diagnostics([error])
  }
  return try declaration.arguments(of: tree, at: SourceLocation(file: "t.md", line: 1, column: 1))
}

/// `line:column message | help` of every mistake.
private func mistakes(_ yaml: String, _ declaration: Declaration = all) -> [String] {
  do {
    _ = try read(yaml, declaration)
    return []
  } catch {
    return error.all.map { mistake in
      let place = mistake.location.map { "\($0.line):\($0.column) " } ?? ""
      return place + mistake.message + (mistake.help.map { " | \($0)" } ?? "")
    }
  }
}

@Suite struct OptionTests {
  @Test("an empty body has every default")
  func defaults() throws {
    let arguments = try read("")
    #expect(arguments[delta] == [6])
    #expect(arguments[name] == ["quad"])
    #expect(arguments[count] == 3)
    #expect(arguments[layer] == [1])
    #expect(arguments[flag])
    #expect(arguments.texts["delta"] == "6")
    #expect(arguments.isDefault(delta))
  }

  @Test(
    "an axis reads one value, lists, ranges and lists of ranges",
    arguments: [
      ("delta: 3", [3]), ("delta: [1, 2.5]", [1, 2.5]), ("delta: 1:2:0.5", [1, 1.5, 2]),
      ("delta: {from: 1, to: 9, step: 4}", [1, 5, 9]), ("delta: [1, 3:4:1]", [1, 3, 4]),
      ("delta: 1e1", [10]), ("delta: '3'", [3]), ("delta: 0.1:0.5:0.1", [0.1, 0.2, 0.3, 0.4, 0.5]),
    ])
  func axes(yaml: String, values: [Double]) throws {
    #expect(try read(yaml)[delta] == values)
  }

  @Test("the declared type reads a scalar, not YAML")
  func types() throws {
    #expect(try read("toc: off")[flag] == false)
    #expect(try read("count: 1e1")[count] == 10)
    #expect(mistakes("activation: on").count == 1)
  }

  @Test(
    "each mistake names its place, the reason and the mend",
    arguments: [
      (
        "delat: 3",
        [
          "2:1 trial has no option 'delat' | did you mean 'delta'? its options: "
            + "delta, activation, count, layer, toc"
        ]
      ),
      (
        "activation: [quad, glu]",
        [
          "2:20 activation: 'glu' is not a known value | did you mean 'gelu'? "
            + "activation: quad, gelu, relu"
        ]
      ),
      ("delta: -1", ["2:8 delta: -1 is out of range | delta is a number > 0 and ≤ 100"]),
      (
        "delta: many",
        ["2:8 delta: 'many' is not a number > 0 and ≤ 100 | delta is a number > 0 and ≤ 100"]
      ),
      (
        "count: 2.5",
        [
          "2:8 count: '2.5' is not a whole number from 1 to 10 | count is a whole number from 1 to 10"
        ]
      ),
      (
        "count: [1, 2]",
        ["2:8 count: a list is not one value | count is a whole number from 1 to 10"]
      ),
      ("delta: 1:9", ["2:8 delta: '1:9' is not a range | write from:to:step, as in 1:9:0.5"]),
      ("delta: 9:1:1", ["2:8 delta: a range needs step > 0 and to ≥ from | as in 1:9:0.5"]),
      (
        "delta: {from: 1, to: 2}",
        ["2:8 delta: a range needs from, to and step | as in {from: 1, to: 9, step: 0.5}"]
      ),
      (
        "delta: {from: 1, to: 2, stop: 1}",
        [
          "2:25 delta: 'stop' is not part of a range | did you mean 'step'? a range has: from, to, step"
        ]
      ),
      ("delta: [1, 1.0]", ["2:12 delta: 1 is listed twice | list each value once"]),
      ("delta: []", ["2:8 delta: the list is empty | list a value, or leave 'delta' out"]),
      (
        "delta: 0.0001:9:0.0001",
        ["2:8 delta: the range has more than 10000 values | a larger step"]
      ),
      (
        "just words",
        [
          "2:1 options are written as name: value | trial takes: delta, activation, count, layer, toc"
        ]
      ),
    ])
  func messages(yaml: String, expected: [String]) {
    #expect(mistakes(yaml) == expected)
  }

  @Test("all mistakes of a directive come at once")
  func collected() {
    #expect(mistakes("delta: [0, x]\ncount: 99\nlayr: 1").count == 4)
  }

  @Test("a required option that is absent is placed at the directive")
  func required() {
    let declaration = Declaration(name: "figure", summary: "", options: [needed])
    #expect(mistakes("", declaration) == ["1:1 figure needs 'of' | of: What to show."])
  }

  @Test(
    "malformed YAML is one mistake in its place",
    arguments: [
      ("delta: [1, 2", "2:8"), ("a: b: c", "2:5"), ("delta: 1\ndelta: 2", "3:1"),
      ("x: &a 1\ny: *a", "2:4"), ("\tdelta: 1", "2:1"),
    ])
  func malformed(yaml: String, place: String) {
    let found = mistakes(yaml)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(place) == true, "\(found)")
  }

  @Test("deep nesting and large bodies are refused before they are read")
  func limits() {
    #expect(mistakes(String(repeating: "[", count: 5000)).first?.contains("nested") == true)
    #expect(
      mistakes("x: " + String(repeating: "y", count: 70_000)).first?.contains("bytes") == true)
    #expect(
      mistakes((0..<40).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"))
        .first?.contains("nested") == true)
  }

  @Test("a command line reads as the same options")
  func commandLine() throws {
    let tree = try OptionTree.reading(arguments: [
      "--delta", "1:2:0.5", "--activation=quad,gelu", "--layer", "1,-1",
    ])
    let arguments = try all.arguments(of: tree, at: nil)
    #expect(arguments[delta] == [1, 1.5, 2])
    #expect(arguments[name] == ["quad", "gelu"])
    #expect(arguments[layer] == [1, -1])
  }

  @Test(
    "a command line's mistakes are named",
    arguments: [
      (["--delta"], "option --delta has no value"), (["delta"], "unexpected argument 'delta'"),
      (["--delta", "1", "--delta", "2"], "option --delta is given twice"),
    ])
  func commandLineMistakes(words: [String], message: String) {
    #expect(throws: Diagnostics.self) { try OptionTree.reading(arguments: words) }
    do {
      _ = try OptionTree.reading(arguments: words)
    } catch {
      #expect(error.all.map(\.message) == [message])
    }
  }

  @Test("the reference page has every option, its default and what it takes")
  func referencePage() {
    let page = all.referencePage(width: 60)
    for option in all.options {
      #expect(page.contains("  \(option.name) (default \(option.defaultText ?? "?"))"))
    }
    #expect(page.contains("Takes a number > 0 and ≤ 100, or several."))
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }
}

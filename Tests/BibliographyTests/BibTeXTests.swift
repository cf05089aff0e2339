import Bibliography
import Diagnostics
import Templates
import Testing

/// `line:column message` of what is wrong in a file, and the keys that could be read.
private func read(_ text: String) -> (keys: [String], mistakes: [String]) {
  var diagnostics: [Diagnostic] = []
  let bibliography = Bibliography([SourceText(name: "r.bib", text: text)], &diagnostics)
  return (
    bibliography.keys,
    diagnostics.map { found in
      "\(found.location.map { "\($0.line):\($0.column)" } ?? "") "
        + (found.severity == .warning ? "warning " : "") + found.message
    }
  )
}

@Suite("BibTeX files")
struct BibTeXTests {
  static let sound: [(String, [String])] = [
    ("@article{a, title = {One}}", ["a"]),
    ("@book(b, title = \"Two\", year = 2020,)", ["b"]),
    ("% @article{old, title={x}}\n@misc{c}", ["c"]),
    ("@comment{@article{no, title={x}}}\n@misc{d}", ["d"]),
    ("@preamble{\"\\newcommand\"}@string{x = {y}}@misc{e, title = x # { and } # \"z\"}", ["e"]),
    ("written by me@example.org\n@misc{f, % a remark\n title={x}, month = jan}", ["f"]),
    ("@misc{DBLP:conf/x/1, title={a {b {c}} d}}", ["DBLP:conf/x/1"]),
    ("\r\n@MISC{g,\r\n  TITLE={x}\r\n}\r\n", ["g"]),
    ("", []),
  ]

  @Test("entries of every form are read", arguments: sound)
  func reading(_ text: String, _ keys: [String]) {
    let (found, mistakes) = read(text)
    #expect(found == keys)
    #expect(mistakes == [])
  }

  static let broken: [(String, [String], [String])] = [
    ("@article{a, title = {One\n@misc{b}", ["b"], ["1:21 title of 'a' is not closed"]),
    ("@misc{b, title = {x} year = 3}", [], ["1:22 a ',' is missing before this in 'b'"]),
    ("@misc{title = {x}}\n@misc{ok}", ["ok"], ["1:7 the entry has no key"]),
    ("@misc{c, title {x}}", [], ["1:10 'title' in 'c' has no '='"]),
    ("@misc{d, title = }", [], ["1:18 title of 'd' has no value"]),
    ("@misc{e, title = \"x}\"}", [], ["1:20 a '}' too many in title of 'e'"]),
    ("@misc{f, title = {x}", [], ["1:1 'f' is not closed"]),
    ("@misc{g,\n title = {x},\n@misc{h}", ["h"], ["1:1 'g' is not closed"]),
    ("@misc x", [], ["1:1 '@misc' is not followed by '{'"]),
    ("@misc{i, month = sept}", ["i"], ["1:18 warning no @string is called 'sept'"]),
    (
      "@misc{j}\n@misc{j}", ["j"],
      ["2:1 warning the key 'j' is already used; this entry is left out"]
    ),
    ("é@misc{k, titel = \n\"ö\" # }", [], ["2:7 titel of 'k' has no value"]),
  ]

  @Test("a broken entry is named with its place, and the others are read", arguments: broken)
  func mistakes(_ text: String, _ keys: [String], _ expected: [String]) {
    let (found, mistakes) = read(text)
    #expect(mistakes == expected)
    #expect(found == keys)
  }

  @Test("texts that double, braces without end and endless mistakes are refused")
  func limits() {
    var bomb = "@string{a0 = {xxxxxxxxxxxxxxxx}}\n"
    for level in 1...60 { bomb += "@string{a\(level) = a\(level - 1) # a\(level - 1)}\n" }
    #expect(read(bomb).mistakes.first?.hasSuffix("a13 is longer than 65536 bytes") == true)
    let deep = String(repeating: "{", count: 100_000)
    #expect(
      read("@misc{a, title = " + deep).mistakes == [
        "1:82 braces in title of 'a' are nested more than 64 deep"
      ])
    #expect(read(String(repeating: "@misc{=}\n", count: 5000)).mistakes.count == 50)
  }
}

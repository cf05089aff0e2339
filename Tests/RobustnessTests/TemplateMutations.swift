/// Bad inputs made of good ones: the same for the same seed.
struct TemplateMutations {
  private var state: UInt64
  /// What is mutated, and from which pieces are taken.
  let corpus: [[UInt8]]

  init(seed: UInt64, corpus: [[UInt8]]) {
    state = seed
    self.corpus = corpus
  }

  /// One of the corpus after up to eight changes, of at most so many bytes.
  mutating func next(atMost limit: Int = 20_000) -> [UInt8] {
    var text = pick(corpus)
    for _ in 0...below(8) { change(&text) }
    return Array(text.prefix(limit))
  }

  private mutating func change(_ text: inout [UInt8]) {
    let place = below(text.count + 1)
    switch below(11) {
    case 0:
      guard place < text.count else { return }
      text[place] = UInt8(below(256))
    case 1:
      text.removeSubrange(place..<min(text.count, place + 1 + below(20)))
    case 2:
      text.insert(contentsOf: pick(Self.marks).utf8, at: place)
    case 3:
      let piece = text[place..<min(text.count, place + 1 + below(200))]
      text.insert(contentsOf: piece, at: below(text.count + 1))
    case 4:
      let other = pick(corpus)
      let start = below(other.count + 1)
      text.insert(contentsOf: other[start..<min(other.count, start + below(400))], at: place)
    case 5:
      text.insert(
        contentsOf: ("\n\n" + pick(Self.blocks) + "\n\n").utf8, at: lineStart(text, place))
    case 6:
      // The same mark over and over: nesting and quadratic readers.
      let mark = pick(Self.marks)
      text.insert(contentsOf: String(repeating: mark, count: 1 << below(9)).utf8, at: place)
    case 7:
      let prefix = pick(["> ", "- ", "    ", "1. ", "\t", "> - "])
      text = Array(prefix.utf8) + text.flatMap { $0 == 10 ? [10] + Array(prefix.utf8) : [$0] }
    case 8:
      // Another value for an option.
      let places = text.indices.dropFirst().filter { text[$0] == 32 && text[$0 - 1] == 58 }
      guard !places.isEmpty else { return }
      let start = pick(places) + 1
      let end = text[start...].firstIndex(of: 10) ?? text.count
      text.replaceSubrange(start..<end, with: pick(Self.values).utf8)
    case 9:
      // Lines in another order.
      var lines = text.split(separator: 10, omittingEmptySubsequences: false)
      lines.swapAt(below(lines.count), below(lines.count))
      text = Array(lines.joined(separator: [10]))
    default:
      text = Array("---\n\(pick(Self.fields))\n\(pick(Self.fields))\n---\n".utf8) + text
    }
  }

  private func lineStart(_ text: [UInt8], _ place: Int) -> Int {
    text[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
  }

  /// SplitMix64
  private mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private mutating func below(_ bound: Int) -> Int { Int(random() % UInt64(max(1, bound))) }

  private mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }

  private static let marks = [
    "`", "```", "~~~", "$", "$$", "*", "**", "_", "[", "]", "(", ")", "{", "}", "<", ">", "|", "\\",
    "@", "@fig-a", "[^a]", "[^a]: ", "#", ":::", "::: {.note}\n", "![", "&", "&#0;", "\u{0}", "\r",
    "\u{C}", "\u{2028}", "\u{FEFF}", "e\u{301}", "👩‍👩‍👧", "\t", "\n", "- ", "> ", ": ", " #", "'", "\"",
    "\\@", "`{value} a.b`", "`{param} p`", "{#sec-a}", "<!--", "-->", "<b>", "|-|\n",
    "\\def\\a{\\a\\a}",
  ]

  private static let blocks = [
    "```{experiment #a}\nrun: gradient-descent\nd: [50, 100]\n```",
    "```{figure #fig-a}\nshow: training\nof: a\ncaption: >-\n  See @fig-a and\n  `{value} a.seeds`.\n```",
    "```{table #tbl-a}\nof: a\ncolumns: [step, train_risk]\n```",
    "| a | b |\n|:-|-:|\n| $x$ | `{value} a.seeds` |", "$$\n\\frac{1}{2}\n$$ {#eq-a}",
    "::: {.exercise #exr-a title=\"A $x$\"}\nText.\n:::", "::: {.only when=format:pdf}\nText.\n:::",
    "# A {#sec-a}", "<div onclick=x>\n<script>alert(1)</script>\n</div>", "[^a]: A note.",
    "<details>\n<summary>a</summary>\n\n*b*\n\n</details>", "<b>a</b> <i>b</i>",
    "<table><tr><td colspan=2>a</td></tr></table>",
    "[a](javascript:alert(1))", "![a](data:image/png;base64,AAAA)", "$\\def\\a#1{#1#1}\\a{\\a{x}}$",
  ]

  private static let values = [
    "1e308", "-0", "nan", "9223372036854775808", "[]", "[1, 1]", "{from: 1, to: 1e9, step: 1e-9}",
    "{from: 1, to: 3, step: 1}", "1:9:0.5", "a.b.c", "a[delta=1].overlap > 0", "((((1))))", "''",
    ">-\n  Words `{value} a.seeds :.2f±` @fig-a", "|", "{param: p}", "z1^2", "abs(z1*z2^999)", "x",
    "true",
    "within(a.delta50, 3.6, rel=0.2)", "power-law:1e9", "student-t:0", "pseudo-huber:-1", "1e-320",
  ]

  private static let fields = [
    "raw-html: true",
    "title: T", "params: {p: 5, a: quad}", "profiles: {quick: {seeds: 2}}", "toc: true", "lang: en",
    "abstract: >-\n  Words, then\n  $x$.", "author: [A, B]", "bibliography: a.bib", "x: &a [*a]",
    "title: \"<script>\"", "number-sections: true", "d: [[[[",
    "params:\n  p: {choose: [1, 2], by: student}",
  ]
}

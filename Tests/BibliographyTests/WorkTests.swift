import Bibliography
import Diagnostics
import Templates
import Testing

/// The works of some entries, and warnings about them.
private func works(_ text: String) -> ([Work], [String]) {
  var diagnostics: [Diagnostic] = []
  let bibliography = Bibliography([SourceText(name: "r.bib", text: text)], &diagnostics)
  let works = bibliography.keys.compactMap { bibliography.work($0, &diagnostics) }
  return (
    works,
    diagnostics.map { "\($0.location.map { "\($0.line):\($0.column) " } ?? "")\($0.message)" }
  )
}

/// What the list says of one entry.
private func listed(_ entry: String, _ style: CitationStyle = .numeric) -> String {
  words(ReferenceList(works(entry).0, style: style).entries.flatMap(\.content))
}

/// Text with emphasis between stars and the targets of links.
private func words(_ content: [Inline]) -> String {
  content.map { inline in
    switch inline.content {
    case .emphasis(let inner): "*\(words(inner))*"
    case .link(let link): "\(words(link.content))<\(link.url)>"
    case .math(let tex, _): "$\(tex.text)$"
    default: plainText([inline])
    }
  }.joined()
}

@Suite("Works of a bibliography in words")
struct WorkTests {
  static let entries: [(String, String)] = [
    (
      "@article{a, author={Montanari, Andrea and Zihao Wang}, title={Phase Transitions}, "
        + "journal={arXiv preprint arXiv:2602.01434}, year={2026}}",
      "A. Montanari and Z. Wang. Phase Transitions. 2026. "
        + "arXiv:2602.01434<https://arxiv.org/abs/2602.01434>."
    ),
    (
      "@article{b, author={Baik, Jinho and Ben Arous, G{\\'e}rard and P{\\'e}ch{\\'e}, Sandrine}, "
        + "title={Largest {E}igenvalue.}, journal={Ann. Probab.}, volume=33, number=5, "
        + "pages={1643--1697}, year=2005, doi={https://doi.org/10.1214/009117905000000233}}",
      "J. Baik, G. Ben Arous and S. Péché. Largest Eigenvalue. *Ann. Probab.*, 33(5):1643–1697, "
        + "2005. doi:10.1214/009117905000000233<https://doi.org/10.1214/009117905000000233>."
    ),
    (
      "@inproceedings{c, author={Jean-Pierre van der Waerden}, title={Is it?}, "
        + "booktitle={Proc. of $X$}, pages={1-2}, publisher={ACM}, year=1999}",
      "J.-P. van der Waerden. Is it? In *Proc. of $X$*, pages 1–2, ACM, 1999."
    ),
    (
      "@book{d, editor={A. B{\\\"o}hm and others}, title={\\emph{All} of it}, edition={2nd}, "
        + "publisher={MIT}, year={2001}}",
      "A. Böhm et al. (eds.). *All* of it. 2nd edition, MIT, 2001."
    ),
    (
      "@phdthesis{e, author={{The Team}}, title={T}, school={ETH}, year=2000, url={https://x.org/a_b}}",
      "The Team. T. PhD thesis, ETH, 2000. https://x.org/a_b<https://x.org/a_b>."
    ),
    (
      "@misc{f, author={Doe, J}, title={U}, url={javascript:alert(1)}, doi={x}, year=2020}",
      "J. Doe. U. 2020."
    ),
  ]

  @Test("the list gives authors, title, venue, year and links", arguments: entries)
  func list(_ entry: String, _ expected: String) {
    #expect(listed(entry) == expected)
  }

  @Test("by authors and year, the first name is turned round and the year follows")
  func authorYear() {
    let entry =
      "@article{a, author={Ada Lovelace and Emmy Noether}, title={T}, journal={J}, year=1842}"
    #expect(listed(entry, .authorYear) == "Lovelace, A. and E. Noether (1842). T. *J*.")
  }

  @Test("of more than eight authors the first seven are given")
  func manyAuthors() {
    let names = (1...9).map { "A\($0) B\($0)" }.joined(separator: " and ")
    let text = listed("@misc{a, author={\(names)}, title={T}, year=1}")
    #expect(text.hasPrefix("A. B1, A. B2, A. B3, A. B4, A. B5, A. B6, A. B7 et al. T."))
  }

  static let tex: [(String, String)] = [
    (
      #"G{\"o}del, Erd\H{o}s, \v{C}ech, {\O}ksendal, \'{\i}, Stra{\ss}e, \c c"#,
      "Gödel, Erdős, Čech, Øksendal, í, Straße, ç"
    ),
    (#"A--B---C ``q'' 5\% \& \_ a~b"#, "A–B—C “q” 5% & _ a\u{A0}b"),
    (#"{\em x} {\bf y} \texttt{z} $a_b$"#, "*x* y z $a_b$"),
  ]

  @Test("TeX of a title is read", arguments: tex)
  func title(_ tex: String, _ expected: String) {
    #expect(listed("@misc{a, author={A}, title={\(tex)}, year=1}") == "A. \(expected). 1.")
  }

  @Test("what a reader would miss is a warning at its place")
  func warnings() {
    let (_, mistakes) = works("\n@misc{a}\n@misc{b, author={A}, year=1,\n title={x \\foo{y}}}")
    #expect(
      mistakes == [
        "2:1 'a' has no title", "2:1 'a' has no author", "2:1 'a' has no year",
        "4:11 '\\foo' is not known and left out",
      ])
  }

  @Test("proceedings give their title and year to the papers in them")
  func crossref() {
    let text = """
      @inproceedings{p, author={A}, title={P}, crossref={all}}
      @proceedings{all, title={All of them}, year=1990, editor={E}}
      """
    #expect(listed(text).hasPrefix("A. P. In *All of them*, 1990."))
  }

  private static let three = """
    @misc{z, author={Zoe Z}, title={One}, year=2020}
    @misc{o1, author={Ölund, A}, title={Beta}, year=2020}
    @misc{o2, author={Ölund, A}, title={Alpha}, year=2020}
    @misc{m, author={A and B and C}, title={M}, year=2021}
    """

  @Test("numbers follow the order of first citation, and ascend between brackets")
  func numbers() {
    let list = ReferenceList(works(Self.three).0, style: .numeric)
    #expect(list.entries.map(\.number) == ["1", "2", "3", "4"])
    let citation = Inline.Citation(
      items: [.init(key: "o2"), .init(key: "z")], isTextual: false, source: "")
    #expect(words(list.words(of: citation) { _ in nil }) == "[1<#ref:z>, 3<#ref:o2>]")
    let textual = Inline.Citation(items: [.init(key: "m")], isTextual: true, source: "")
    #expect(words(list.words(of: textual) { _ in nil }) == "A et al.\u{A0}[4<#ref:m>]")
  }

  @Test("by authors and year the list is alphabetical and equal years get letters")
  func letters() {
    let list = ReferenceList(works(Self.three).0, style: .authorYear)
    #expect(list.entries.map(\.work.key) == ["m", "o2", "o1", "z"])
    #expect(list.entries.map(\.year) == ["2021", "2020a", "2020b", "2020"])
    let citation = Inline.Citation(
      items: [
        .init(key: "o1", before: [.text("see")], after: [.text("p. 3")]),
        .init(key: "z", hidesAuthors: true),
      ], isTextual: false, source: "")
    #expect(
      words(list.words(of: citation) { _ in nil })
        == "(see Ölund, 2020b<#ref:o1>, p. 3; 2020<#ref:z>)")
  }
}

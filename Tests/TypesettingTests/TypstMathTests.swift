import Diagnostics
import Testing
import Typesetting

@Suite("TeX becomes Typst math")
struct TypstMathTests {
  static let conversions: [(String, String)] = [
    ("x_1", #"attach(\u{78},br:\u{31})"#),
    (#"\theta^2"#, #"attach(\u{3b8},tr:\u{32})"#),
    (#"f'"#, #"attach(\u{66},tr:primes(#1))"#),
    (#"\tfrac12"#, #"frac(\u{31},\u{32})"#),
    (#"\sqrt[3]{x}"#, #"root(\u{33},\u{78})"#),
    (#"\hat\theta"#, #"accent(\u{3b8},\u{302},dotless:#false,size:#0%)"#),
    (#"\widehat{x}"#, #"accent(\u{78},\u{302},dotless:#false)"#),
    (#"\mathsf T"#, #"sans(upright(\u{54}))"#),
    (#"\boldsymbol x"#, #"bold(\u{78})"#),
    (#"\mathrm{NN}"#, #"upright("\u{4e}\u{4e}")"#),
    (#"\operatorname{tr} A"#, #"op("\u{74}\u{72}")\u{41}"#),
    (#"\sum_i x"#, #"attach(\u{2211},br:\u{69})\u{78}"#),
    (#"\lim\limits_t"#, #"attach(limits(op("\u{6c}\u{69}\u{6d}")),b:\u{74})"#),
    (#"a = b"#, #"\u{61}class("relation",\u{3d})\u{62}"#),
    (#"a - b"#, #"\u{61}class("binary",\u{2212})\u{62}"#),
    (#"-b"#, #"class("normal",\u{2212})\u{62}"#),
    (#"a \neq b"#, #"\u{61}class("relation",\u{2260})\u{62}"#),
    (#"a \not\subset b"#, #"\u{61}class("relation",\u{2284})\u{62}"#),
    (#"\|x\|"#, #"class("normal",\u{2016})\u{78}class("normal",\u{2016})"#),
    (#"\color{red} x"#, ##"colored(#"#ff0000",\u{78})"##),
  ]

  @Test("a character is an escape, with the class that TeX gives it", arguments: conversions)
  func conversion(_ tex: String, _ math: String) throws {
    #expect(try MathTypesetter().typst(Formula(tex, display: false)).get().math == math)
  }

  @Test("limits stand above and below in display and beside in running text")
  func limits() throws {
    let typesetter = MathTypesetter()
    let inDisplay = try typesetter.typst(Formula(#"\sum_i"#, display: true)).get()
    let inText = try typesetter.typst(Formula(#"\sum_i"#, display: false)).get()
    #expect(inDisplay.math == #"attach(limits(\u{2211}),b:\u{69})"#)
    #expect(inText.math == #"attach(\u{2211},br:\u{69})"#)
  }

  @Test("a tag is the number of its formula")
  func tag() throws {
    let typesetter = MathTypesetter()
    let tagged = try typesetter.typst(Formula(#"x \tag{A}"#, display: true)).get()
    #expect(tagged.math == #"\u{78}"#)
    #expect(tagged.tag == #"upright("\u{28}\u{41}\u{29}")"#)
    #expect(try typesetter.typst(Formula("x", display: true)).get().tag == nil)
  }

  /// The lines of `formulas.txt` as formulas.
  static let formulas: [Formula] = {
    let text = String(decoding: PackageResources.formulas_txt, as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.hasPrefix("%") }.map { line in
      Formula(String(line.first == "!" ? line.dropFirst() : line), display: line.first == "!")
    }
  }()

  @Test("what the field writes has a form in both", arguments: formulas)
  func field(_ formula: Formula) throws {
    let typesetter = MathTypesetter()
    #expect(throws: Never.self) { try typesetter.html(formula).get() }
    #expect(throws: Never.self) { try typesetter.typst(formula).get() }
  }

  @Test("no character of a formula is left that Typst could read as code", arguments: formulas)
  func escaping(_ formula: Formula) throws {
    let math = try MathTypesetter().typst(formula).get().math
    // Without escapes, classes and colours only calls of functions and lengths are left.
    var rest = math.replacing(#/\\u\{[0-9a-f]+\}/#, with: "")
      .replacing(#/class\("[a-z]+",/#, with: "class(").replacing(#/#"#[0-9a-f]+"/#, with: "")
      .replacing("\"\"", with: "")
    rest.removeAll { $0.isASCII && ($0.isLetter || $0.isNumber) || "(),;:#&.%+-".contains($0) }
    #expect(rest.allSatisfy { $0 == " " }, "\(rest)")
  }

  static let refused: [(String, Int, String)] = [
    (
      #"x + \color{chartreuse} y"#, 4,
      #"\color has no form in the PDF: the colour 'chartreuse'; write it as #rrggbb"#
    ),
    (#"a \overgroup{AB}"#, 2, #"\overgroup has no form in the PDF"#),
    (#"\not\sum"#, 0, #"\not has no form in the PDF: write the negated symbol"#),
  ]

  @Test("what has no form in Typst is named with the characters before it", arguments: refused)
  func refusal(_ tex: String, _ offset: Int, _ message: String) {
    let typesetter = MathTypesetter()
    let formula = Formula(tex, display: false)
    #expect(throws: Never.self) { try typesetter.html(formula).get() }
    #expect(typesetter.typst(formula) == .failure(FormulaError(message, offset: offset)))
  }

  @Test("rows that number themselves are refused: only labels number equations")
  func numberedRows() {
    let formula = Formula(#"\begin{align} a &= b \end{align}"#, display: true)
    let message =
      #"\begin has no form in the PDF: rows that number themselves; write aligned, and a label "#
      + "after $$"
    #expect(MathTypesetter().typst(formula) == .failure(FormulaError(message, offset: 0)))
  }

  @Test("a mistake of TeX is the same in both")
  func mistake() {
    let formula = Formula(#"x + \foo"#, display: false)
    let typesetter = MathTypesetter()
    #expect(
      typesetter.typst(formula)
        == .failure(FormulaError(#"undefined control sequence: \foo"#, offset: 4)))
  }

  @Test("a failing formula leaves the next one as it was")
  func recovery() throws {
    let typesetter = MathTypesetter()
    let formula = Formula(#"\frac{a}{b}"#, display: true)
    let before = try typesetter.typst(formula).get()
    let deep = String(repeating: #"\sqrt{"#, count: 580) + String(repeating: "}", count: 580)
    for tex in [#"\foo"#, #"\def\a{\a\a}\a"#, deep] {
      _ = typesetter.typst(Formula(tex, display: true))
      #expect(try typesetter.typst(formula).get() == before)
    }
  }
}

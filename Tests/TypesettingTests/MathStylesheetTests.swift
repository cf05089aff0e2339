import Testing
import Typesetting

@Suite("The style of formulas carries the fonts they use, and no others")
struct MathStylesheetTests {
  private func fonts(_ tex: String...) throws -> [String] {
    let typesetter = MathTypesetter()
    let formulas = try tex.map { try typesetter.html(Formula($0, display: true)).get() }
    return MathStylesheet(for: formulas).fonts.map { String($0.dropFirst("KaTeX_".count)) }
  }

  @Test("no formula, no style")
  func none() {
    #expect(MathStylesheet(for: []).css.isEmpty)
  }

  @Test("fonts follow the alphabets of the formulas")
  func alphabets() throws {
    #expect(try fonts("1 + 2") == ["Main-Regular"])
    #expect(try fonts("x^2_3") == ["Main-Regular", "Math-Italic"])
    #expect(
      try fonts(#"\mathbb{E}"#, #"\mathcal{N}"#)
        == ["AMS-Regular", "Caligraphic-Regular", "Main-Regular"])
    #expect(try fonts(#"\mathbf{1}"#) == ["Main-Bold", "Main-Regular"])
    #expect(try fonts(#"\sum_1^2"#) == ["Main-Regular", "Size2-Regular"])
    #expect(
      try fonts(#"\bigg( 1 \bigg)"#)
        == ["Main-Regular", "Size3-Regular"])
  }

  @Test("every class that KaTeX's style gives a font brings that font")
  func complete() throws {
    let css = MathStylesheet(for: ["<span class=\"katex\">"]).css
    var rules = 0
    for rule in css.split(separator: "}") {
      guard let family = rule.firstRange(of: "{font-family:KaTeX_"), !rule.contains("@font-face")
      else { continue }
      let name = rule[family.upperBound...].prefix { $0.isLetter || $0.isNumber }
      for selector in rule[..<family.lowerBound].split(separator: ",") {
        let compound = selector.split(separator: " ").last?.prefix { $0 != ">" } ?? ""
        let classes = compound.split(separator: ".").joined(separator: " ")
        let used = MathStylesheet(for: ["<span class=\"\(classes)\">"]).fonts
        #expect(used.contains { $0.hasPrefix("KaTeX_\(name)-") }, "\(selector)")
        rules += 1
      }
    }
    #expect(rules > 20)
  }

  @Test("the style refers to nothing outside itself, and is the same every time")
  func selfContained() throws {
    let html = try MathTypesetter().html(Formula(#"\mathbb{E}[x]"#, display: true)).get()
    let css = MathStylesheet(for: [html]).css
    let references = css.split(separator: "url(").dropFirst()
    #expect(references.count == 3)
    #expect(references.allSatisfy { $0.hasPrefix("data:font/woff2;base64,") })
    #expect(MathStylesheet(for: [html]).css == css)
  }
}

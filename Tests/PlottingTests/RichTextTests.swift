import Plotting
import Testing

@Suite("Typeset labels")
struct RichTextTests {
  @Test("stars slant, braces lower and raise")
  func markup() {
    let text: RichText = "*δ*_{50} = 10^{−3}"
    #expect(
      text.runs == [
        .init("δ", isItalic: true), .init("50", script: .subscripted), .init(" = 10"),
        .init("−3", script: .superscripted),
      ])
    #expect(text.plain == "δ50 = 10−3")
  }

  @Test("text from data is not markup")
  func verbatim() {
    #expect(RichText(verbatim: "z1*z2_{x}").runs == [.init("z1*z2_{x}")])
  }

  @Test("subscripts hang below the line and superscripts stand above it, both smaller")
  func setting() throws {
    let axis = Axis("*x*_{a}^{b}", scale: Scale(from: 0, to: 1))
    let scene = Scene(
      panels: [Panel(x: axis, y: Axis(scale: Scale(from: 0, to: 1)), marks: [])],
      panelHeights: [80])
    let texts = scene.drawing(measuring: EvenMeasure()).items.compactMap { item in
      if case .text(let text) = item { text } else { nil }
    }
    let base = try #require(texts.first { $0.string == "x" })
    let low = try #require(texts.first { $0.string == "a" })
    let high = try #require(texts.first { $0.string == "b" })
    #expect(base.isItalic && !low.isItalic)
    #expect(low.origin.y > base.origin.y && high.origin.y < base.origin.y)
    #expect(low.size < base.size && high.size == low.size)
    #expect(low.origin.x < high.origin.x)
  }
}

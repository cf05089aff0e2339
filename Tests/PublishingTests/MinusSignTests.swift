import Publishing
import Testing

@Suite("Minus signs and hyphens") struct MinusSignTests {
  @Test(
    "a hyphen before a number or between operands is a minus sign, one inside a word is not",
    arguments: [
      ("-0.14", "−0.14"), ("[-0.14, -0.1]", "[−0.14, −0.1]"), ("1.2e-9", "1.2e−9"),
      ("between -0.14 and -0.1", "between −0.14 and −0.1"),
      ("a.x - 2 * b.x > -1", "a.x − 2 * b.x > −1"),
      ("step-size", "step-size"), ("truncated-quad", "truncated-quad"), ("clm-1", "clm-1"),
      ("cliff[layer-2].x", "cliff[layer-2].x"), ("1-5", "1-5"), ("-∞", "−∞"), ("2 -", "2 -"),
    ])
  func signs(text: String, shown: String) { #expect(typographic(text) == shown) }
}

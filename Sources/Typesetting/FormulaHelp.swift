import Diagnostics

extension FormulaError {
  /// What would mend the formula, by the words of KaTeX's message; nil where those say it all.
  var help: String? {
    if message.hasPrefix("undefined control sequence: \\") {
      let name = String(message.dropFirst("undefined control sequence: \\".count))
      let close =
        suggestion(for: name, among: Self.commands).map { "did you mean '\\\($0)'? " } ?? ""
      return close + "formulas are LaTeX math, without packages; words go into \\text{…}"
    }
    return Self.remedies.first { message.contains($0.words) }?.help
  }

  /// Words of messages with what helps, the first that fits.
  private static let remedies: [(words: String, help: String)] = [
    ("expected 'EOF', got '}'", "remove it, or open it with '{'"),
    ("expected 'EOF', got '&'", "'&' separates columns inside \\begin{aligned} … \\end{aligned}"),
    ("expected '\\right', got", "close '\\left(' with '\\right)'; '\\right.' shows nothing"),
    ("expected '}'", "close the '{'"),
    ("expected group after '_'", "put what is lowered into braces: x_{…}"),
    ("expected group after '^'", "put what is raised into braces: x^{…}"),
    ("double superscript", "use braces: {x^2}^3"),
    ("double subscript", "use braces: {x_1}_2"),
    ("no such environment", "environments are aligned, cases, matrix, pmatrix, bmatrix, array"),
    ("too many expansions", "a macro must not stand for itself, nor for more than 1000 others"),
    ("macros stand for more", "macros that stand for less, or fewer of them"),
    ("too much memory", "less depth; or split it into several formulas"),
    ("too much work", "macros that stand for less; or split it into several formulas"),
    ("\\includegraphics is not allowed", "pictures stand outside formulas"),
    ("\\href is not allowed", "links stand outside formulas: [words](https://…)"),
    ("\\url is not allowed", "links stand outside formulas: <https://…>"),
    ("HTML extension is disabled", "a formula has no classes, styles or labels of its own"),
    ("has no form in the PDF", "write it otherwise, or put it into a div with unless=format:pdf"),
    ("no control characters", "delete the character, which an editor may not show"),
    ("the formula is longer", "split it into several"),
    ("invalid color", "colours are names or #rrggbb"),
  ]

  private static let commands = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma \
    tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega frac sqrt \
    sum prod int infty partial nabla cdot times leq geq neq approx sim propto in subset cup cap to \
    mapsto rightarrow left right langle rangle lVert rVert mathbb mathcal mathrm mathbf text hat bar \
    tilde vec dot overline underline operatorname log exp sin cos min max sup inf lim begin end quad
    """.split(separator: " ").map(String.init)
}

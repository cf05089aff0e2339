/// A text as LaTeX, safe wherever words may stand.
///
/// What pdfTeX's fonts lack is set in mathematics: Greek, minus signs, raised and lowered digits.
/// Other letters stay as they are: LaTeX reads UTF-8.
func teXText(_ text: some StringProtocol) -> String {
  var teX = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": teX += "\\textbackslash{}"
    case "{", "}", "$", "&", "#", "%", "_": teX += "\\" + String(scalar)
    case "~": teX += "\\textasciitilde{}"
    case "^": teX += "\\textasciicircum{}"
    case "<", ">", "|": teX += "\\ensuremath{\(scalar)}"
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}": teX += " "
    default:
      if let mathematics = mathematics[scalar] {
        teX += "\\ensuremath{\(mathematics)}"
      } else {
        teX.unicodeScalars.append(scalar)
      }
    }
  }
  return teX
}

private let mathematics: [Unicode.Scalar: String] = {
  var table: [Unicode.Scalar: String] = [
    "−": "-", "∞": "\\infty", "×": "\\times", "±": "\\pm", "≤": "\\le", "≥": "\\ge",
    "→": "\\to", "‖": "\\|", "∗": "\\ast", "·": "\\cdot", "⟨": "\\langle", "⟩": "\\rangle",
    "²": "^{2}", "³": "^{3}", "¹": "^{1}", "⁻": "^{-}", "ₘ": "_{m}", "ₐ": "_{a}", "ₓ": "_{x}",
    "ᵢ": "_{i}", "ₙ": "_{n}", "ᵗ": "^{t}", "√": "\\surd",
  ]
  let digits = "₀₁₂₃₄₅₆₇₈₉".unicodeScalars
  for (index, digit) in digits.enumerated() { table[digit] = "_{\(index)}" }
  let greek: [(Unicode.Scalar, String)] = [
    ("α", "alpha"), ("β", "beta"), ("γ", "gamma"), ("δ", "delta"), ("ε", "varepsilon"),
    ("ζ", "zeta"), ("η", "eta"), ("θ", "theta"), ("κ", "kappa"), ("λ", "lambda"), ("μ", "mu"),
    ("ν", "nu"), ("ξ", "xi"), ("π", "pi"), ("ρ", "rho"), ("σ", "sigma"), ("τ", "tau"),
    ("φ", "varphi"), ("χ", "chi"), ("ψ", "psi"), ("ω", "omega"), ("Γ", "Gamma"), ("Δ", "Delta"),
    ("Θ", "Theta"), ("Λ", "Lambda"), ("Ξ", "Xi"), ("Π", "Pi"), ("Σ", "Sigma"), ("Φ", "Phi"),
    ("Ψ", "Psi"), ("Ω", "Omega"),
  ]
  for (letter, name) in greek { table[letter] = "\\" + name }
  return table
}()

import Claims
import Weaving

extension TypstWriter {
  /// A claim in its place.
  mutating func claim(_ claim: WovenClaim) -> String {
    var strips: [String] = []
    for comparison in claim.comparisons.prefix(12) {
      let picture = comparison.scene.map { scene -> String in
        let file = file(Array(drawing(scene).utf8), ending: "svg")
        return "image(\(typstString(file)), alt: \(typstString(comparison.altText)))"
      }
      let verdict = claim.isAsked(by: comparison) ? nil : mark(comparison.verdict)
      let text = claim.newWords(of: comparison).map { "#mono-text(\(typstString($0)))" }
      let words = [
        verdict, typstText(typographic(comparison.value)),
        "#interval[\(typstText(typographic(comparison.interval)))]", text,
      ].compactMap { $0 }.joined(separator: " ")
      strips.append("#strip(\(picture ?? "none"), [\(words)])")
    }
    let quantities = claim.quantities.map { quantity in
      "[#mono-text(\(typstString(quantity.name)))], [\(typstText(typographic(quantity.value)))], "
        + "[#interval[\(typstText(typographic(quantity.interval)))]], "
        + "[\(typstSymbols(quantity.basis))],"
    }
    let ledger = claim.ledger.map { row in
      let role = row.control.map { "control, \($0)" } ?? "claim"
      let words = [
        "\(row.experiment) \(row.name)", role, row.seeds, "\(row.planned)", "\(row.finished)",
        "\(row.diverged)", "\(row.failed)",
      ]
      return words.map { "[\(typstText($0))]," }.joined(separator: " ")
    }
    let remarks = (claim.remarks + claim.lost.prefix(40)).map { "#remark[\(typstSymbols($0))]" }
    let title =
      "#strong[\(typstText("Claim\u{A0}\(claim.number)"))]#h(0.6em)\(mark(claim.verdict))"
    let says = inlines(claim.says)
    return """
      #claim([\(title)], \(typstString(claim.verdict.rawValue)))[
      #block(sticky: true)[\(says)]
      #block(sticky: true, par(justify: false, mono-text(\(typstString(claim.predicate)))))
      \(strips.joined(separator: "\n"))
      \(remarks.joined(separator: "\n"))
      #block(sticky: true, above: 0.9em, text(size: 8.5pt, fill: quiet)[\(typstText(claim.basis))])
      #fitted(table(columns: 4, align: (left, right, left, left),
        top-rule, table.header([quantity], [estimate], [\(typstText("bounds, each at \(percent(claim.level))"))], [from]), mid-rule,
        \(quantities.joined(separator: "\n  "))
        top-rule))
      #fitted(table(columns: 7, align: (left, left, left, right, right, right, right),
        top-rule, table.header([runs of], [for], [seeds], [planned], [finished], [diverged], [failed]), mid-rule,
        \(ledger.joined(separator: "\n  "))
        top-rule))
      ]\(place(claim.label))
      """
  }

  private func mark(_ verdict: Verdict, words: String? = nil) -> String {
    "#verdict(\(typstString(verdict.rawValue)), [\(typstText(verdict.sign))], "
      + "[\(typstText(words ?? verdict.words))])"
  }

  /// Every verdict of the report at its beginning; nothing without claims.
  mutating func verdicts() -> String {
    let claims = report.claims
    guard !claims.isEmpty else { return "" }
    func number(_ claim: WovenClaim) -> String {
      claim.label.map { "#link(\(typstLabel($0)))[\(claim.number)]" } ?? "\(claim.number)"
    }
    let items = claims.doubtfulFirst.filter { $0.verdict != .holds }.map { claim in
      let words = inlines(claim.says.filter { !$0.isFootnote })
      let facts = typstText(claim.facts.joined(separator: " · "))
      return "  (\(mark(claim.verdict).dropFirst()), [\(number(claim))\\. \(words)], "
        + "\(typstString(claim.predicate)), [\(facts)]),"
    }
    let title = "\(claims.count.ofClaims): \(claims.counts)"
    let numbers = claims.held.map(number)
    let held =
      numbers.isEmpty
      ? "none"
      : "[\(mark(.holds, words: claims.heldWords)): \(numbers.joined(separator: ", "))]"
    return """
      #verdicts([\(typstText(title))], (
      \(items.joined(separator: "\n"))
      ), \(held), [\(typstText(claims.statement + " To judge them anew: "))#mono-text(\(typstString(report.verification)))])
      """
  }
}

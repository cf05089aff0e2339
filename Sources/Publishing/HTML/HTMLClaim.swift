import Claims
import Templates
import Weaving

extension HTMLWriter {
  private static let magnification = 1.25

  /// A claim in its place: words, verdict, what was compared, and the seeds behind it.
  mutating func claim(_ claim: WovenClaim) -> String {
    let id = claimID(claim)
    let words = withoutSidenotes { $0.inlines(claim.says) }
    let number = element("a", ["class": "number", "href": "#" + id], "Claim\u{A0}\(claim.number)")
    let heading = element(
      "p", ["class": "claim-title"], number + " " + mark(claim.verdict))
    let strips = claim.comparisons.prefix(12).map { strip($0, of: claim) }.joined(separator: "\n")
    let left = claim.comparisons.count - 12
    let more =
      left > 0
      ? element("p", ["class": "method"], "and \(left) more comparison\(left == 1 ? "" : "s")") : ""
    let remarks = claim.remarks.map { element("p", ["class": "remark"], symbols($0)) }
    let parts = [
      heading, element("p", ["class": "says"], words),
      element("p", ["class": "predicate"], element("code", [:], escaped(claim.predicate))),
      element("div", ["class": "strips"], strips), more,
    ]
    return element(
      "section",
      [
        "class": "claim \(claim.verdict.rawValue)", "id": id,
        "aria-label": "Claim \(claim.number) \(claim.verdict.words)",
      ],
      (parts + remarks + [evidence(claim)]).filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  func claimID(_ claim: WovenClaim) -> String { claim.label ?? "claim:\(claim.number)" }

  /// A sign and a word: never colour alone.
  func mark(_ verdict: Verdict, words: String? = nil) -> String {
    let sign = element("span", ["class": "sign", "aria-hidden": "true"], verdict.sign)
    return element(
      "span", ["class": "verdict \(verdict.rawValue)"], sign + " " + (words ?? verdict.words))
  }

  private func strip(_ comparison: WovenClaim.Comparison, of claim: WovenClaim) -> String {
    var image = ""
    if let scene = comparison.scene {
      let svg = drawing(scene)
      if let size = SVGSize(svg) {
        image = openTag(
          "img",
          [
            "src": DataURI.svg(svg), "alt": comparison.altText,
            "width": String(Int((size.width * Self.magnification).rounded())),
            "height": String(Int((size.height * Self.magnification).rounded())),
            "decoding": "async",
          ])
      }
    }
    let number = element("span", ["class": "estimate"], escaped(typographic(comparison.value)))
    let interval = element("span", ["class": "interval"], escaped(typographic(comparison.interval)))
    let verdict = claim.isAsked(by: comparison) ? nil : mark(comparison.verdict)
    let text = claim.newWords(of: comparison).map { element("code", [:], escaped($0)) }
    let words = [verdict, number, interval, text].compactMap { $0 }.joined(separator: " ")
    return element("div", ["class": "strip"], image + element("p", [:], words))
  }

  /// The numbers and seeds behind a verdict, folded.
  private func evidence(_ claim: WovenClaim) -> String {
    let quantities = claim.quantities.map { quantity in
      element("th", ["scope": "row"], element("code", [:], escaped(quantity.name)))
        + element("td", ["class": "number"], escaped(typographic(quantity.value)))
        + element("td", ["class": "interval"], escaped(typographic(quantity.interval)))
        + element("td", [:], symbols(quantity.basis))
    }
    let ledger = claim.ledger.map { row in
      let role = row.control.map { "control, \($0)" } ?? "claim"
      return element("th", ["scope": "row"], escaped("\(row.experiment) \(row.name)"))
        + element("td", [:], escaped(role)) + element("td", [:], escaped(row.seeds))
        + [row.planned, row.finished, row.diverged, row.failed].map {
          element("td", ["class": "number"], String($0))
        }.joined()
    }
    let lost = claim.lost.prefix(40).map { element("li", [:], escaped($0)) }
    let more = claim.lost.count > 40 ? element("li", [:], "and \(claim.lost.count - 40) more") : ""
    let body =
      scrolling(
        "Quantities of claim \(claim.number)",
        plainTable(
          ["quantity", "estimate", "bounds, each at \(percent(claim.level))", "from"], quantities))
      + scrolling(
        "Runs of claim \(claim.number)",
        plainTable(
          ["runs of", "for", "seeds", "planned", "finished", "diverged", "failed"], ledger))
      + (lost.isEmpty ? "" : element("ul", [:], lost.joined() + more))
    return element(
      "details", [:], element("summary", [:], escaped(claim.basis)) + body)
  }

  private func plainTable(_ head: [String], _ rows: [String]) -> String {
    element(
      "table", [:],
      element(
        "thead", [:],
        element("tr", [:], head.map { element("th", ["scope": "col"], escaped($0)) }.joined()))
        + element("tbody", [:], rows.map { element("tr", [:], $0) }.joined(separator: "\n")))
  }
}

extension Verdict {
  var sign: String {
    switch self {
    case .holds: "✓"
    case .refuted: "✗"
    case .inconclusive: "?"
    }
  }

  var words: String { rawValue }
}

extension Int {
  /// `1 claim`, `3 claims`
  var ofClaims: String { self == 1 ? "1 claim" : "\(self) claims" }
}

extension WovenClaim {
  /// Over what is behind the verdict.
  var basis: String {
    let seeds = seedsPlanned > 0 ? ": \(seedsUsed) of \(seedsPlanned) seeds" : ""
    return "Evidence\(seeds), judged at \(percent(level))"
  }

  /// Whether the verdict on the claim is that of this comparison, so that it need not be said twice.
  func isAsked(by comparison: Comparison) -> Bool {
    comparisons.count == 1 && comparison.verdict == verdict
  }
}

/// `99 %`
func percent(_ level: Double) -> String {
  let tenths = Int((level * 1000).rounded())
  return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
}

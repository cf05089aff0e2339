import Claims
import Weaving

extension HTMLWriter {
  /// Every verdict of the report at its beginning: the counts, then what does not hold, and folded
  /// what does, so that the text is near. Nothing without claims.
  mutating func verdicts() -> String {
    let claims = report.claims
    guard !claims.isEmpty else { return "" }
    var parts = [
      element("p", ["class": "counts"], escaped("\(claims.count.ofClaims): \(claims.counts)"))
    ]
    let doubtful = claims.doubtfulFirst.filter { $0.verdict != .holds }
    if !doubtful.isEmpty {
      let items = doubtful.map { verdict($0, lead: mark($0.verdict)) }
      parts.append(element("ol", [:], "\n" + items.joined(separator: "\n") + "\n"))
    }
    let items = claims.held.map { verdict($0, lead: nil) }
    if !items.isEmpty {
      parts.append(
        element(
          "details", ["class": "held"],
          element("summary", [:], mark(.holds, words: claims.heldWords))
            + element("ol", [:], "\n" + items.joined(separator: "\n") + "\n")))
    }
    parts.append(
      element(
        "p", ["class": "method"],
        escaped(claims.statement) + " To judge them anew: "
          + element("code", [:], escaped(report.verification))))
    return element("section", ["class": "verdicts", "aria-label": "Verdicts"], parts.joined())
  }

  /// A claim in words, which lead to its place, and in a line what decided it.
  ///
  /// - Parameter lead: the verdict, where the list does not say it for all.
  private mutating func verdict(_ claim: WovenClaim, lead: String?) -> String {
    let words = withoutSidenotes { writer in
      var quiet = writer
      quiet.mayHaveSidenotes = false
      return quiet.inlines(claim.says.filter { !$0.isFootnote }, inLink: true)
    }
    let link = element(
      "a", ["href": "#" + claimID(claim)],
      element("span", ["class": "number"], "\(claim.number)") + " " + words)
    let facts = claim.facts.map { element("span", [:], escaped($0)) }
    return element(
      "li", ["class": claim.verdict.rawValue],
      (lead ?? "")
        + element(
          "div", [:],
          element("p", ["class": "says"], link)
            + element("p", ["class": "predicate"], element("code", [:], escaped(claim.predicate)))
            + element("p", ["class": "facts"], facts.joined(separator: " "))))
  }
}

import Directives

/// What a `claim` takes.
enum ClaimDirective {
  static let says = Option.single(
    "says", .text("Markdown text"), default: nil, help: "The claim in words."
  ).readingParameters
  static let holds = Option.single(
    "holds", .text("a statement about quantities"), default: nil,
    help: """
      The claim as a statement: comparisons (<, <=, >, >=) of numbers and quantities such as \
      cliff.gelu.delta50, with + - * / ^, abs, exp, log, sqrt, min and max; within(a, b, rel=0.2) or \
      within(a, b, abs=0.2); increasing(a, b, …) or increasing(label.quantity) along the one axis \
      left open, and decreasing; joined by and, or, not. Along an open axis, names included, there are \
      also mean(label.quantity) and rank_correlation(label.quantity, label.quantity), Kendall's τ.
      """
  ).readingParameters
  static let level = Option.single(
    "level", .number(from: 0.8, to: 0.999), default: 0.99,
    help: """
      How sure a verdict must be: that it is wrong has probability 1 − level at most, for this claim \
      by itself.
      """)
  static let control = Option<OptionTree?>.unread(
    "control", shape: .mapping,
    expectation: "options of the same experiment, {labels: permuted}, or a statement about others",
    help: """
      A run on which the effect must be absent. Options make the claim's experiments again with \
      these in place of theirs; a statement names other experiments itself. Where the control holds \
      too, the claim does not count as holding.
      """
  ).readingParameters

  static let declaration = Declaration(
    name: "claim",
    summary: """
      Judges a statement over seeds: it holds, is refuted, or is inconclusive. Means are compared by \
      Student's t, pair by pair where seeds are shared, and where every value was positive by that of \
      lognormal values too; fractions by exact binomial bounds; δ_50 by the penalised likelihood ratio \
      of its logistic curve. Bounds are cut to what a quantity can be at all: an overlap lies between 0 \
      and 1, a risk is not negative. `scarp verify` prints the verdicts.
      """,
    options: [says, holds, level, control])
}

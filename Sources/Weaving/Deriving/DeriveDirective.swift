import Directives

/// Names a quantity that is computed from others.
enum DeriveDirective {
  static let value = Option.single(
    "value", .text("an expression of quantities"), default: nil,
    help: """
      Numbers and quantities such as label.quantity with + - * / ^, abs, exp, log, sqrt, min, max; \
      along the one axis left open mean(label.quantity) and rank_correlation(label.quantity, \
      label.quantity), Kendall's τ. Other axes that it leaves open make it a quantity along them, with one value wherever all its parts \
      have one. Its interval rests on the seeds that its quantities share; without a joint law it \
      is made of their intervals, each at its part of the level.
      """
  ).readingParameters
  static let title = Option.single(
    "title", .text(), default: "", help: "The head of its column in a table; its label if empty.")

  static let declaration = Declaration(
    name: "derive",
    summary: """
      Names a new quantity by its label, {derive #ratio}: in the text `{value} ratio :.2f±` between \
      backticks, in a table a column, in claims and further derivations a quantity like any other.
      """,
    options: [value, title])
}

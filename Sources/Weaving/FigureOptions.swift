import Directives

/// The options every figure has, beside its own.
enum FigureOptions {
  static let of = Option.single(
    "of", .text("the label of an experiment"), default: nil,
    help: "The experiment to show, by the label in its braces: `{experiment #cliff}` is cliff.")
  static let caption = Option.single(
    "caption", .text("Markdown text"), default: "", help: "What to see, as Markdown."
  ).readingParameters
  static let alt = Option.single(
    "alt", .text(), default: "",
    help: "What the figure shows, for those who cannot see it; made from the data if absent."
  ).readingParameters

  static func show(_ names: [String]) -> Option<String> {
    Option.single(
      "show", .word(names), default: nil,
      help: "The kind of figure: `scarp list figures` shows them.")
  }

  static func all(shows names: [String]) -> [any AnyOption] { [show(names), of, caption, alt] }
}

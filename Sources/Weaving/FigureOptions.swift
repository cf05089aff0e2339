import Directives
import Plotting

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

  static let size = Option.single(
    "size", .word(["auto"] + Scene.Width.printed.map(\.rawValue)), default: "auto",
    help: """
      The physical width, for papers: single is a column of 8.6 cm, double 17.8 cm, page a whole \
      page of up to 17.8 × 19 cm; auto is what the panels need. Text keeps its size.
      """)

  static func show(_ names: [String]) -> Option<String> {
    Option.single(
      "show", .word(names), default: nil,
      help: "The kind of figure: `scarp list figures` shows them.")
  }

  static func all(shows names: [String]) -> [any AnyOption] {
    [show(names), of, caption, alt, size]
  }
}

import Directives

/// The author's own points on a figure.
enum OverlayDirective {
  static let on = Option.single(
    "on", .text("the label of a figure"), default: nil,
    help: "The figure that gets the points, by the label in its braces.")
  static let file = Option.single(
    "file", .text("a path beside the template"), default: nil,
    help: "Comma-separated values whose first line names the columns.")
  static let x = Option.single(
    "x", .text("the name of a column"), default: nil, help: "Column of the places along x.")
  static let y = Option.single(
    "y", .text("the name of a column"), default: nil, help: "Column of the places along y.")
  static let error = Option.single(
    "error", .text("the name of a column"), default: "",
    help: "Column of errors: a bar reaches so far below and above; an empty cell has none.")
  static let label = Option.single(
    "label", .text(), default: "", help: "Name in the legend; the file's if absent.")
  static let panel = Option.single(
    "panel", .word("abcdefghijklmnopqrstuvwxyz".map(String.init)), default: "a",
    help: "The panel, by its letter.")

  static let declaration = Declaration(
    name: "overlay",
    summary: """
      Draws points from a CSV file on a figure, in the units of its axes. They change no result.
      """,
    options: [on, file, x, y, error, label, panel])
}

import Directives

/// Puts the blocks of another file in its place.
enum IncludeDirective {
  static let file = Option.single(
    "file", .text("a path relative to this file, inside the template's folder"), default: nil,
    help: """
      A file of Markdown and directives, relative to the file that includes it. It has no front \
      matter; its paths are relative to itself, its footnotes its own, its labels the template's.
      """)

  static let declaration = Declaration(
    name: "include",
    summary: """
      Puts another file in its place, as if its text stood there. Inside a div whose condition does \
      not hold the file is not even read.
      """,
    options: [file])
}

import Diagnostics

/// What a browser is told beside the page itself.
package struct PreviewState: Sendable, Equatable, Encodable {
  /// Work under way on a new page.
  package struct Computing: Sendable, Equatable, Encodable {
    package var finished: Int
    package var runs: Int
    /// In words, such as `12 s`; nil while nothing is known.
    package var left: String?

    package init(finished: Int, runs: Int, left: String?) {
      self.finished = finished
      self.runs = runs
      self.left = left
    }
  }

  /// Counts the pages shown; 0 before the first.
  package var page = 0
  package var computing: Computing?
  /// What is wrong with the template as it was last saved, in order of place.
  package var messages: [PreviewMessage] = []
  /// How the template is called.
  package let template: String

  package init(template: String) { self.template = template }
}

/// A diagnostic with the line of the source it is about.
package struct PreviewMessage: Sendable, Equatable, Encodable {
  struct Line: Sendable, Equatable, Encodable {
    let number: Int
    let text: String
    /// Cells before the marked stretch, and its cells.
    let indent: Int
    let width: Int
  }

  struct Related: Sendable, Equatable, Encodable {
    let place: String
    let text: String
  }

  let severity: String
  /// `file:line:column`.
  let place: String?
  let text: String
  let help: String?
  let line: Line?
  let related: [Related]

  package init(_ diagnostic: Diagnostic, in sources: [SourceText]) {
    severity = diagnostic.severity.rawValue
    place = diagnostic.location?.description
    text = diagnostic.message
    help = diagnostic.help
    let source = sources.last { $0.name == diagnostic.location?.file }
    line = diagnostic.location.flatMap { place in
      source.flatMap { Excerpt(of: $0, at: place, length: diagnostic.length) }
    }.map { Line(number: $0.line, text: $0.text, indent: $0.indent, width: $0.width) }
    related = diagnostic.related.map {
      Related(place: $0.location.description, text: $0.message)
    }
  }
}

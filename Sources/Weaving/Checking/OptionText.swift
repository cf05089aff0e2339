import Diagnostics
import Directives
import Templates

extension PositionedText {
  /// The text of an option, every character where it was written.
  ///
  /// - Parameter start: of a text that was not written.
  init(_ arguments: Arguments, _ option: Option<String>, else start: SourceLocation) {
    let text = arguments[option]
    let places = arguments.places(of: option)
    if places.count == text.count + 1 {
      self.init(text, places: places)
    } else {
      let place = arguments.location(of: option) ?? start
      self.init(text, file: place.file, line: place.line, column: place.column)
    }
  }
}

import Diagnostics
import Expressions
import Templates

extension CheckPass {
  /// Where the characters of an option's text stand, by their offsets.
  func places(in text: String, at location: SourceLocation) -> (Int) -> SourceLocation {
    guard let source = source(of: location) else { return { _ in location } }
    return { source.location(offset: $0, ofScalar: text, at: location) }
  }

  /// The template or included file in which a place is; nil for another file, such as scarp.yml.
  func source(of place: SourceLocation) -> SourceText? {
    ([template.source] + template.included).first { $0.name == place.file }
  }

  /// With the values of parameters in their place.
  ///
  /// - Throws: names of no parameter, and values that are no number.
  func withParameters(
    _ written: Expression, at place: (Int) -> SourceLocation
  ) throws(Diagnostic) -> Expression {
    try written.replacingParameters { name, range throws(Diagnostic) in
      if parameters.faulty.contains(name) { return 0 }
      let value = try parameters.entry(name, at: place(range.lowerBound)).value
      guard let number = value.number else {
        throw Diagnostic(
          at: place(range.lowerBound), length: range.count,
          "parameter '\(name)' is no number: '\(value.text)'")
      }
      return number
    }
  }
}

extension String {
  /// On one line, the texts of parameters in the place of `` `{param} name` ``.
  func filled(with parameters: [String: String]) -> String {
    var result = ""
    var rest = self[...]
    while let open = rest.firstRange(of: "`{param}"),
      let close = rest[open.upperBound...].firstIndex(of: "`")
    {
      let name = rest[open.upperBound..<close].trimmed
      result += rest[..<open.lowerBound] + (parameters[name] ?? name)
      rest = rest[rest.index(after: close)...]
    }
    return (result + rest).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

import Diagnostics
import Templates

/// An entry of a bibliography as it is written: TeX in its fields is not read yet.
public struct BibTeXEntry: Sendable, Equatable {
  /// In lower case: `article`.
  public let kind: String
  public let key: String
  /// Of the `@`.
  public let location: SourceLocation
  /// By name in lower case.
  var fields: [String: PositionedText]

  /// A field that is there and not blank.
  subscript(name: String) -> PositionedText? {
    fields[name].flatMap { $0.text.allSatisfy(\.isWhitespace) ? nil : $0 }
  }

  /// The first of some fields that is there.
  func first(_ names: String...) -> PositionedText? {
    for name in names {
      if let field = self[name] { return field }
    }
    return nil
  }
}

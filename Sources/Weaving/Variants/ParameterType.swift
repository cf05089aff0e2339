import Diagnostics
import Directives

/// What the values of a parameter are.
struct ParameterType: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case number, integer, text, flag, list
  }

  let kind: Kind
  /// Reads one value, or one item of a list, to its canonical text.
  private let element: ValueType<String>

  /// - Parameters:
  ///   - items: the kind of a list's items.
  ///   - choices: the values allowed; all if empty.
  init(
    _ kind: Kind, items: Kind = .text, low: Double? = nil, high: Double? = nil,
    choices: [String] = []
  ) {
    self.kind = kind
    let any: ValueType<String> =
      switch kind == .list ? items : kind {
      case .number: .texts(of: .number(from: low, to: high))
      case .integer: .texts(of: .whole(from: low, to: high))
      case .flag: .texts(of: .flag)
      case .text, .list: .text()
      }
    guard !choices.isEmpty else {
      element = any
      return
    }
    element = ValueType(
      expectation: "one of \(choices.joined(separator: ", "))", allowed: choices
    ) { text in
      guard case .value(let canonical) = any.read(text), choices.contains(canonical) else {
        return .misread(nil)
      }
      return .value(canonical)
    } text: {
      $0
    }
  }

  /// The kind that a default shows: `true` is a flag, `1e3` a number, `quad` a text.
  static func kind(of tree: OptionTree) -> Kind {
    switch tree.content {
    case .list: .list
    case .scalar("true"), .scalar("false"): .flag
    case .scalar(let text): Double(text)?.isFinite == true ? .number : .text
    case .mapping: .text
    }
  }

  /// The kind that all items of a list share.
  static func itemKind(of tree: OptionTree) -> Kind {
    guard case .list(let items) = tree.content, !items.isEmpty,
      items.allSatisfy({ kind(of: $0) == .number })
    else { return .text }
    return .number
  }

  /// - Parameter name: how mistakes call what is read.
  func value(of tree: OptionTree, named name: String) -> Result<ParameterValue, Diagnostics> {
    let isNumber = kind == .number || kind == .integer
    if kind == .list {
      return Option.list(name, element, default: nil, help: "").value(of: tree)
        .map { ParameterValue(texts: $0, isList: true, isNumber: false) }
    }
    return Option.single(name, element, default: nil, help: "").value(of: tree)
      .map { ParameterValue(texts: [$0], isList: false, isNumber: isNumber) }
  }

  /// A value from a command line, where `a,b` is a list.
  func value(ofArgument text: String, named name: String) -> Result<ParameterValue, Diagnostics> {
    guard kind == .list else { return value(of: OptionTree(.scalar(text)), named: name) }
    let items = text.split(separator: ",", omittingEmptySubsequences: text.isEmpty)
    return value(
      of: OptionTree(.list(items.map { OptionTree(.scalar(String($0))) })), named: name)
  }

  var expectation: String { kind == .list ? "a list" : element.expectation }
}

/// A value of a parameter.
struct ParameterValue: Sendable, Equatable {
  /// Canonical texts: one, or a list's.
  let texts: [String]
  let isList: Bool
  let isNumber: Bool

  var text: String { texts.joined(separator: ", ") }
  var number: Double? { isNumber ? Double(text) : nil }

  /// In the place of a use of the parameter.
  func tree(at location: SourceLocation?) -> OptionTree {
    let items = texts.map { OptionTree(.scalar($0), at: location) }
    return isList ? OptionTree(.list(items), at: location) : items[0]
  }
}

extension ValueType where Value == String {
  /// The canonical texts of a type's values.
  fileprivate static func texts<Other>(of type: ValueType<Other>) -> ValueType<String> {
    ValueType(expectation: type.expectation, allowed: type.allowed) { text in
      switch type.read(text) {
      case .value(let value): .value(type.text(value))
      case .misread(let reason, _): .misread(reason)
      }
    } text: {
      $0
    }
  }
}

extension ValueType where Value == Double {
  /// A whole number within bounds that may be absent.
  fileprivate static func whole(from low: Double?, to high: Double?) -> ValueType<Double> {
    let bounded = ValueType.number(from: low, to: high)
    let expectation = "a whole number" + bounded.expectation.dropFirst("a number".count)
    return ValueType(expectation: expectation) { text in
      switch bounded.read(text) {
      case .value(let value): value == value.rounded() ? .value(value) : .misread(nil)
      case .misread(let reason, _): .misread(reason)
      }
    } text: {
      canonical($0)
    }
  }
}

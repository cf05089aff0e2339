import Diagnostics

extension ValueType {
  /// Reads a scalar node; the message names the option, the text and what is allowed.
  func scalar(_ tree: OptionTree, option: String) -> Result<Value, Diagnostics> {
    let help =
      allowed.isEmpty
      ? "\(option) is \(expectation)"
      : helpNaming(tree.scalar ?? "", among: allowed, noun: option)
    guard let text = tree.scalar else {
      return .failure(
        Diagnostics([
          Diagnostic(
            at: tree.location, "\(option): \(tree.kind) is not one value",
            help: help)
        ]))
    }
    switch read(text) {
    case .value(let value): return .success(value)
    case .misread(let reason, let offset):
      let wanted = allowed.isEmpty ? expectation : "a known value"
      let message = reason ?? (text.isEmpty ? "a value is missing" : "'\(text)' is not \(wanted)")
      return .failure(
        Diagnostics([
          Diagnostic(at: tree.place(offset: offset), "\(option): \(message)", help: help)
        ]))
    }
  }

  /// Reads every item, collecting all mistakes.
  func items(_ trees: [OptionTree], option: String) -> Result<[Value], Diagnostics> {
    var values: [Value] = []
    var mistakes: [Diagnostic] = []
    for tree in trees {
      switch scalar(tree, option: option) {
      case .success(let value): values.append(value)
      case .failure(let diagnostics): mistakes += diagnostics.all
      }
    }
    return mistakes.isEmpty ? .success(values) : .failure(Diagnostics(mistakes))
  }
}

extension Option {
  /// Exactly one value; required if `defaultValue` is nil.
  public static func single(
    _ name: String, _ type: ValueType<Value>, default defaultValue: Value?, help: String
  ) -> Option {
    Option(
      name: name, help: help, defaultValue: defaultValue, shape: .single,
      expectation: type.expectation, allowed: type.allowed, form: type.form,
      read: { type.scalar($0, option: name) }, text: type.text)
  }

  /// One value or a list of them.
  public static func list<Element>(
    _ name: String, _ type: ValueType<Element>, default defaultValue: [Element]?, help: String
  ) -> Option where Value == [Element] {
    Option(
      name: name, help: help, defaultValue: defaultValue, shape: .list,
      expectation: "\(type.expectation), or a list of them", allowed: type.allowed, form: type.form,
      read: { tree in
        if case .list(let trees) = tree.content { return type.items(trees, option: name) }
        return type.items([tree], option: name)
      },
      text: { "[\($0.map(type.text).joined(separator: ", "))]" })
  }

  /// Numbers that do not span a grid: one, a list, `{from, to, step}` or `from:to:step`.
  public static func numericList<Element>(
    _ name: String, _ type: ValueType<Element>, default defaultValue: [Element]?, help: String
  ) -> Option where Value == [Element] {
    Option(
      name: name, help: help, defaultValue: defaultValue, shape: .list,
      expectation: "\(type.expectation), or several", allowed: type.allowed, form: type.form,
      read: { numbers(of: $0, type: type, option: name) },
      text: { "[\($0.map(type.text).joined(separator: ", "))]" })
  }

  /// One value or a list; several span the grid.
  public static func axis<Element>(
    _ name: String, _ type: ValueType<Element>, default defaultValue: Element, help: String
  ) -> Option where Value == [Element] {
    axis(name, type, default: [defaultValue], help: help) { tree in
      if case .list(let trees) = tree.content { return type.items(trees, option: name) }
      return type.items([tree], option: name)
    }
  }

  /// Numbers along an axis: one, a list, `{from, to, step}` or `from:to:step`.
  public static func numericAxis<Element>(
    _ name: String, _ type: ValueType<Element>, default defaultValue: [Element], help: String
  ) -> Option where Value == [Element] {
    axis(name, type, default: defaultValue, help: help) { tree in
      numbers(of: tree, type: type, option: name)
    }
  }

  private static func axis<Element>(
    _ name: String, _ type: ValueType<Element>, default defaultValue: [Element], help: String,
    read: @escaping @Sendable (OptionTree) -> Result<[Element], Diagnostics>
  ) -> Option where Value == [Element] {
    Option(
      name: name, help: help, defaultValue: defaultValue, shape: .axis,
      expectation: "\(type.expectation), or several", allowed: type.allowed, form: type.form,
      read: { tree in
        read(tree).flatMap { values in
          if values.isEmpty {
            return .failure(
              Diagnostics([
                Diagnostic(
                  at: tree.location, "\(name): the list is empty",
                  help: "list a value, or leave '\(name)' out")
              ]))
          }
          var seen: Set<String> = []
          guard let twice = values.firstIndex(where: { !seen.insert(type.text($0)).inserted })
          else {
            return .success(values)
          }
          var place = tree.location
          if case .list(let items) = tree.content, items.count == values.count {
            place = items[twice].location
          }
          return .failure(
            Diagnostics([
              Diagnostic(
                at: place, "\(name): \(type.text(values[twice])) is listed twice",
                help: "list each value once")
            ]))
        }
      },
      text: { $0.count == 1 ? type.text($0[0]) : "[\($0.map(type.text).joined(separator: ", "))]" })
  }
}

extension Option where Value == OptionTree? {
  /// What is written, to be read where its type is known; nil if absent.
  public static func unread(
    _ name: String, shape: OptionShape = .single, expectation: String = "any value", help: String
  ) -> Option {
    Option(
      name: name, help: help, defaultValue: .some(nil), shape: shape, expectation: expectation,
      allowed: [], read: { .success($0) }, text: { $0?.scalar ?? "" })
  }
}

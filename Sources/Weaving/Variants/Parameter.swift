import Diagnostics
import Directives
import Templates

/// What one entry of `params` declares: a name with a typed value that options and text can use.
struct Parameter: Sendable {
  let name: String
  /// Of its name in the front matter.
  let location: SourceLocation?
  let type: ParameterType
  let help: String
  let standard: ParameterValue
  /// Of these every student has one; empty where the value does not depend on the student.
  let variants: [ParameterValue]

  /// Who a variant is for; `-P student:ID`.
  static let student = "student"

  /// A parameter that a template has because others are chosen by it.
  static let studentDeclaration = Parameter(
    name: student, location: nil, type: ParameterType(.text), help: "Who the variant is for.",
    standard: ParameterValue(texts: [""], isList: false, isNumber: false), variants: [])
}

extension Parameter {
  private static let standardOption = Option<OptionTree?>.unread(
    "default", help: "The value unless another is given.")
  private static let kind = Option.single(
    "type", .word(ParameterType.Kind.allCases.map(\.rawValue)), default: "",
    help: "What values are; that of the default if absent.")
  private static let choices = Option.list(
    "choices", .text("a value"), default: [], help: "The values allowed.")
  private static let low = Option<Double?>.bound("min", help: "The least number allowed.")
  private static let high = Option<Double?>.bound("max", help: "The greatest number allowed.")
  private static let helpOption = Option.single(
    "help", .text(), default: "", help: "What it is, for those who set it.")
  private static let choose = Option.list(
    "choose", .text("a value"), default: [],
    help: "Values of which every student has one; the first for a rendering without a student.")
  private static let by = Option.single(
    "by", .word([student]), default: student, help: "What the choice depends on.")

  private static func declaration(_ name: String) -> Declaration {
    Declaration(
      name: "parameter '\(name)'", summary: "",
      options: [standardOption, kind, choices, low, high, helpOption, choose, by])
  }

  /// - Throws: every mistake of the entry.
  init(_ entry: OptionTree.Entry) throws(Diagnostics) {
    name = entry.name
    location = entry.nameLocation
    guard isLabel(name) else {
      throw Diagnostics([
        Diagnostic(
          at: location, "'\(name)' cannot be the name of a parameter",
          help: "a name is a letter, then letters, digits, '-' or '_'")
      ])
    }
    guard case .mapping = entry.value.content else {
      let kind = ParameterType.kind(of: entry.value)
      type = ParameterType(kind, items: ParameterType.itemKind(of: entry.value))
      standard = try type.value(of: entry.value, named: name).get()
      help = ""
      variants = []
      return
    }
    let arguments = try Self.declaration(name).arguments(of: entry.value, at: location)
    let kind = ParameterType.Kind(rawValue: arguments[Self.kind])
    help = arguments[Self.helpOption]
    let variants = arguments[Self.choose]
    guard variants.isEmpty else {
      for (isGiven, word) in [
        (arguments[Self.standardOption] != nil, "default"),
        (!arguments[Self.choices].isEmpty, "choices"),
      ] where isGiven {
        throw Diagnostics([
          Diagnostic(
            at: arguments.location(of: Self.choose), "'choose' and '\(word)' exclude each other",
            help: "the first choice is the default")
        ])
      }
      let place = arguments.location(of: Self.choose)
      let trees = variants.map { OptionTree(.scalar($0), at: place) }
      let kinds = Set(trees.map(ParameterType.kind))
      let type = ParameterType(
        kind ?? (kinds.count == 1 ? kinds.first ?? .text : .text), low: arguments[Self.low],
        high: arguments[Self.high])
      var values: [ParameterValue] = []
      for tree in trees { values.append(try type.value(of: tree, named: name).get()) }
      self.variants = values
      self.type = ParameterType(type.kind, choices: values.map(\.text))
      standard = values[0]
      return
    }
    guard let tree = arguments[Self.standardOption] else {
      throw Diagnostics([
        Diagnostic(
          at: location, "parameter '\(name)' has no default",
          help: "write \(name): {default: …}, or \(name): {choose: […], by: student}")
      ])
    }
    self.variants = []
    let found = kind ?? ParameterType.kind(of: tree)
    let items = ParameterType.itemKind(of: tree)
    let (low, high) = (arguments[Self.low], arguments[Self.high])
    let open = ParameterType(found, items: items, low: low, high: high)
    // Choices are values too: 4.0 is the choice 4.
    var choices: [String] = []
    for choice in arguments[Self.choices] {
      let item = ParameterType(found == .list ? items : found, low: low, high: high)
      let tree = OptionTree(.scalar(choice), at: arguments.location(of: Self.choices))
      choices.append(try item.value(of: tree, named: "choices").get().text)
    }
    type =
      choices.isEmpty
      ? open : ParameterType(found, items: items, low: low, high: high, choices: choices)
    standard = try type.value(of: tree, named: name).get()
  }

  /// The entries of `params` that can be read, in the order written.
  static func reading(_ tree: OptionTree?, _ mistakes: inout [Diagnostic]) -> [Parameter] {
    guard let tree else { return [] }
    guard case .mapping(let entries) = tree.content else {
      mistakes.append(
        Diagnostic(
          at: tree.location, "parameters are written as name: default",
          help: "for example params: {d: 500}"))
      return []
    }
    return entries.compactMap { entry in
      do throws(Diagnostics) {
        return try Parameter(entry)
      } catch {
        mistakes += error.all
        return nil
      }
    }
  }
}

extension Option where Value == Double? {
  fileprivate static func bound(_ name: String, help: String) -> Option {
    let number = Option<Double>.single(name, .number(), default: nil, help: help)
    return Option(
      name: name, help: help, defaultValue: .some(nil), shape: .single, expectation: "a number",
      allowed: [], read: { number.value(of: $0).map(Optional.some) },
      text: { $0.map(canonical) ?? "" })
  }
}

import Diagnostics
import Directives

/// The parameters of one rendering, each with its value and where that comes from.
struct Parameters: Sendable {
  struct Entry: Sendable {
    let parameter: Parameter
    let value: ParameterValue
    /// For messages: `its default`, `-P d:200`.
    let origin: String
  }

  /// In the order declared.
  private(set) var entries: [Entry] = []
  /// Declared with mistakes, so that uses of them are none.
  private(set) var faulty: Set<String> = []

  init() {}

  /// - Parameters:
  ///   - tree: `params` of the front matter.
  ///   - profiles: those chosen may set parameters; what all of them set is checked.
  ///   - mistakes: of the declarations, and of values that they do not allow.
  init(
    _ tree: OptionTree?, profiles: Profiles = Profiles(), given: [Variant.Given],
    _ mistakes: inout [Diagnostic]
  ) {
    var declared = Parameter.reading(tree, &mistakes)
    if case .mapping(let entries) = tree?.content {
      faulty = Set(entries.map(\.name)).subtracting(declared.map(\.name))
    }
    if declared.contains(where: { !$0.variants.isEmpty }),
      !declared.contains(where: { $0.name == Parameter.student })
    {
      declared.append(.studentDeclaration)
    }
    for given in given where !isKnown(given.name, declared) {
      guard let column = given.column else {
        mistakes.append(Self.unknown(given.name, "\(given.argument): ", nil, declared))
        continue
      }
      // A roster's students name files, also where a template asks for none.
      guard given.name != Parameter.student else { continue }
      var unused = Self.unknown(given.name, "the column is not used: ", column, declared)
      unused.severity = .warning
      mistakes.append(unused)
    }
    checkValues(of: profiles, declared, &mistakes)
    var student = ""
    if let parameter = declared.first(where: { $0.name == Parameter.student }) {
      student = (try? parameter.value(given, profiles, student: ""))?.0.text ?? ""
    }
    for parameter in declared {
      do throws(Diagnostics) {
        let (value, origin) = try parameter.value(given, profiles, student: student)
        entries.append(Entry(parameter: parameter, value: value, origin: origin))
      } catch {
        mistakes += error.all
        faulty.insert(parameter.name)
      }
    }
  }

  /// Whether a profile is chosen or not, it sets parameters there are to values they allow.
  private func checkValues(
    of profiles: Profiles, _ declared: [Parameter], _ mistakes: inout [Diagnostic]
  ) {
    for profile in profiles.declared {
      for entry in profile.parameters where !faulty.contains(entry.name) {
        guard let parameter = declared.first(where: { $0.name == entry.name }) else {
          let before = "profile '\(profile.name)': "
          mistakes.append(Self.unknown(entry.name, before, entry.nameLocation, declared))
          continue
        }
        if case .failure(let wrong) = parameter.type.value(of: entry.value, named: entry.name) {
          mistakes += wrong.all
        }
      }
    }
  }

  private func isKnown(_ name: String, _ declared: [Parameter]) -> Bool {
    faulty.contains(name) || declared.contains { $0.name == name }
  }

  /// By name, as conditions compare them.
  var texts: [String: String] {
    Dictionary(uniqueKeysWithValues: entries.map { ($0.parameter.name, $0.value.text) })
  }

  subscript(name: String) -> Entry? { entries.first { $0.parameter.name == name } }

  /// - Throws: that no parameter has the name.
  func entry(_ name: String, at location: SourceLocation?) throws(Diagnostic) -> Entry {
    if let entry = self[name] { return entry }
    throw Self.unknown(name, "", location, entries.map(\.parameter))
  }

  private static func unknown(
    _ name: String, _ before: String, _ location: SourceLocation?, _ declared: [Parameter]
  ) -> Diagnostic {
    Diagnostic(
      at: location, "\(before)no parameter is called '\(name)'",
      help: declared.isEmpty
        ? "declare it in the front matter, params: {\(name): its default}"
        : helpNaming(name, among: declared.map(\.name), noun: "parameters"))
  }
}

extension Parameter {
  /// The command line comes before a profile, this before the student's choice, this before the
  /// default.
  fileprivate func value(
    _ given: [Variant.Given], _ profiles: Profiles, student: String
  ) throws(Diagnostics) -> (ParameterValue, origin: String) {
    if let given = given.first(where: { $0.name == name }) {
      return (try value(of: given), given.argument)
    }
    if let set = profiles.value(ofParameter: name),
      case .success(let value) = type.value(of: set.value, named: name)
    {
      return (value, "profile '\(set.profile)'")
    }
    guard !variants.isEmpty, !student.isEmpty else { return (standard, "its default") }
    let index = studentChoice(of: variants.count, parameter: name, student: student)
    return (variants[index], "the choice for student '\(student)'")
  }

  private func value(of given: Variant.Given) throws(Diagnostics) -> ParameterValue {
    switch type.value(ofArgument: given.text, named: "-P \(name)") {
    case .success(let value): return value
    case .failure(let mistakes):
      let place = location.map { "; declared at \($0)" } ?? ""
      throw Diagnostics(
        mistakes.all.map {
          Diagnostic(at: given.place, $0.message, help: ($0.help ?? type.expectation) + place)
        })
    }
  }
}

import Diagnostics
import Templates

/// What one rendering chooses of a template's possibilities: profiles and values of parameters.
public struct Variant: Sendable, Equatable {
  /// A value given for a parameter, before it has a type.
  struct Given: Sendable, Equatable {
    let name: String
    let text: String
    /// Where it stands in a roster, and the head of its column there; nil for the command line.
    var place: SourceLocation?
    var column: SourceLocation?

    /// As it was given: `-P d:200`.
    var argument: String { "-P \(name):\(text)" }
  }

  /// Later ones win.
  let profiles: [String]
  let given: [Given]

  /// What tells it from others, in the order of names, as one would write it on a command line;
  /// empty for the template as it is written.
  public var description: String {
    (given.map(\.argument).sorted() + profiles.map { "--profile \($0)" }).joined(separator: " ")
  }

  /// The template as it is written.
  public init() {
    profiles = []
    given = []
  }

  init(profiles: [String], given: [Given]) {
    self.profiles = profiles
    self.given = given
  }

  /// The same values under other profiles.
  func with(profiles: [String]) -> Variant { Variant(profiles: profiles, given: given) }

  /// - Parameter parameters: each `key:value`.
  /// - Throws: what is no `key:value`, and keys given twice.
  public init(profiles: [String], parameters: [String]) throws(Diagnostics) {
    var mistakes: [Diagnostic] = []
    var given: [Given] = []
    for argument in parameters {
      let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, isLabel(parts[0]) else {
        mistakes.append(
          Diagnostic("-P \(argument) is not a name and a value", help: "write -P name:value"))
        continue
      }
      if given.contains(where: { $0.name == parts[0] }) {
        mistakes.append(
          Diagnostic("-P \(parts[0]) is given twice", help: "lists are -P \(parts[0]):a,b"))
      }
      given.append(Given(name: String(parts[0]), text: String(parts[1])))
    }
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    self.profiles = profiles
    self.given = given
  }
}

import Diagnostics
import Directives
import Templates

/// The profiles of a front matter, and those chosen for one rendering.
///
/// `profiles: {quick: {seeds: 5, cliff: {d: 200}, params: {who: all}}}`: an option of experiments is
/// set in every experiment that has it, options under a label in that directive alone.
struct Profiles: Sendable {
  struct Profile: Sendable {
    let name: String
    /// What it sets beside parameters, in the order written.
    let entries: [OptionTree.Entry]
    let parameters: [OptionTree.Entry]
  }

  /// In the order written.
  private(set) var declared: [Profile] = []
  /// As they were asked for: later ones win. Each once.
  let chosen: [String]

  /// A profile that needs no declaration: `.solution` asks for it.
  static let solutions = "solutions"

  init() { chosen = [] }

  /// - Parameter tree: `profiles` of the front matter.
  init(_ tree: OptionTree?, chosen: [String], _ mistakes: inout [Diagnostic]) {
    self.chosen = chosen.indices.filter { !chosen[$0...].dropFirst().contains(chosen[$0]) }
      .map { chosen[$0] }
    guard let tree else { return }
    guard case .mapping(let profiles) = tree.content else {
      mistakes.append(
        Diagnostic(
          at: tree.location, "profiles are written as name: {option: value}",
          help: "for example profiles: {quick: {seeds: 5}}"))
      return
    }
    for profile in profiles {
      if !isLabel(profile.name) {
        mistakes.append(
          Diagnostic(
            at: profile.nameLocation, "'\(profile.name)' cannot be the name of a profile",
            help: "a name is a letter, then letters, digits, '-' or '_'"))
        continue
      }
      let entries = Self.entries(profile.value, of: "profile '\(profile.name)'", &mistakes)
      let parameters = entries.first { $0.name == FrontMatter.params.name }.map {
        Self.entries($0.value, of: "params of profile '\(profile.name)'", &mistakes)
      }
      declared.append(
        Profile(
          name: profile.name, entries: entries.filter { $0.name != FrontMatter.params.name },
          parameters: parameters ?? []))
    }
  }

  private static func entries(
    _ tree: OptionTree, of whole: String, _ mistakes: inout [Diagnostic]
  ) -> [OptionTree.Entry] {
    if case .mapping(let entries) = tree.content { return entries }
    if tree.scalar != "" {
      mistakes.append(
        Diagnostic(
          at: tree.location, "\(whole) is not a mapping", help: "write name: value, or {}"))
    }
    return []
  }

  /// The chosen ones that are declared, in the order in which they apply.
  var inForce: [Profile] {
    chosen.compactMap { name in declared.first { $0.name == name } }
  }

  /// The name and value that the last chosen profile sets for a parameter.
  func value(ofParameter name: String) -> (profile: String, value: OptionTree)? {
    for profile in inForce.reversed() {
      if let entry = profile.parameters.first(where: { $0.name == name }) {
        return (profile.name, entry.value)
      }
    }
    return nil
  }

  /// Chosen profiles that are neither declared nor asked for by a condition, and conditions on
  /// profiles that are not declared.
  func unknownNames(_ conditions: [Condition]) -> [Diagnostic] {
    let names = declared.map(\.name)
    var mistakes: [Diagnostic] = []
    var asked: Set<String> = []
    for condition in conditions {
      guard case .profile(let name) = condition.test else { continue }
      asked.insert(name)
      guard !names.contains(name), name != Self.solutions else { continue }
      let close = suggestion(for: name, among: names + [Self.solutions])
      mistakes.append(
        Diagnostic(
          .warning, at: condition.location, "no profile is called '\(name)'",
          help: close.map { "did you mean '\($0)'?" }
            ?? "declare it in the front matter, profiles: {\(name): {}}"))
    }
    let known = names + asked.subtracting(names).sorted()
    for name in chosen where !known.contains(name) && name != Self.solutions {
      mistakes.append(
        Diagnostic(
          "--profile \(name): no profile is called '\(name)'",
          help: known.isEmpty
            ? "declare it in the front matter, profiles: {\(name): {seeds: 5}}"
            : helpNaming(name, among: known, noun: "profiles")))
    }
    return mistakes
  }
}

extension [Block] {
  /// Every condition of every div.
  var conditions: [Condition] {
    var conditions: [Condition] = []
    for block in self {
      block.forEachBlock {
        if case .div(let div) = $0.content { conditions += div.conditions }
      }
    }
    return conditions
  }
}

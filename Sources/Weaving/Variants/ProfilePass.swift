import Diagnostics
import Directives
import Templates

extension CheckPass {
  /// Options that a directive must keep, since the others are those of what it names.
  private static let fixed = ["run", "show", "of"]

  /// A directive's options with those that the chosen profiles set.
  mutating func overridden(_ tree: OptionTree?, of directive: DirectiveBlock) -> OptionTree? {
    let options = Set(declaration(of: directive, tree)?.options.map(\.name) ?? [])
    var entries: [OptionTree.Entry] = []
    switch tree?.content {
    case .mapping(let written): entries = written
    case nil: break
    default: return tree
    }
    for profile in profiles.inForce {
      let common =
        directive.kind == "experiment"
        ? profile.entries.filter { isCommon($0) && options.contains($0.name) } : []
      for entry in common + profile.entries(for: directive.label, isCommon)
      where !Self.fixed.contains(entry.name) {
        note(entry, isSetBy: profile.name)
        if let index = entries.firstIndex(where: { $0.name == entry.name }) {
          entries[index] = entry
        } else {
          entries.append(entry)
        }
      }
    }
    return entries.isEmpty ? tree : OptionTree(.mapping(entries), at: tree?.location)
  }

  /// Whether a chosen profile could change the directive.
  func mayChange(_ directive: DirectiveBlock) -> Bool {
    profiles.inForce.contains {
      !$0.parameters.isEmpty || !$0.entries(for: directive.label, isCommon).isEmpty
        || $0.entries.contains(where: isCommon)
    }
  }

  /// Everything that is wrong with what profiles set, chosen or not.
  mutating func checkProfiles(_ directives: [DirectiveBlock]) {
    let labels = directives.compactMap(\.label)
    for profile in profiles.declared {
      for entry in profile.entries {
        if isCommon(entry) {
          if labels.contains(entry.name) {
            diagnostics.append(
              Diagnostic(
                at: entry.nameLocation,
                "'\(entry.name)' is an option of experiments and the label of a directive",
                help: "give the directive another label"))
          }
          checkCommon(entry, of: profile.name, directives)
        } else if let directive = directives.first(where: { $0.label == entry.name }) {
          checkOwn(entry, of: profile.name, directive)
        } else {
          diagnostics.append(
            Diagnostic(
              at: entry.nameLocation,
              "profile '\(profile.name)' sets '\(entry.name)', which is no option of an experiment "
                + "and no label",
              help: helpNaming(
                entry.name, among: labels + ["params"] + commonNames, noun: "it can set")))
        }
      }
    }
  }

  /// The value must suit every experiment that takes it.
  private mutating func checkCommon(
    _ entry: OptionTree.Entry, of profile: String, _ directives: [DirectiveBlock]
  ) {
    let used = directives.filter { $0.kind == "experiment" }.compactMap {
      declaration(of: $0, plainTree($0))
    }.filter { $0.options.contains { $0.name == entry.name } }
    let all = catalog.experiments.map { $0.declaration }
      .filter { $0.options.contains { $0.name == entry.name } }
    check([entry], of: profile, against: used.isEmpty ? Array(all.prefix(1)) : used)
  }

  private mutating func checkOwn(
    _ entry: OptionTree.Entry, of profile: String, _ directive: DirectiveBlock
  ) {
    guard case .mapping(let entries) = entry.value.content else {
      diagnostics.append(
        Diagnostic(
          at: entry.value.location, "'\(entry.name)' is the label of a directive",
          help: "write its options: \(entry.name): {option: value}"))
      return
    }
    for entry in entries where Self.fixed.contains(entry.name) {
      diagnostics.append(
        Diagnostic(
          at: entry.nameLocation, "a profile cannot change '\(entry.name)'",
          help: "write another directive, each in a div with when=profile:\(profile) or unless="))
    }
    guard let declaration = declaration(of: directive, plainTree(directive)) else { return }
    check(
      entries.filter { !Self.fixed.contains($0.name) }, of: profile, against: [declaration])
  }

  private mutating func check(
    _ entries: [OptionTree.Entry], of profile: String, against declarations: [Declaration]
  ) {
    for entry in entries { note(entry, isSetBy: profile) }
    let echoes = entries.filter { $0.name == Echo.option.name }
    for case .failure(let mistakes) in echoes.map({ Echo.option.value(of: $0.value) }) {
      diagnostics += mistakes.all
    }
    let others = entries.filter { $0.name != Echo.option.name }
    for declaration in declarations {
      let (made, isReadable) = withParameters(OptionTree(.mapping(others)), declaration)
      if isReadable { diagnostics += declaration.mistakes(in: made) }
    }
  }

  /// For mistakes found at the entry later.
  private mutating func note(_ entry: OptionTree.Entry, isSetBy profile: String) {
    let origin = "set by profile '\(profile)'"
    if let place = entry.nameLocation { origins[place] = origin }
    entry.value.forEachLocation { origins[$0] = origin }
  }

  /// What experiments take, beside what says which experiment it is.
  private var commonNames: [String] {
    var names: [String] = []
    for experiment in catalog.experiments {
      for option in experiment.declaration.options where !names.contains(option.name) {
        names.append(option.name)
      }
    }
    return names
  }

  private func isCommon(_ entry: OptionTree.Entry) -> Bool {
    catalog.experiments.contains { $0.declaration.options.contains { $0.name == entry.name } }
  }

  /// The options as written; a mistake in them is told where they are read.
  private func plainTree(_ directive: DirectiveBlock) -> OptionTree? {
    try? OptionTree.reading(
      yaml: directive.body.text, in: directive.body.file, firstLine: directive.body.line)
  }

  /// Every option of a directive but for `echo`, which is read before them; nil for one that names
  /// nothing known.
  private func declaration(of directive: DirectiveBlock, _ tree: OptionTree?) -> Declaration? {
    guard let general = catalog.directives.first(where: { $0.name == directive.kind }) else {
      return nil
    }
    // What the kind is may be a parameter; whether there is one, is told where it is read.
    var substitution = Substitution(parameters)
    let tree = tree.map { substitution.substituted($0) }
    let specific: Declaration? =
      switch directive.kind {
      case "experiment": tree?["run"]?.scalar.flatMap(catalog.experiment)?.declaration
      case "figure": tree?["show"]?.scalar.flatMap(catalog.figure)?.declaration
      default: nil
      }
    let name = specific.map { directive.kind == "figure" ? "figure '\($0.name)'" : $0.name }
    let made = Declaration(
      name: name ?? general.name, summary: general.summary,
      options: general.options.filter { $0.name != Echo.option.name }
        + (specific?.options ?? []))
    return catalog.canEcho(directive.kind) ? made.besideEcho : made
  }
}

extension Profiles.Profile {
  /// What stands under a label.
  fileprivate func entries(
    for label: String?, _ isCommon: (OptionTree.Entry) -> Bool
  ) -> [OptionTree.Entry] {
    guard let entry = entries.first(where: { $0.name == label }), !isCommon(entry),
      case .mapping(let own) = entry.value.content
    else { return [] }
    return own
  }
}

import Diagnostics
import Directives
import Templates

/// Puts the values of parameters where a directive's options ask for them.
///
/// `{param: name}` stands for a whole value or an item of a list; `` `{param} name` `` for its text
/// inside a longer one. Options that read `` `{param} name` `` themselves keep it.
struct Substitution {
  let parameters: Parameters
  private(set) var mistakes: [Diagnostic] = []
  /// What was put at a place, for mistakes found there later.
  private(set) var origins: [SourceLocation: String] = [:]
  /// Whether something could not be put in place, for a reason told here or at its declaration.
  private(set) var isFaulty = false

  init(_ parameters: Parameters) { self.parameters = parameters }

  /// - Parameter names: of the options of the outermost mapping that keep `` `{param} name` ``.
  mutating func substituted(_ tree: OptionTree, keeping names: Set<String> = []) -> OptionTree {
    switch tree.content {
    case .scalar(let text):
      let made = substituted(text, at: tree.location)
      // What stands as it was written keeps the places of its characters.
      return made == text ? tree : OptionTree(.scalar(made), at: tree.location)
    case .list(let items):
      let items = items.flatMap { item -> [OptionTree] in
        let made = substituted(item)
        // A list among the items of a list joins them.
        guard name(item) != nil, case .list(let more) = made.content else { return [made] }
        return more
      }
      return OptionTree(.list(items), at: tree.location)
    case .mapping(let entries):
      if let name = name(tree) { return value(name, at: tree.location) ?? tree }
      let entries = entries.map { entry in
        let value = names.contains(entry.name) ? entry.value : substituted(entry.value)
        return OptionTree.Entry(
          name: entry.name, nameLocation: entry.nameLocation, value: value)
      }
      return OptionTree(.mapping(entries), at: tree.location)
    }
  }

  /// The name in `{param: name}`.
  private func name(_ tree: OptionTree) -> String? {
    guard case .mapping(let entries) = tree.content, entries.count == 1,
      entries[0].name == "param"
    else { return nil }
    return entries[0].value.scalar
  }

  private mutating func value(_ name: String, at location: SourceLocation?) -> OptionTree? {
    entry(name, at: location)?.value.tree(at: location)
  }

  private mutating func entry(_ name: String, at location: SourceLocation?) -> Parameters.Entry? {
    do throws(Diagnostic) {
      let entry = try parameters.entry(name, at: location)
      if let location { origins[location] = "parameter '\(name)' from \(entry.origin)" }
      return entry
    } catch {
      isFaulty = true
      if !parameters.faulty.contains(name) { mistakes.append(error) }
      return nil
    }
  }

  private mutating func substituted(_ text: String, at location: SourceLocation?) -> String {
    var result = ""
    var rest = text[...]
    while let use = parameterUse(in: rest) {
      result += rest[..<use.range.lowerBound]
      result += entry(use.name, at: location)?.value.text ?? String(rest[use.range])
      rest = rest[use.range.upperBound...]
    }
    return result + rest
  }
}

/// The first `` `{param} name` `` of a text.
private func parameterUse(in text: Substring) -> (name: String, range: Range<String.Index>)? {
  var rest = text
  while let open = rest.firstIndex(of: "`") {
    let after = text[open...].dropFirst()
    guard after.hasPrefix("{param}"), let close = after.firstIndex(of: "`") else {
      rest = after
      continue
    }
    let name = after[..<close].dropFirst("{param}".count).trimmed
    return (name, open..<text.index(after: close))
  }
  return nil
}

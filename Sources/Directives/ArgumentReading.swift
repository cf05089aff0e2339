import Diagnostics

extension OptionTree {
  /// Options as written on a command line: `--delta 1:9:0.5 --activation quad,gelu`,
  /// `--step-size quad=0.1,gelu=0.3`, `--name=value`.
  ///
  /// - Throws: arguments that are no options, options without a value or given twice.
  public static func reading(arguments: [String]) throws(Diagnostics) -> OptionTree {
    var entries: [Entry] = []
    var mistakes: [Diagnostic] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--"), word.count > 2 else {
        mistakes.append(Diagnostic("unexpected argument '\(word)'", help: "write --name value"))
        continue
      }
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      let value: String
      if parts.count == 2 {
        value = String(parts[1])
      } else if let next = rest.first, !next.hasPrefix("--") {
        value = next
        rest = rest.dropFirst()
      } else {
        mistakes.append(Diagnostic("option --\(name) has no value"))
        continue
      }
      if entries.contains(where: { $0.name == name }) {
        mistakes.append(Diagnostic("option --\(name) is given twice", help: "lists are a,b,c"))
        continue
      }
      entries.append(Entry(name: name, nameLocation: nil, value: tree(of: value)))
    }
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    return OptionTree(.mapping(entries))
  }

  /// `a,b` is a list and `a=1,b=2` a mapping; commas inside parentheses belong to an expression.
  private static func tree(of value: String) -> OptionTree {
    var items = [""]
    var depth = 0
    for character in value {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 {
        items.append("")
      } else {
        items[items.count - 1].append(character)
      }
    }
    let pairs = items.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    if pairs.allSatisfy({ $0.count == 2 }) {
      return OptionTree(
        .mapping(
          pairs.map {
            Entry(name: $0[0], nameLocation: nil, value: OptionTree(.scalar($0[1])))
          }))
    }
    return items.count == 1
      ? OptionTree(.scalar(value)) : OptionTree(.list(items.map { OptionTree(.scalar($0)) }))
  }
}

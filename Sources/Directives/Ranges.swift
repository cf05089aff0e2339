import Diagnostics

/// The most values one range may have.
private let rangeLimit = 10_000

/// The values of a numeric axis: a number, a list of numbers and ranges, `{from, to, step}`, or
/// `from:to:step`; every value must then be readable by `type`.
func numbers<Element>(
  of tree: OptionTree, type: ValueType<Element>, option: String
) -> Result<[Element], Diagnostics> {
  switch tree.content {
  case .list(let trees):
    var values: [Element] = []
    var mistakes: [Diagnostic] = []
    for item in trees {
      switch numbers(of: item, type: type, option: option) {
      case .success(let more): values += more
      case .failure(let diagnostics): mistakes += diagnostics.all
      }
    }
    return mistakes.isEmpty ? .success(values) : .failure(Diagnostics(mistakes))
  case .scalar(let text):
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1 else { return type.items([tree], option: option) }
    guard parts.count == 3 else {
      return mistake(tree, option, "'\(text)' is not a range", "write from:to:step, as in 1:9:0.5")
    }
    return range(parts, tree, type, option)
  case .mapping(let entries):
    let names = ["from", "to", "step"]
    for entry in entries where !names.contains(entry.name) {
      return .failure(
        Diagnostics([
          Diagnostic(
            at: entry.nameLocation, "\(option): '\(entry.name)' is not part of a range",
            help: helpNaming(entry.name, among: names, noun: "a range has"))
        ]))
    }
    let parts = names.map { name in entries.first { $0.name == name }?.value.scalar }
    guard let from = parts[0], let to = parts[1], let step = parts[2] else {
      return mistake(
        tree, option, "a range needs from, to and step", "as in {from: 1, to: 9, step: 0.5}")
    }
    return range([from, to, step], tree, type, option)
  }
}

private func range<Element>(
  _ parts: [String], _ tree: OptionTree, _ type: ValueType<Element>, _ option: String
) -> Result<[Element], Diagnostics> {
  let bounds = parts.map { Double($0) ?? .nan }
  let (from, to, step) = (bounds[0], bounds[1], bounds[2])
  guard bounds.allSatisfy(\.isFinite) else {
    return mistake(tree, option, "a range is made of numbers", "as in 1:9:0.5")
  }
  guard step > 0, to >= from else {
    return mistake(tree, option, "a range needs step > 0 and to ≥ from", "as in 1:9:0.5")
  }
  let count = ((to - from) / step + 1e-9).rounded(.down) + 1
  guard count <= Double(rangeLimit) else {
    return mistake(tree, option, "the range has more than \(rangeLimit) values", "a larger step")
  }
  // 12 digits: 0.1 three times is 0.3, so that equal values have equal names.
  let texts = (0..<Int(count)).map { canonical(roundedTo12Digits(from + Double($0) * step)) }
  return type.items(
    texts.map { OptionTree(.scalar($0), at: tree.location) }, option: option)
}

private func roundedTo12Digits(_ value: Double) -> Double {
  guard value != 0 else { return 0 }
  var scale = 1.0
  var magnitude = abs(value)
  while magnitude < 1e11 {
    magnitude *= 10
    scale *= 10
  }
  return (value * scale).rounded() / scale
}

private func mistake<Value>(
  _ tree: OptionTree, _ option: String, _ message: String, _ help: String
) -> Result<Value, Diagnostics> {
  .failure(Diagnostics([Diagnostic(at: tree.location, "\(option): \(message)", help: help)]))
}

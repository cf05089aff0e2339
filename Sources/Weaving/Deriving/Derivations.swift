import Diagnostics
import Expressions
import Results

/// The derivations of a template, in reading order.
struct Derivations: Sendable {
  private(set) var all: [Derivation] = []
  /// Names of those with mistakes, so that uses of them are none.
  private(set) var faulty: Set<String> = []

  func index(_ name: String) -> Int? { all.firstIndex { $0.name == name } }

  /// Names that a path may begin with.
  var names: [String] { all.map(\.name) }

  /// What a list of labels, theirs among them, is called.
  var nounOfLabels: String { all.isEmpty ? "labelled experiments" : "labels of quantities" }

  /// The points of a family with the derivations that have one value at each.
  func joined(_ family: QuantityFamily) -> QuantityFamily {
    var family = family
    for derivation in all
    where Set(derivation.axes) == Set(family.axes) && !family.quantities.contains(derivation.name) {
      family.quantities.append(derivation.name)
    }
    return family
  }

  mutating func add(_ derivation: Derivation) { all.append(derivation) }

  mutating func addFaulty(_ name: String) { faulty.insert(name) }

  /// With what derivations are made of in their place.
  ///
  /// - Parameters:
  ///   - isPartial: whether a derivation may be named along axes.
  ///   - place: where the character at an offset of the expression's text stands in a file.
  /// - Throws: places that a derivation does not have.
  func writtenOut(
    _ expression: Expression, isPartial: Bool = false, at place: (Int) -> SourceLocation
  ) throws(Diagnostic) -> Expression {
    try expression.replacing { part throws(Diagnostic) in
      do throws(Diagnostic) {
        return try replacement(of: part, isPartial: isPartial, at: place)
      } catch {
        throw Diagnostic(
          at: error.location, length: part.range.count, error.message, help: error.help)
      }
    }
  }

  private func replacement(
    of part: Expression, isPartial: Bool, at place: (Int) -> SourceLocation
  ) throws(Diagnostic) -> Expression? {
    switch part.content {
    case .quantity(let path):
      if faulty.contains(path.label) { return Expression(.number(1), part.range) }
      guard let index = index(path.label) else { return nil }
      let location = place(part.range.lowerBound)
      let at =
        isPartial
        ? try all[index].place(of: path, at: location)
        : try all[index].wholePlace(of: path, at: location)
      return all[index].expression(at: at, standingFor: part.range)
    case .call(let function, let arguments, _):
      guard function == .increasing || function == .decreasing, arguments.count == 1,
        case .quantity(let path) = arguments[0].content, let index = index(path.label)
      else { return nil }
      let members = try series(
        all[index], path, standingFor: arguments[0].range,
        at: place(arguments[0].range.lowerBound))
      return Expression(.call(function, members, keywords: []), part.range)
    default: return nil
    }
  }

  /// A derivation at every value of the one axis of numbers that a path leaves open.
  private func series(
    _ derivation: Derivation, _ path: QuantityPath, standingFor range: Range<Int>,
    at location: SourceLocation
  ) throws(Diagnostic) -> [Expression] {
    let at = try derivation.place(of: path, at: location)
    let open = derivation.axes.filter { at[$0] == nil }
    let numbers = open.first.flatMap { derivation.axisValues[$0] }?.map { ($0, Double($0)) }
    guard open.count == 1, let axis = open.first, let numbers, numbers.count > 1,
      numbers.allSatisfy({ $0.1 != nil })
    else {
      throw Diagnostic(
        at: location, "'\(path.text)' leaves no single axis of known numbers open",
        help: "fix every axis but one, [axis=value], or name the members: increasing(a, b)")
    }
    return numbers.sorted { ($0.1 ?? 0) < ($1.1 ?? 0) }.map { value, _ in
      derivation.expression(at: at.merging([axis: value]) { $1 }, standingFor: range)
    }
  }
}

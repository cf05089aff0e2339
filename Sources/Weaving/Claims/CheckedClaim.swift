import Claims
import Diagnostics
import Expressions
import Results
import Templates

/// A claim whose every quantity is known to exist, before anything is computed.
struct CheckedClaim: Sendable {
  let label: String?
  let location: SourceLocation
  let says: [Inline]
  /// `holds` as YAML read it, of which the expression's ranges are.
  let written: String
  /// Texts of the parameters in it, by name.
  let parameters: [String: String]
  let statement: ResolvedStatement
  let level: Double
  let control: Control?

  struct Control: Sendable {
    /// As it was written: `labels: permuted`.
    let text: String
    let statement: ResolvedStatement
  }

  /// The statement on one line, the values of parameters in their place.
  var text: String { shown(written) }

  /// A part of the statement in the same way.
  func shown(_ part: String) -> String { part.filled(with: parameters) }

  /// Indices of the experiments it needs, ascending.
  var sources: [Int] {
    let all = statement.sources.union(control?.statement.sources ?? [])
    return all.sorted()
  }
}

/// A statement with the place of every quantity it names.
struct ResolvedStatement: Sendable, Hashable {
  /// Without parameters.
  let expression: Expression
  let places: [QuantityPath: QuantityPlace]

  var sources: Set<Int> { Set(places.values.map(\.source)) }
}

/// Where a quantity is found.
struct QuantityPlace: Sendable, Hashable {
  /// Index of the experiment.
  var source: Int
  var quantity: String
  /// Texts of its coordinates.
  var at: [String: String]
  /// The axis along which it is a series; nil for one number.
  var openAxis: String?
}

extension ResolvedStatement {
  /// - Parameter result: of the experiment with an index, one of `sources`.
  func judgement(
    level: Double, _ result: (Int) -> ExperimentResult, evidence: (QuantityPlace) -> Evidence
  ) -> Judgement {
    var members: [QuantityPath: [QuantityPath]] = [:]
    var known: [QuantityPath: ClaimQuantity] = [:]
    for (path, place) in places {
      let result = result(place.source)
      guard let axis = place.openAxis else {
        known[path] = ClaimQuantity(
          name: path.text, quantity: place.quantity, at: place.at, evidence: evidence(place),
          in: result)
        continue
      }
      members[path] = result.values(along: axis, of: place).map { value in
        var member = path
        member.selectors.append(.axis(axis, value))
        known[member] = ClaimQuantity(
          name: member.text, quantity: place.quantity, at: place.at.merging([axis: value]) { $1 },
          evidence: evidence(place), in: result)
        return member
      }
    }
    return Judgement(
      of: expression, level: level, series: { members[$0] ?? [$0] }, known: known)
  }
}

extension ExperimentResult {
  /// The values of an axis at which a quantity is reported: numbers ascending, names in alphabetical
  /// order.
  fileprivate func values(along axis: String, of place: QuantityPlace) -> [String] {
    let found = points.filter { point in
      point.quantities.keys.contains(place.quantity) && point.at.count == place.at.count + 1
        && place.at.allSatisfy { point.at[$0.key]?.text == $0.value }
    }.compactMap { $0.at[axis] }
    let numbers = Set(found.compactMap(\.number)).sorted().map { AxisValue.number($0).text }
    return numbers + Set(found.filter { $0.number == nil }.map(\.text)).sorted()
  }
}

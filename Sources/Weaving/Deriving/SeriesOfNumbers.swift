import Diagnostics
import Expressions

extension Expression {
  /// With a mean or a rank correlation along an axis as one of the numbers there.
  ///
  /// - Parameters:
  ///   - computed: the experiments that paths name.
  ///   - place: where the character at an offset of the expression's text stands in a file.
  /// - Throws: paths that leave no such axis open.
  func expandingSeries(
    among computed: [CheckedTemplate.Computed], derived: Derivations,
    at place: (Int) -> SourceLocation
  ) throws(Diagnostic) -> Expression {
    let series = series.filter { !$0.value.contains(where: \.needsOrder) }
    guard !series.isEmpty else { return self }
    var members: [QuantityPath: [QuantityPath]] = [:]
    for (path, range) in quantities where series[path] != nil {
      do throws(Diagnostic) {
        let found = try QuantityPlace(
          series: path, ofNumbers: false, at: place(range.lowerBound), among: computed,
          derived: derived)
        guard let axis = found.openAxis,
          let values = computed[found.source].axisValues[axis]
        else {
          throw Diagnostic(
            at: place(range.lowerBound), "'\(path.text)' leaves the reported steps open",
            help: "name them: mean(\(path.label).x[10], \(path.label).x[20])")
        }
        members[path] = values.inAxisOrder.map { value in
          var member = path
          member.selectors.append(.axis(axis.underscored, value))
          return member
        }
      } catch {
        throw Diagnostic(
          at: error.location, length: range.count, error.message, help: error.help)
      }
    }
    return expandingSeries { members[$0] ?? [$0] }
  }
}

extension Set<String> {
  /// Numbers ascending, then names in alphabetical order.
  fileprivate var inAxisOrder: [String] {
    sorted { first, second in
      switch (Double(first), Double(second)) {
      case (let a?, let b?): a < b
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil): first < second
      }
    }
  }
}

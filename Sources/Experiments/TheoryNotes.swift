import Directives
import Results
import Theory

/// Why theory says nothing of some cells, or less than it might: one sentence each.
struct TheoryNotes {
  private(set) var sentences: [String] = []

  mutating func add(_ sentence: String?) {
    if let sentence, !sentences.contains(sentence) { sentences.append(sentence) }
  }

  /// Networks and targets whose Hessian has no left edge, or none on one of `sides`.
  mutating func addObstacles(of cells: [Configuration], sides: [BulkSide] = [.left]) {
    var known: Set<[String?]> = []
    for cell in cells {
      let key = ["target", "noise", "activation", "loss", "second-layer"].map { cell.texts[$0] }
      guard known.insert(key).inserted else { continue }
      let scope = TheoryScope(of: cell.problem)
      if sides.contains(.left) { add(scope.leftEdgeObstacle) }
      if sides.contains(.right) { add(scope.rightEdgeObstacle) }
    }
  }

  /// Targets without a hard direction, as the units of each cell found them.
  mutating func addAllEasy(_ cells: [Configuration], units: [UnitResult]) {
    for cell in cells {
      let known = units.lazy.filter { $0.isAt(cell.at) }.compactMap(\.hardDimension).first
      if known == 0 {
        add("Every latent direction of \(cell.target) is easy, so there is no threshold.")
      }
    }
  }

  /// Batches that stopped before their last step.
  mutating func addLost(_ cells: [Configuration], units: [UnitResult]) {
    for cell in cells {
      let units = units.filter { $0.isAt(cell.at) }
      let lost = units.filter { $0.outcome != .finished }
      guard let first = lost.first else { continue }
      let how: String =
        switch first.outcome {
        case .diverged(let step): "diverged, the first at step \(step),"
        case .failed(let reason): "failed (\(reason))"
        case .finished: ""
        }
      add(
        "\(lost.count) of \(units.count) batches of the mean field\(cell.at.suffix) \(how) and "
          + "enter no mean.")
    }
  }

  /// Batches followed beyond where they stand for the limit, theory section 4: the worst of them.
  mutating func addFiniteSize(_ runs: [MeanFieldRun]) {
    let beyond = runs.filter { $0.lastStepOfLimit < $0.reported.last ?? 0 }
    guard let worst = beyond.min(by: { $0.lastStepOfLimit < $1.lastStepOfLimit }) else { return }
    let delta = canonical(worst.configuration.delta)
    add(
      "At δ = \(delta) the \(worst.samples) samples of a batch stand for d = \(worst.dimension): "
        + "beyond step \(max(0, worst.lastStepOfLimit)) the mean field is gradient descent at "
        + "this d rather than its limit, and more samples are needed.")
  }
}

extension UnitResult {
  /// Whether it stands in this cell or in one that the cell holds.
  func isAt(_ cell: Coordinates) -> Bool { cell.allSatisfy { at[$0.key] == $0.value } }

  /// k_H of its target.
  var hardDimension: Int? { records.first?.quantities["hard_dimension"].map { Int($0) } }
}

import Directives
import Results
import Theory

/// Why theory says nothing of some cells, or less than it might: one sentence each.
struct TheoryNotes {
  /// A sentence, with the names that stand in place of `gap`.
  private struct Entry {
    let text: String
    var names: [String]
  }

  private static let gap = "\u{FFFC}"
  private var entries: [Entry] = []

  var sentences: [String] {
    entries.map { $0.text.replacing(Self.gap, with: listed($0.names)) }
  }

  mutating func add(_ sentence: String?) {
    if let sentence, !sentences.contains(sentence) {
      entries.append(Entry(text: sentence, names: []))
    }
  }

  /// Sentences that differ in a name alone become one that lists the names.
  mutating func add(_ sentence: String?, naming name: String) {
    guard let sentence, !name.isEmpty, sentence.contains(name) else { return add(sentence) }
    let text = sentence.replacing(name, with: Self.gap)
    if let index = entries.firstIndex(where: { $0.text == text }) {
      if !entries[index].names.contains(name) { entries[index].names.append(name) }
    } else {
      entries.append(Entry(text: text, names: [name]))
    }
  }

  /// Networks and targets whose Hessian has no left edge, or none on one of `sides`.
  mutating func addObstacles(of cells: [Configuration], sides: [BulkSide] = [.left]) {
    var known: Set<[String?]> = []
    for cell in cells {
      let key = ["target", "noise", "activation", "loss", "second-layer"].map { cell.texts[$0] }
      guard known.insert(key).inserted else { continue }
      let scope = TheoryScope(of: cell.problem)
      let name = cell.problem.network.activation.description
      if sides.contains(.left) { add(scope.leftEdgeObstacle, naming: name) }
      if sides.contains(.right) { add(scope.rightEdgeObstacle, naming: name) }
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

  /// Steps at which only some batches have an outlier, so that its mean may stand for nothing.
  mutating func addPartialOutliers(_ cells: [Configuration], units: [UnitResult]) {
    for cell in cells {
      let finished = units.filter { $0.isAt(cell.at) && $0.outcome == .finished }
      guard let steps = finished.first?.records.map(\.step) else { continue }
      let partial = steps.indices.compactMap { index -> String? in
        let count = finished.count { $0.records[index].quantities["outlier"] != nil }
        return count > 0 && count < finished.count ? "\(count) at step \(steps[index])" : nil
      }
      guard !partial.isEmpty else { continue }
      add(
        "Of \(finished.count) batches of the mean field\(cell.at.suffix) not all have an outlier: "
          + "\(listed(partial)). No mean is given where more than 5 % have none.")
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

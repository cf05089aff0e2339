import Numerics

/// Full-batch runs of gradient descent side by side on one X: at every step it is read once for
/// all of them. Each has the bits it has alone.
public struct CompanionRuns {
  /// One of them.
  public struct Run: Sendable {
    public let descent: GradientDescent
    public let design: DenseDesign
    /// Of Θ⁰.
    public let seed: Int
    /// Steps to observe.
    public let reported: [Int]

    /// - Parameter descent: without mini-batches.
    public init(_ descent: GradientDescent, on design: DenseDesign, seed: Int, at reported: [Int]) {
      precondition(descent.batches == nil)
      self.descent = descent
      self.design = design
      self.seed = seed
      self.reported = reported
    }
  }

  private let runs: [Run]

  /// - Parameter runs: whose designs hold the first rows of the same X.
  public init(_ runs: [Run]) { self.runs = runs }

  /// Runs all from Θ⁰, each to its own end.
  ///
  /// - Parameters:
  ///   - isCancelled: asked of every run before each of its steps.
  ///   - observe: is shown the states that a run reports.
  ///   - ended: is told once a run, as soon as it has ended.
  public func run(
    isCancelled: (_ run: Int) -> Bool, observe: (_ run: Int, State) -> Void,
    ended: (_ run: Int, GradientDescent.Termination) -> Void
  ) {
    // Networks that see a block of rows are then the first ones.
    let order = runs.indices.sorted { runs[$0].design.samples > runs[$1].design.samples }
    var paths = order.map { run in
      let (descent, design) = (runs[run].descent, runs[run].design)
      return DescentPath(
        descent, on: design, from: descent.start(on: design, seed: runs[run].seed),
        at: runs[run].reported)
    }
    var active = Array(order.indices)
    while true {
      for index in active where paths[index].end == nil && isCancelled(order[index]) {
        paths[index].stop(.cancelled)
      }
      active.removeAll { index in
        guard let end = paths[index].end else { return false }
        ended(order[index], end)
        return true
      }
      if active.isEmpty { return }
      descend(active, of: &paths, order: order, isCancelled: isCancelled, observe: observe)
    }
  }

  /// Steps of those that go on, until one of them has ended.
  private func descend(
    _ active: [Int], of paths: inout [DescentPath], order: [Int],
    isCancelled: (_ run: Int) -> Bool, observe: (_ run: Int, State) -> Void
  ) {
    var risk = StackedRisk(on: active.map { paths[$0].design })
    while true {
      risk.evaluate(at: active.map { paths[$0].parameters }) { place, value, gradient in
        let index = active[place]
        paths[index].take(risk: value) { observe(order[index], $0) }
        if paths[index].end == nil { paths[index].descend(along: gradient) }
      }
      if active.contains(where: { paths[$0].end != nil || isCancelled(order[$0]) }) { return }
    }
  }
}

import Directives
import Experiments
import Glibc
import Numerics
import Results
import Testing

/// Every value of the reference, with as many samples as it has. Minutes: `make reference`.
@Suite(.serialized, .enabled(if: getenv("SCARP_SLOW") != nil))
struct ReferenceTests {
  private func result<Kind: Experiment>(_ kind: Kind.Type, _ words: [String]) throws
    -> ExperimentResult
  {
    let tree = try OptionTree.reading(arguments: words)
    let experiment = try kind.init(kind.declaration.arguments(of: tree, at: nil))
    let units = experiment.units
    return experiment.result(
      of: concurrentMap(count: units.count, threads: 2) { index in
        guard let result = units[index].result() else { preconditionFailure("nothing cancels") }
        return result
      })
  }

  private func check(_ numbers: [ReferenceNumber], _ point: Point?) throws {
    let point = try #require(point)
    for number in numbers {
      let estimate = point[number.quantity]
      #expect(number.isMet(by: estimate), "\(number): \(String(describing: estimate))")
    }
  }

  @Test("one neuron's path, edge, margin and outlier", arguments: Moment.all)
  func path(moment: Moment) throws {
    let found = try result(
      MeanFieldExperiment.self,
      [
        "--activation", moment.activation, "--step-size", String(moment.stepSize), "--delta",
        String(moment.delta), "--at", String(moment.step), "--samples", "60000",
      ])
    try check(moment.numbers, found.points.first)
  }

  @Test("δ_NN(t)", arguments: Threshold.all)
  func threshold(threshold: Threshold) throws {
    let found = try result(
      PhaseDiagramExperiment.self,
      [
        "--activation", threshold.activation, "--step-size", String(threshold.stepSize), "--at",
        String(threshold.step), "--delta", "5", "--samples", "60000",
      ])
    try check([threshold.number], found.points(in: [:], along: ["step"]).first)
  }

  @Test("two neurons: the easy direction, and the outlier it uncovers", arguments: TwoNeurons.all)
  func twoNeurons(moment: TwoNeurons) throws {
    let found = try result(
      MeanFieldExperiment.self,
      [
        "--target", "z1+z2^2-1", "--activation", "gelu", "--second-layer", "1.5,-1.5", "--delta",
        "8", "--step-size", "0.3", "--at", String(moment.step), "--samples", "40000",
      ])
    try check(moment.numbers, found.points.first)
  }
}

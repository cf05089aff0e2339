import Directives
import Experiments
import Testing

@Suite struct RevisionTests {
  /// Small results of each experiment. If they move, raise the experiment's `revision`, so that
  /// kept results of the old numbers are not mixed with new ones, and then these.
  @Test(
    "the numbers of each revision are these: bump the revision when they move",
    arguments: [
      ("overlap", 0.23909963734902726), ("population_risk", 0.60849663332755),
      ("train_risk", 0.27129668399600465),
    ])
  func numbers(quantity: String, value: Double) throws {
    let options = ["--d", "40", "--seeds", "1", "--delta", "4"]
    let kinds: [(any Experiment.Type, [String], revision: Int)] = [
      (GradientDescentExperiment.self, ["--steps", "20"], 1),
      (ThresholdSweepExperiment.self, ["--steps", "20"], 1),
      (HessianSpectrumExperiment.self, ["--at", "20"], 1),
    ]
    for (kind, own, revision) in kinds {
      let tree = try OptionTree.reading(arguments: options + own)
      let unit = try kind.init(kind.declaration.arguments(of: tree, at: nil)).units[0]
      let found = try #require(unit.result()?.records.last?.quantities[quantity])
      #expect(kind.revision == revision)
      // Instruction levels differ in the last bits only over so short a run.
      #expect(abs(found - value) < 1e-9, "\(kind.declaration.name): \(found)")
    }
  }

  @Test(
    "the numbers of theory's units are these: bump the revision when they move",
    arguments: rows)
  func theory(row: Row) throws {
    let tree = try OptionTree.reading(arguments: row.words)
    let experiment = try row.kind.init(row.kind.declaration.arguments(of: tree, at: nil))
    // Thresholds come after the batches of a phase diagram.
    let unit = try #require(experiment.units.last)
    let record = try #require(unit.result()?.records.last)
    #expect(row.kind.revision == row.revision)
    #expect(unit.identity["revision"] == String(row.revision))
    let found = try #require(record.quantities[row.quantity])
    #expect(abs(found - row.value) < 1e-7, "\(row): \(found)")
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let kind: any Experiment.Type
    let words: [String]
    let revision: Int
    let quantity: String
    let value: Double

    var testDescription: String { "\(kind.declaration.name): \(quantity)" }
  }

  private static let batch = ["--delta", "4", "--samples", "1000", "--at", "5", "--batches", "1"]
  private static let rows: [Row] = [
    Row(
      kind: MeanFieldExperiment.self, words: batch, revision: 2, quantity: "train_risk",
      value: 0.5580789181452854),
    Row(
      kind: MeanFieldExperiment.self, words: batch, revision: 2, quantity: "margin",
      value: 1.0342097250872304),
    Row(
      kind: MeanFieldExperiment.self, words: batch, revision: 2, quantity: "outlier_overlap_sq",
      value: 0.5577596873782117),
    Row(
      kind: PhaseDiagramExperiment.self,
      words: ["--delta", "4", "--samples", "1000", "--at", "1", "--batches", "2"], revision: 2,
      quantity: "delta_nn", value: 0.8980139589255257),
    Row(
      kind: OptimalThresholdExperiment.self, words: ["--noise", "1"], revision: 1,
      quantity: "delta_alg", value: 0.6456851270030843),
    Row(
      kind: SubspacesExperiment.self,
      words: ["--target", "0.6*z1+0.8*z2+(0.8*z1-0.6*z2)^2-1"], revision: 1,
      quantity: "easy_share_z1", value: 0.3596906159356501),
  ]
}

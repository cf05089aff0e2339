import Diagnostics
import Experiments
import Results
import Testing

@Suite("What happens in a run, and when") struct MilestonesTests {
  private func plateau(_ risks: Double...) -> Plateau {
    var plateau = Plateau()
    for (index, risk) in risks.enumerated() { plateau.observe(risk, at: 10 * index) }
    return plateau
  }

  @Test("a plateau lasts from the first minimum until the risk is below it again")
  func closed() {
    let found = plateau(1, 0.6, 0.7, 0.9, 0.8, 0.5, 2)
    #expect(found.minimum.step == 10 && found.length == 40 && found.isOver)
    #expect(abs(found.bump - 0.3) < 1e-12)
  }

  @Test("a plateau that does not end counts to the last step; a risk that only falls has none")
  func open() {
    let waiting = plateau(1, 0.6, 0.9, 0.7)
    #expect(waiting.length == 20 && !waiting.isOver && abs(waiting.bump - 0.3) < 1e-12)
    let falling = plateau(1, 0.8, 0.8, 0.5, 0.1)
    #expect(falling.length == 0 && falling.bump == 0)
  }

  @Test("a ripple within the resolution begins no plateau")
  func ripple() {
    let found = plateau(1, 0.6, 0.604, 0.59, 0.7, 0.4)
    #expect(found.minimum.step == 30 && found.length == 20)
  }

  @Test("minimum, bump, plateau and escape are those of the whole trajectory")
  func trajectory() throws {
    let common = [
      "--d", "60", "--delta", "3,8", "--steps", "50", "--seeds", "8", "--theory", "false",
    ]
    let found = result(try experiment(MilestonesExperiment.self, words: common))
    let paths = result(
      try experiment(
        GradientDescentExperiment.self,
        words: common + ["--at", (0...50).map(String.init).joined(separator: ",")]))
    var (escaped, risen) = (0, 0)
    for (unit, path) in zip(found.units, paths.units) {
      let milestones = try #require(unit.records.last)
      let escape = path.records.first { ($0.quantities["hard_overlap_sq"] ?? 0) > 0.5 }
      #expect(milestones.quantities["escape_step"] == escape.map { Double($0.step) })
      #expect(milestones.quantities["escaped"] == (escape == nil ? 0 : 1))
      let risks = path.records.prefix(milestones.step + 1).compactMap {
        $0.quantities["population_risk"]
      }
      let bump = try #require(milestones.quantities["bump"])
      guard let step = milestones.quantities["first_minimum_step"].map({ Int($0) }) else {
        #expect(bump == 0 && milestones.quantities["plateau"] == 0)
        continue
      }
      risen += 1
      escaped += escape == nil ? 0 : 1
      // Before it the risk never stood clearly above an earlier value.
      let minimum = risks[step]
      #expect(risks.prefix(step).allSatisfy { $0 >= minimum })
      let end = risks.indices.first { $0 > step && risks[$0] < minimum }
      let highest = try #require(risks[step..<(end ?? risks.count)].max())
      #expect(bump == highest - minimum && bump > Plateau.resolution * risks[0])
      #expect(milestones.quantities["plateau"] == Double((end ?? risks.count - 1) - step))
    }
    #expect(risen > 0 && escaped > 0)
  }

  @Test("the delay goes from the first outlier beyond the predicted edge to the escape")
  func delay() throws {
    let found = result(
      try experiment(
        MilestonesExperiment.self, "--target", "z1+z2^2-1", "--activation", "gelu",
        "--second-layer",
        "1.5,-1.5", "--step-size", "0.3", "--delta", "10", "--d", "80", "--steps", "150",
        "--outlier-at", "0,2,5,10,20", "--seeds", "4", "--samples", "2000", "--batches", "2"))
    let edges = Dictionary(
      uniqueKeysWithValues: found.points(in: [:], along: ["step"]).compactMap { point in
        point.at["step"]?.number.flatMap { step in
          point["predicted_left_edge"].map { (Int(step), $0.value) }
        }
      })
    #expect(edges.count == 5)
    for unit in found.units {
      let emergence = unit.records.first { record in
        guard let value = record.quantities["lambda_min"], let edge = edges[record.step],
          let overlap = record.quantities["lambda_min_hard_overlap_sq"]
        else { return false }
        return value < min(0, edge) && overlap >= 0.2
      }
      let last = try #require(unit.records.last)
      #expect(last.quantities["emergence_step"] == emergence.map { Double($0.step) })
      let escape = last.quantities["escape_step"]
      #expect(
        last.quantities["delay"] == emergence.flatMap { e in escape.map { $0 - Double(e.step) } })
    }
    let point = try #require(found.points(in: [:]).first)
    #expect(point["emerged"]?.value == 1 && point["delay"].map { $0.value > 0 } == true)
  }

  @Test("an outlier is followed along hard directions that are latent axes, else it is an error")
  func rotated() throws {
    #expect(throws: Diagnostics.self) {
      _ = try experiment(
        MilestonesExperiment.self, "--target", "0.6*z1+0.8*z2+(0.8*z1-0.6*z2)^2-1", "--outlier-at",
        "0,5", "--seeds", "1")
    }
  }

  @Test("the numbers of its revision are these: bump the revision when they move")
  func revision() throws {
    let experiment = try experiment(
      MilestonesExperiment.self, "--d", "60", "--delta", "2", "--steps", "60", "--seeds", "1",
      "--theory", "false")
    let record = try #require(experiment.units.first?.result()?.records.last)
    #expect(MilestonesExperiment.revision == 1)
    #expect(record.quantities["plateau"] == 53)
    #expect(abs((record.quantities["bump"] ?? 0) - 0.1984329887784868) < 1e-9)
  }
}

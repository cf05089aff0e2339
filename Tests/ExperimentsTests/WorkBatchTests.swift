import Experiments
import Numerics
import Results
import Synchronization
import Testing

@Suite struct WorkBatchTests {
  /// Every unit's result, computed in batches on as many threads as there are jobs.
  private func results(
    of units: [WorkUnit], jobs: Int, memoryLimit: Int = .max
  ) -> (results: [UnitResult?], sizes: [Int]) {
    let batches = WorkBatch.batches(of: units, jobs: jobs, memoryLimit: memoryLimit)
    let found = Mutex([UnitResult?](repeating: nil, count: units.count))
    _ = concurrentMap(count: batches.count, threads: jobs) { index in
      batches[index].run { unit, result, _ in
        found.withLock {
          #expect($0[unit] == nil)
          $0[unit] = result
        }
      }
    }
    return (found.withLock { $0 }, batches.map(\.indices.count))
  }

  private static let network = [
    "--d", "30", "--neurons", "2", "--second-layer", "1,-0.5", "--theory", "false",
  ]

  /// Runs that differ in n, σ, η and λ, of which some diverge; escapes at different times; a target
  /// that is not finite everywhere; data that are not Gaussian; f32.
  private func experiments() throws -> [any Experiment] {
    [
      try experiment(
        ThresholdSweepExperiment.self,
        words: Self.network + [
          "--delta", "1,2.5,6", "--activation", "quad,gelu", "--step-size", "0.2,60",
          "--ridge", "0,0.1", "--seeds", "2", "--steps", "12",
        ]),
      try experiment(
        EscapeTimeExperiment.self,
        words: Self.network + [
          "--target", "z1+z2^2", "--delta", "4,8", "--step-size", "0.1,0.3", "--seeds", "3",
          "--steps", "60",
        ]),
      try experiment(
        GradientDescentExperiment.self,
        words: Self.network + [
          "--target", "log(z1+3.7)", "--delta", "0.5,4,2000", "--seeds", "2", "--steps", "3",
        ]),
      try experiment(
        GradientDescentExperiment.self,
        words: Self.network + [
          "--data", "student-t:5", "--precision", "single", "--radius", "0.5,1,2", "--seeds", "2",
          "--steps", "9",
        ]),
    ]
  }

  private func bits(of result: UnitResult?) -> [[String: UInt64]] {
    (result?.records ?? []).map { record in
      record.quantities.mapValues(\.bitPattern).merging(["step": UInt64(record.step)]) { $1 }
    }
  }

  @Test("units have the bits they have alone, in whatever batches and on however many cores")
  func bits() throws {
    let units = try experiments().flatMap(\.units)
    let alone = units.map { $0.result() }
    // Finished, diverged, failed.
    #expect(Set(alone.compactMap { $0.map { "\($0.outcome)".prefix(6) } }).count == 3)
    for jobs in [1, 2] {
      let together = results(of: units, jobs: jobs)
      for (index, unit) in units.enumerated() {
        // A population risk that is not a number has bits as well.
        #expect(together.results[index]?.outcome == alone[index]?.outcome, "\(unit.identity)")
        #expect(bits(of: together.results[index]) == bits(of: alone[index]), "\(unit.identity)")
      }
      #expect((together.sizes.max() ?? 0) >= 6)
    }
  }

  @Test("a batch has one X, as large as the largest of its units, and counts it once")
  func memory() throws {
    let sweep = try experiment(
      ThresholdSweepExperiment.self,
      words: [
        "--d", "400", "--delta", "2,3,4,5", "--seeds", "1", "--steps", "5", "--theory", "false",
      ])
    let units = sweep.units
    let batch = try #require(
      WorkBatch.batches(of: units, jobs: 1, memoryLimit: .max).first)
    #expect(batch.indices == [3, 2, 1, 0])
    let inputs = 400 * 400 * 8
    #expect(batch.bytes == units.reduce(0) { $0 + $1.bytes } - (2 + 3 + 4) * inputs)
    // Half of that leaves room for two at a time.
    let halved = WorkBatch.batches(of: units, jobs: 1, memoryLimit: batch.bytes - 1)
    #expect(halved.count > 1 && halved.allSatisfy { $0.bytes < batch.bytes })
    #expect(halved.flatMap(\.indices).sorted() == [0, 1, 2, 3])
  }

  @Test("no core is left idle for the sake of company")
  func cores() throws {
    let units = try experiment(
      ThresholdSweepExperiment.self,
      words: ["--d", "20", "--delta", "1,2,3", "--seeds", "1", "--theory", "false"]
    ).units
    #expect(WorkBatch.batches(of: units, jobs: 3, memoryLimit: .max).count == 3)
    #expect(WorkBatch.batches(of: units, jobs: 1, memoryLimit: .max).count == 1)
  }

  @Test("spectra, mini-batches and implicit designs run alone")
  func alone() throws {
    let runs = [
      "--d", "20", "--delta", "1,2,3", "--seeds", "1", "--steps", "4", "--theory", "false",
    ]
    let others = [
      try experiment(GradientDescentExperiment.self, words: runs + ["--extremes", "true"]).units,
      try experiment(GradientDescentExperiment.self, words: runs + ["--batch", "8"]).units,
      try experiment(GradientDescentExperiment.self, words: runs + ["--design", "implicit"]).units,
    ]
    for units in others {
      #expect(WorkBatch.batches(of: units, jobs: 1, memoryLimit: .max).count == 3)
    }
  }

  private struct Full: Error {}

  @Test("cancelling ends a batch; so does a store that fails")
  func cancellation() throws {
    let units = try experiment(
      GradientDescentExperiment.self,
      words: [
        "--d", "20", "--delta", "1,2,3", "--seeds", "1", "--steps", "50", "--theory", "false",
      ]
    ).units
    let batch = WorkBatch.batches(of: units, jobs: 1, memoryLimit: .max)[0]
    var asked = 0
    batch.run(isCancelled: {
      asked += 1
      return asked > 20
    }) { _, _, _ in Issue.record("no unit had ended") }
    var told = 0
    #expect(throws: Full.self) {
      try batch.run { _, _, _ throws(Full) in
        told += 1
        throw Full()
      }
    }
    #expect(told == 1)
  }

  @Test("shares of a batch add up to one")
  func shares() throws {
    let units = try experiment(
      GradientDescentExperiment.self,
      words: [
        "--d", "20", "--delta", "1,2,3", "--seeds", "1", "--steps", "4", "--theory", "false",
      ]
    ).units
    var sum = 0.0
    WorkBatch.batches(of: units, jobs: 1, memoryLimit: .max)[0].run { _, _, share in sum += share }
    #expect(abs(sum - 1) < 1e-12)
  }
}

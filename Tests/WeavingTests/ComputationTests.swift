import Diagnostics
import Directives
import Experiments
import Results
import Testing
import Weaving

private func sweep(_ words: String...) throws -> ThresholdSweepExperiment {
  let tree = try OptionTree.reading(
    arguments: ["--d", "20", "--steps", "5", "--seeds", "2", "--theory", "false"] + words)
  return try ThresholdSweepExperiment(
    ThresholdSweepExperiment.declaration.arguments(of: tree, at: nil))
}

@Suite struct ComputationTests {
  @Test("kept units are not computed again; new grid values cost only their own")
  func reuse() async throws {
    let store = MemoryStore()
    let first = CountingEngine()
    _ = try await Computation(store: store, engine: first, progress: Quiet())
      .results(of: [try sweep("--delta", "1,2")])
    #expect(first.ran.withLock { $0 } == 4)
    let second = CountingEngine()
    _ = try await Computation(store: store, engine: second, progress: Quiet())
      .results(of: [try sweep("--delta", "1,2,3")])
    #expect(second.ran.withLock { $0 } == 2)
  }

  @Test("units that two experiments share are computed once and stand in both grids")
  func shared() async throws {
    let engine = CountingEngine()
    let results = try await Computation(store: MemoryStore(), engine: engine, progress: Quiet())
      .results(of: [
        try sweep("--delta", "1,2"), try sweep("--delta", "2", "--activation", "quad,gelu"),
      ])
    #expect(engine.ran.withLock { $0 } == 6)
    #expect(results[1].units[0].at == ["activation": .name("quad"), "delta": .number(2)])
    #expect(results[0].units[2].records == results[1].units[0].records)
  }

  @Test("finished units survive an interruption, and the next run goes on from them")
  func interruption() async throws {
    let store = MemoryStore()
    let experiment = try sweep("--delta", "1,2,3")
    await #expect(throws: Interrupted.self) {
      try await Computation(store: store, engine: CountingEngine(limit: 4), progress: Quiet())
        .results(of: [experiment])
    }
    #expect(store.rows.withLock { $0.count } == 4)
    let rest = CountingEngine()
    let resumed = try await Computation(store: store, engine: rest, progress: Quiet())
      .results(of: [experiment])
    #expect(rest.ran.withLock { $0 } == 2)
    let undisturbed = try await Computation(
      store: MemoryStore(), engine: CountingEngine(), progress: Quiet()
    ).results(of: [experiment])
    #expect(resumed[0].units == undisturbed[0].units)
  }

  @Test("refresh computes what is kept, too")
  func refresh() async throws {
    let store = MemoryStore()
    let experiment = try sweep("--delta", "1")
    for _ in 0..<2 {
      let engine = CountingEngine()
      _ = try await Computation(store: store, engine: engine, progress: Quiet(), reuse: .never)
        .results(of: [experiment])
      #expect(engine.ran.withLock { $0 } == 2)
    }
  }
}

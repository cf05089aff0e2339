import Directives
import Experiments
import Testing
import Weaving

@Suite struct ScheduleTests {
  /// Runs at these d, so of growing cost and memory, with nothing in common.
  private func batches(_ d: String) throws -> [WorkBatch] {
    let tree = try OptionTree.reading(
      arguments: ["--d", d, "--delta", "2", "--steps", "5", "--seeds", "1", "--theory", "false"])
    let kind = GradientDescentExperiment.self
    let units = try kind.init(kind.declaration.arguments(of: tree, at: nil)).units
    return WorkBatch.batches(of: units, jobs: 1, memoryLimit: .max)
  }

  private func started(_ schedule: inout Schedule) -> [Int] {
    var all: [Int] = []
    while let next = schedule.next() { all.append(next) }
    return all
  }

  @Test("the costly ones first, as many as there are jobs")
  func jobs() throws {
    var schedule = Schedule(try batches("100,300,200"), jobs: 2, memoryLimit: .max)
    #expect(started(&schedule) == [1, 2])
    schedule.finish(2)
    #expect(started(&schedule) == [0])
    schedule.finish(0)
    schedule.finish(1)
    #expect(started(&schedule) == [])
  }

  @Test("what runs together never needs more than the memory allowed")
  func memory() throws {
    let batches = try batches("1000,1200,1400,1600,1800,2000")
    let limit = batches[5].bytes + batches[0].bytes
    var schedule = Schedule(batches, jobs: 4, memoryLimit: limit)
    var running: [Int] = []
    var order: [Int] = []
    var most = 0
    while order.count < batches.count {
      let new = started(&schedule)
      running += new
      order += new
      most = max(most, running.count)
      #expect(!running.isEmpty && running.reduce(0) { $0 + batches[$1].bytes } <= limit)
      schedule.finish(running.removeFirst())
    }
    #expect(order == [5, 4, 3, 2, 1, 0])
    // Two at most fit, and towards the end two do.
    #expect(most == 2)
    // With half of the memory there is one at a time.
    var narrow = Schedule(batches, jobs: 4, memoryLimit: batches[5].bytes)
    #expect(started(&narrow) == [5])
  }

  @Test("one alone starts, whatever it needs")
  func alone() throws {
    var schedule = Schedule(try batches("100,200"), jobs: 2, memoryLimit: 1)
    #expect(started(&schedule) == [1])
    schedule.finish(1)
    #expect(started(&schedule) == [0])
  }
}

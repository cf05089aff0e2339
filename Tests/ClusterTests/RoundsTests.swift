import Cluster
import Testing

@Suite struct RoundsTests {
  private let running = Rounds.Answer.alive([JobState.read("7_0|RUNNING|None")!].flatMap(\.self))

  private func rounds(earlier: Int = 0) -> Rounds { Rounds(earlier: earlier, now: 0) }

  @Test("Work is submitted once, waited for, and done when all has arrived")
  func goesWell() {
    var rounds = rounds()
    #expect(rounds.next(now: 0, missing: 5, hasNews: false, answer: nil) == .submit(round: 1))
    for now in stride(from: 5.0, to: 3600, by: 60) {
      guard case .wait = rounds.next(now: now, missing: 5, hasNews: false, answer: running) else {
        Issue.record("it did not wait at \(now) s")
        return
      }
    }
    #expect(rounds.next(now: 3700, missing: 0, hasNews: true, answer: running) == .done)
  }

  @Test("Waiting grows from five seconds to a minute, and is short again after news")
  func backsOff() {
    var rounds = rounds()
    _ = rounds.next(now: 0, missing: 5, hasNews: false, answer: nil)
    var waits: [Double] = []
    for now in 1...10 {
      if case .wait(let seconds) = rounds.next(
        now: Double(now), missing: 5, hasNews: false, answer: running)
      {
        waits.append(seconds)
      }
    }
    #expect(waits.count == 10 && waits == waits.sorted())
    #expect(waits[0] < 10 && waits[9] == 60)
    #expect(
      rounds.next(now: 11, missing: 4, hasNews: true, answer: running) == .wait(seconds: 5))
  }

  @Test("What ended without its results is submitted again after a grace, three times in all")
  func givesUp() {
    var rounds = rounds()
    var (now, submitted) = (0.0, [0.0])
    _ = rounds.next(now: 0, missing: 5, hasNews: false, answer: nil)
    while now < 3600 {
      now += 5
      switch rounds.next(now: now, missing: 5, hasNews: false, answer: .alive([])) {
      case .submit(let round):
        submitted.append(now)
        #expect(round == submitted.count)
      case .stop(let reason):
        #expect(submitted.count == 3)
        #expect(zip(submitted, submitted.dropFirst()).allSatisfy { $1 - $0 >= 60 })
        #expect(reason.contains("3 rounds"))
        return
      default: break
      }
    }
    Issue.record("it never gave up")
  }

  @Test("Silence is not the end of the jobs: nothing is submitted again, and it ends with a reason")
  func silence() {
    var rounds = rounds()
    _ = rounds.next(now: 0, missing: 5, hasNews: false, answer: nil)
    for now in stride(from: 5.0, to: 3600, by: 5) {
      switch rounds.next(now: now, missing: 5, hasNews: false, answer: .unknown("timed out")) {
      case .wait: #expect(now < 900)
      case .stop(let reason):
        #expect(now == 900 && reason.contains("timed out"))
        return
      default:
        Issue.record("silence led to something else")
        return
      }
    }
    Issue.record("it waits for ever")
  }

  @Test("One answer after silence, and patience begins anew")
  func forgives() {
    var rounds = rounds()
    _ = rounds.next(now: 0, missing: 5, hasNews: false, answer: nil)
    for (now, answer) in [(800.0, Rounds.Answer.unknown("")), (850, running), (1700, .unknown(""))]
    {
      guard case .wait = rounds.next(now: now, missing: 5, hasNews: false, answer: answer) else {
        Issue.record("it did not wait at \(now) s")
        return
      }
    }
  }

  @Test("A plan that goes on waits for what others submitted before it submits the next round")
  func resumes() {
    var rounds = rounds(earlier: 2)
    guard case .wait = rounds.next(now: 0, missing: 5, hasNews: false, answer: running) else {
      Issue.record("it submitted beside living jobs")
      return
    }
    #expect(
      rounds.next(now: 100, missing: 5, hasNews: false, answer: .alive([])) == .submit(round: 3))
  }

  @Test("Results that still come keep a round alive when the queue has forgotten it")
  func late() {
    var rounds = rounds()
    _ = rounds.next(now: 0, missing: 9, hasNews: false, answer: nil)
    for now in stride(from: 50.0, to: 400, by: 50) {
      guard case .wait = rounds.next(now: now, missing: 5, hasNews: true, answer: .alive([])) else {
        Issue.record("it did not wait at \(now) s")
        return
      }
    }
  }

  @Test(
    "Jobs that wait for what somebody must change end the waiting, with the reason",
    arguments: [
      "JobHeldUser", "launch failed requeued held", "BadConstraints", "PartitionTimeLimit",
    ])
  func hopeless(reason: String) throws {
    var rounds = rounds()
    _ = rounds.next(now: 0, missing: 5, hasNews: false, answer: nil)
    let states = try #require(JobState.read("7_[0-4]|PENDING|\(reason)"))
    guard case .wait = rounds.next(now: 30, missing: 5, hasNews: false, answer: .alive(states))
    else {
      Issue.record("it gave up at once")
      return
    }
    guard
      case .stop(let why) = rounds.next(now: 60, missing: 5, hasNews: false, answer: .alive(states))
    else {
      Issue.record("it waits for ever")
      return
    }
    #expect(why.contains(reason))
  }

  @Test("Those that wait for their turn are waited for")
  func patient() throws {
    var rounds = rounds()
    _ = rounds.next(now: 0, missing: 5, hasNews: false, answer: nil)
    let states = try #require(JobState.read("7_[0-4]|PENDING|Priority"))
    for now in stride(from: 60.0, to: 86_400, by: 60) {
      guard case .wait = rounds.next(now: now, missing: 5, hasNews: false, answer: .alive(states))
      else {
        Issue.record("it did not wait at \(now) s")
        return
      }
    }
  }
}

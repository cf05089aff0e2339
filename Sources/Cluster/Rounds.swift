/// What to do next while a queue works on units that publish their results by themselves.
///
/// The queue only answers whether anything is still alive; what has arrived says how far the work
/// is. Time is in seconds from any beginning.
public struct Rounds: Sendable {
  public enum Answer: Sendable, Equatable {
    case alive([JobState])
    /// No answer, or none that can be read: nothing follows from it.
    case unknown(String)
  }

  public enum Action: Sendable, Equatable {
    /// Submit what is missing, as the round of a number.
    case submit(round: Int)
    case wait(seconds: Double)
    case done
    /// Nothing more will come, for this reason.
    case stop(String)
  }

  public struct Limits: Sendable {
    /// Rounds before what is still missing is given up.
    public var rounds = 3
    /// Seconds in which submitted work may be invisible, and results of ended work may be late.
    public var grace = 60.0
    /// Seconds without any answer of the queue.
    public var patience = 900.0
    public var shortestWait = 5.0
    public var longestWait = 60.0

    public init() {}
  }

  private let limits: Limits
  /// Rounds submitted before, by whoever began the work.
  private let earlier: Int
  private var submitted = 0
  private var lastSign: Double
  private var lastAnswer: Double
  private var wait: Double

  /// - Parameter earlier: rounds that were submitted before; what they left is waited for first.
  public init(limits: Limits = Limits(), earlier: Int = 0, now: Double) {
    self.limits = limits
    self.earlier = earlier
    (lastSign, lastAnswer, wait) = (now, now, limits.shortestWait)
  }

  /// - Parameters:
  ///   - missing: units that have not arrived.
  ///   - hasNews: whether some arrived since the last call.
  ///   - answer: the queue's; nil before anything was submitted.
  public mutating func next(
    now: Double, missing: Int, hasNews: Bool, answer: Answer?
  ) -> Action {
    guard missing > 0 else { return .done }
    if hasNews { lastSign = now }
    guard earlier + submitted > 0, let answer else { return submit(now) }
    switch answer {
    case .unknown(let why):
      guard now - lastAnswer < limits.patience else {
        return .stop("the queue has not answered for \(Int(now - lastAnswer)) s: \(why)")
      }
      return pause(hasNews)
    case .alive(let states):
      lastAnswer = now
      let isStuck = !states.isEmpty && states.allSatisfy(\.isHopeless)
      if !states.isEmpty, !isStuck { lastSign = now }
      if isStuck, now - lastSign >= limits.grace {
        return .stop("the jobs will never start as they are: \(states.summary)")
      }
      guard states.isEmpty, now - lastSign >= limits.grace else { return pause(hasNews) }
      guard submitted < limits.rounds else {
        return .stop("\(limits.rounds) rounds of jobs ended without them")
      }
      return submit(now)
    }
  }

  private mutating func submit(_ now: Double) -> Action {
    submitted += 1
    (lastSign, lastAnswer, wait) = (now, now, limits.shortestWait)
    return .submit(round: earlier + submitted)
  }

  /// Longer and longer while nothing happens.
  private mutating func pause(_ hasNews: Bool) -> Action {
    wait = hasNews ? limits.shortestWait : min(wait * 1.5, limits.longestWait)
    return .wait(seconds: min(wait, max(limits.shortestWait, limits.grace)))
  }
}

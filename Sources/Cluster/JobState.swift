/// What a queue says of a job, or of an array's tasks that wait together.
public struct JobState: Sendable, Equatable {
  public let id: String
  /// `PENDING`, `RUNNING`, …
  public let state: String
  /// Why it waits, such as `Resources`; `None` if it does not.
  public let reason: String
  /// How many tasks the line stands for: `12_[3-9%2]` is seven.
  public let tasks: Int

  public var isPending: Bool { state == "PENDING" }

  /// Whether it waits for what somebody must change.
  public var isHopeless: Bool {
    isPending && Self.hopeless.contains { reason.contains($0) }
  }

  private static let hopeless = [
    "held", "JobHeldUser", "JobHeldAdmin", "BadConstraints", "DependencyNeverSatisfied",
    "InvalidAccount", "InvalidQOS", "PartitionNodeLimit", "PartitionTimeLimit",
  ]

  /// Lines of `squeue -h -r -o '%i|%T|%r'`; ended jobs that it still shows are left out.
  ///
  /// - Returns: nil for a text that is no such answer.
  public static func read(_ text: String) -> [JobState]? {
    var states: [JobState] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 3, words[0].first?.isNumber == true else { return nil }
      guard !ended.contains(words[1]) else { continue }
      states.append(
        JobState(id: words[0], state: words[1], reason: words[2], tasks: count(of: words[0])))
    }
    return states
  }

  private static let ended: Set<String> = [
    "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY",
    "PREEMPTED", "REVOKED", "TIMEOUT",
  ]

  private static func count(of id: String) -> Int {
    guard let open = id.firstIndex(of: "["), let close = id.firstIndex(of: "]") else { return 1 }
    return id[id.index(after: open)..<close].prefix { $0 != "%" }.split(separator: ",")
      .reduce(0) { sum, part in
        let ends = part.split(separator: "-").compactMap { Int($0) }
        return sum + (ends.count == 2 ? max(0, ends[1] - ends[0]) + 1 : 1)
      }
  }
}

extension [JobState] {
  /// `3 running, 12 pending (Resources, Priority)`.
  public var summary: String {
    let pending = filter(\.isPending)
    let running = filter { !$0.isPending }.reduce(0) { $0 + $1.tasks }
    let waiting = pending.reduce(0) { $0 + $1.tasks }
    let reasons = Set(pending.map(\.reason)).subtracting(["None", ""]).sorted()
    var text = "\(running) running, \(waiting) pending"
    if !reasons.isEmpty { text += " (\(reasons.joined(separator: ", ")))" }
    return text
  }
}

import Claims
import Synchronization

/// What was found of statements before, for a report that is woven again and again.
public final class KeptJudgements: Sendable {
  /// Equal questions have equal judgements.
  struct Question: Hashable {
    let statement: ResolvedStatement
    let level: Double
    /// What each experiment is asked, by its index.
    let experiments: [Int: CheckedTemplate.Question]
  }

  private let found = Mutex<[Question: Judgement]>([:])
  /// Judgements beyond which it starts over.
  private static let limit = 4000

  public init() {}

  func judgement(of question: Question, or make: () -> Judgement) -> Judgement {
    if let known = found.withLock({ $0[question] }) { return known }
    let judgement = make()
    found.withLock { found in
      if found.count >= Self.limit { found = [:] }
      found[question] = judgement
    }
    return judgement
  }
}

import Glibc

/// The law of a waiting time from observations of which some ended before it was over (Kaplan,
/// Meier 1958).
public struct KaplanMeier: Sendable, Equatable {
  public struct Step: Sendable, Equatable {
    /// A time at which something happened.
    public let time: Double
    /// P(T > time)
    public let survival: Double
    /// Standard error of log(−log survival), Greenwood; nil where survival is 0 or 1.
    public let logLogError: Double?
  }

  /// At increasing times.
  public let steps: [Step]

  public struct Observation: Sendable, Equatable {
    public var time: Double
    /// Whether it happened at `time`; otherwise it had not when watching ended at `time`.
    public var isEvent: Bool

    public init(time: Double, isEvent: Bool) {
      self.time = time
      self.isEvent = isEvent
    }
  }

  public init(_ observations: [Observation]) {
    var steps: [Step] = []
    var (survival, greenwood) = (1.0, 0.0)
    for time in Set(observations.filter(\.isEvent).map(\.time)).sorted() {
      let atRisk = Double(observations.count { $0.time >= time })
      let events = Double(observations.count { $0.isEvent && $0.time == time })
      survival *= 1 - events / atRisk
      if atRisk > events { greenwood += events / (atRisk * (atRisk - events)) }
      let isInside = survival > 0 && survival < 1
      steps.append(
        Step(
          time: time, survival: survival,
          logLogError: isInside ? greenwood.squareRoot() / abs(log(survival)) : nil))
    }
    self.steps = steps
  }

  /// The first time with P(T > t) ≤ 1/2; nil if more than half are still waiting at the end.
  public var median: Double? { steps.first { $0.survival <= 0.5 }?.time }

  /// The times at which survival of one half is not rejected (Brookmeyer, Crowley 1982), by the
  /// interval of log(−log survival); an end beyond the observations is nil.
  public func medianInterval(quantile z: Double = 1.959964) -> (low: Double?, high: Double?) {
    /// Above 0: survival is significantly above a half; below: significantly below.
    func verdict(_ step: Step) -> Int {
      guard let error = step.logLogError else { return step.survival >= 1 ? 1 : -1 }
      let score = (log(-log(0.5)) - log(-log(step.survival))) / error
      return score > z ? 1 : score < -z ? -1 : 0
    }
    let low = steps.first { verdict($0) <= 0 }?.time
    let high = steps.first { verdict($0) < 0 }?.time
    return (low, high)
  }
}

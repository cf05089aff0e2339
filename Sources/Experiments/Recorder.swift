import Results

/// What an experiment takes from a run while it goes on.
protocol Recorder {
  /// Whether the run need not go on.
  var hasEnough: Bool { get }
  mutating func observe(_ moment: Training.Moment)
  /// - Parameter outcome: how the run ended; nil if it was stopped, for having given enough or
  ///   before.
  /// - Returns: nil if it was stopped before.
  func result(of outcome: Outcome?) -> (Outcome, [Record])?
}

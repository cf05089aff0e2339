import Results

/// What a run shows at one step of the side of the threshold that it is on, to somebody who has the
/// training risk and a test set, and does not know what there is to learn.
struct Diagnosis: Equatable {
  /// The share of the training risk at the start that is gone.
  var trainFall: Double
  /// The same of the test risk; negative where it rose.
  var testFall: Double
  /// The correlation of predictions with responses on test samples.
  var correlation: Double

  /// A row of the table.
  enum Signature: String, CaseIterable {
    /// Predictions correlate, and the test risk has fallen.
    case learned
    /// Predictions correlate, and the test risk is still on its plateau.
    case waiting
    /// They do not; the training risk falls, the test risk does not follow.
    case overfits
    /// They do not; neither risk moves away from the other.
    case stuck

    /// Whether the run is said to learn.
    var saysLearns: Bool { self == .learned || self == .waiting }
  }

  /// Predictions that correlate less than this do not know the hard direction yet: for a neuron whose
  /// prediction is quadratic, the correlation is its squared overlap.
  static let correlationLevel = 0.1
  /// A test risk has fallen when half of it is gone.
  static let fallLevel = 0.5
  /// Training runs ahead of the test when the falls differ by more than this.
  static let gapLevel = 0.2

  var signature: Signature {
    if correlation > Self.correlationLevel {
      return testFall > Self.fallLevel ? .learned : .waiting
    }
    return trainFall - testFall > Self.gapLevel ? .overfits : .stuck
  }

  /// By name, the row as ones and zeros.
  var quantities: [String: Double] {
    var quantities = [
      "train_fall": trainFall, "test_fall": testFall, "test_correlation": correlation,
      "says_learns": signature.saysLearns ? 1 : 0,
    ]
    for row in Signature.allCases { quantities[row.rawValue] = row == signature ? 1 : 0 }
    return quantities
  }
}

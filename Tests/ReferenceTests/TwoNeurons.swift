import Testing

/// Where two GeLU neurons with second layer (1.5, −1.5) stand on y = z₁ + z₂² − 1 at δ = 8, η = 0.3:
/// 8 batches of 40 000 samples of an independent implementation.
struct TwoNeurons: Sendable, CustomTestStringConvertible {
  let step: Int
  let numbers: [ReferenceNumber]

  var testDescription: String { "t = \(step)" }

  static let all: [TwoNeurons] = [
    TwoNeurons(
      step: 0,
      numbers: [
        .init("train_risk", 1.01769, 0.00196),
        .init("population_risk", 1.01329, 0.00287),
        .init("overlap_1_z1", 0.00915, 0.00542),
        .init("overlap_2_z1", 0.0024, 0.00594),
        .init("outlier", nil),
        .init("outlier_overlap_sq", nil),
      ]),
    TwoNeurons(
      step: 5,
      numbers: [
        .init("train_risk", 0.58959, 0.00152),
        .init("population_risk", 0.68818, 0.00161),
        .init("overlap_1_z1", 0.35743, 0.00465),
        .init("overlap_2_z1", -0.37436, 0.00446),
        .init("outlier", -0.28343, 0.00376),
        .init("outlier_overlap_sq", 0.62713, 0.00661),
      ]),
    TwoNeurons(
      step: 20,
      numbers: [
        .init("train_risk", 0.44265, 0.00179),
        .init("population_risk", 0.59488, 0.00066),
        .init("overlap_1_z1", 0.61603, 0.00318),
        .init("overlap_2_z1", -0.68115, 0.00222),
        .init("outlier", -0.19594, 0.00392),
        .init("outlier_overlap_sq", 0.63329, 0.0043),
      ]),
    TwoNeurons(
      step: 40,
      numbers: [
        .init("train_risk", 0.40227, 0.00186),
        .init("population_risk", 0.59519, 0.00095),
        .init("overlap_1_z1", 0.67314, 0.0026),
        .init("overlap_2_z1", -0.76782, 0.00173),
        .init("outlier", -0.11919, 0.00355),
        .init("outlier_overlap_sq", 0.56581, 0.00464),
      ]),
  ]
}

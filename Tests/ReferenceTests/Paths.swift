import Testing

/// Where one neuron stands on phase retrieval, y = z², pseudo-Huber c = 1: 12 batches of 60 000
/// samples of an independent implementation.
struct Moment: Sendable, CustomTestStringConvertible {
  let activation: String
  let delta: Double
  let stepSize: Double
  let step: Int
  let numbers: [ReferenceNumber]

  var testDescription: String { "\(activation), δ = \(delta), t = \(step)" }

  static let all: [Moment] = [
    Moment(
      activation: "quad", delta: 3, stepSize: 0.1, step: 0,
      numbers: [
        .init("train_risk", 0.79676, 0.00173),
        .init("population_risk", 0.79925, 0.00095),
        .init("theta_norm", 1, 0),
        .init("left_edge", -1.12289, 0.00251),
        .init("margin", 0.71821, 0.00473),
        .init("outlier", -1.25019, 0.00371),
        .init("outlier_overlap_sq", 0.36431, 0.00168),
      ]),
    Moment(
      activation: "quad", delta: 3, stepSize: 0.1, step: 10,
      numbers: [
        .init("train_risk", 0.40689, 0.00098),
        .init("population_risk", 0.63226, 0.00097),
        .init("theta_norm", 0.79805, 0.00069),
        .init("left_edge", -1.10441, 0.00201),
        .init("margin", 0.46569, 0.00334),
        .init("outlier", -1.15473, 0.00225),
        .init("outlier_overlap_sq", 0.22391, 0.00116),
      ]),
    Moment(
      activation: "quad", delta: 3, stepSize: 0.1, step: 30,
      numbers: [
        .init("train_risk", 0.29129, 0.00092),
        .init("population_risk", 0.71689, 0.00097),
        .init("theta_norm", 0.91435, 0.00092),
        .init("left_edge", -0.6481, 0.00248),
        .init("margin", -0.18772, 0.00343),
        .init("outlier", nil),
        .init("outlier_overlap_sq", nil),
      ]),
    Moment(
      activation: "quad", delta: 3, stepSize: 0.1, step: 100,
      numbers: [
        .init("train_risk", 0.20723, 0.00091),
        .init("population_risk", 0.88124, 0.00133),
        .init("theta_norm", 1.06788, 0.00117),
        .init("left_edge", -0.2761, 0.00126),
        .init("margin", -0.75354, 0.00394),
        .init("outlier", nil),
        .init("outlier_overlap_sq", nil),
      ]),
    Moment(
      activation: "quad", delta: 6, stepSize: 0.1, step: 0,
      numbers: [
        .init("train_risk", 0.79676, 0.00173),
        .init("population_risk", 0.79925, 0.00095),
        .init("theta_norm", 1, 0),
        .init("left_edge", -0.49662, 0.00227),
        .init("margin", 0.80641, 0.00425),
        .init("outlier", -0.74201, 0.00408),
        .init("outlier_overlap_sq", 0.56672, 0.00163),
      ]),
    Moment(
      activation: "quad", delta: 6, stepSize: 0.1, step: 10,
      numbers: [
        .init("train_risk", 0.48161, 0.00118),
        .init("population_risk", 0.5902, 0.00089),
        .init("theta_norm", 0.70882, 0.00064),
        .init("left_edge", -0.79017, 0.00186),
        .init("margin", 0.85501, 0.00383),
        .init("outlier", -1.0599, 0.00311),
        .init("outlier_overlap_sq", 0.59346, 0.00119),
      ]),
    Moment(
      activation: "quad", delta: 6, stepSize: 0.1, step: 30,
      numbers: [
        .init("train_risk", 0.41052, 0.00106),
        .init("population_risk", 0.62566, 0.00075),
        .init("theta_norm", 0.78383, 0.00085),
        .init("left_edge", -0.5015, 0.00126),
        .init("margin", 0.51347, 0.00294),
        .init("outlier", -0.59355, 0.00165),
        .init("outlier_overlap_sq", 0.35379, 0.00164),
      ]),
    Moment(
      activation: "quad", delta: 6, stepSize: 0.1, step: 100,
      numbers: [
        .init("train_risk", 0.35106, 0.001),
        .init("population_risk", 0.69928, 0.00088),
        .init("theta_norm", 0.89208, 0.00112),
        .init("left_edge", -0.21669, 0.00113),
        .init("margin", 0.1205, 0.00414),
        .init("outlier", -0.22153, 0.00131),
        .init("outlier_overlap_sq", 0.07971, 0.00277),
      ]),
    Moment(
      activation: "gelu", delta: 4, stepSize: 0.3, step: 0,
      numbers: [
        .init("train_risk", 0.61028, 0.00144),
        .init("population_risk", 0.61169, 0.00068),
        .init("theta_norm", 1, 0),
        .init("left_edge", -0.42054, 0.00082),
        .init("margin", 0.1493, 0.00164),
        .init("outlier", -0.44472, 0.00105),
        .init("outlier_overlap_sq", 0.33309, 0.0024),
      ]),
    Moment(
      activation: "gelu", delta: 4, stepSize: 0.3, step: 10,
      numbers: [
        .init("train_risk", 0.51313, 0.00124),
        .init("population_risk", 0.61006, 0.00078),
        .init("theta_norm", 0.99049, 0.00076),
        .init("left_edge", -0.31297, 0.0005),
        .init("margin", 0.06312, 0.001),
        .init("outlier", -0.31803, 0.00054),
        .init("outlier_overlap_sq", 0.16454, 0.00226),
      ]),
    Moment(
      activation: "gelu", delta: 4, stepSize: 0.3, step: 30,
      numbers: [
        .init("train_risk", 0.43562, 0.00112),
        .init("population_risk", 0.64067, 0.00075),
        .init("theta_norm", 1.26903, 0.0013),
        .init("left_edge", -0.19275, 0.00055),
        .init("margin", -0.05408, 0.00085),
        .init("outlier", nil),
        .init("outlier_overlap_sq", nil),
      ]),
    Moment(
      activation: "gelu", delta: 4, stepSize: 0.3, step: 100,
      numbers: [
        .init("train_risk", 0.37333, 0.00091),
        .init("population_risk", 0.71673, 0.00105),
        .init("theta_norm", 1.74993, 0.00336),
        .init("left_edge", -0.09617, 0.00069),
        .init("margin", -0.14099, 0.00126),
        .init("outlier", nil),
        .init("outlier_overlap_sq", nil),
      ]),
    Moment(
      activation: "gelu", delta: 8, stepSize: 0.3, step: 0,
      numbers: [
        .init("train_risk", 0.61028, 0.00144),
        .init("population_risk", 0.61169, 0.00068),
        .init("theta_norm", 1, 0),
        .init("left_edge", -0.25758, 0.00073),
        .init("margin", 0.19473, 0.0014),
        .init("outlier", -0.32073, 0.0011),
        .init("outlier_overlap_sq", 0.60751, 0.00172),
      ]),
    Moment(
      activation: "gelu", delta: 8, stepSize: 0.3, step: 10,
      numbers: [
        .init("train_risk", 0.55429, 0.00131),
        .init("population_risk", 0.6047, 0.00078),
        .init("theta_norm", 0.91426, 0.00086),
        .init("left_edge", -0.21914, 0.0006),
        .init("margin", 0.1708, 0.00117),
        .init("outlier", -0.27207, 0.00085),
        .init("outlier_overlap_sq", 0.58197, 0.00176),
      ]),
    Moment(
      activation: "gelu", delta: 8, stepSize: 0.3, step: 30,
      numbers: [
        .init("train_risk", 0.50592, 0.00121),
        .init("population_risk", 0.6182, 0.00076),
        .init("theta_norm", 1.06618, 0.00131),
        .init("left_edge", -0.14218, 0.00049),
        .init("margin", 0.09069, 0.00074),
        .init("outlier", -0.16008, 0.00059),
        .init("outlier_overlap_sq", 0.38939, 0.00198),
      ]),
    Moment(
      activation: "gelu", delta: 8, stepSize: 0.3, step: 100,
      numbers: [
        .init("train_risk", 0.46538, 0.00103),
        .init("population_risk", 0.6542, 0.00064),
        .init("theta_norm", 1.37616, 0.00274),
        .init("left_edge", -0.06436, 0.00046),
        .init("margin", 0.00804, 0.00085),
        .init("outlier", -0.06454, 0.00047),
        .init("outlier_overlap_sq", 0.04179, 0.0043),
      ]),
  ]
}

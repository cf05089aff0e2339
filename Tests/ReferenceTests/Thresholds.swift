import Testing

/// δ_NN(t) of one neuron on phase retrieval, from an independent implementation.
struct Threshold: Sendable, CustomTestStringConvertible {
  let activation: String
  let stepSize: Double
  let step: Int
  let number: ReferenceNumber

  var testDescription: String { "\(activation), t = \(step)" }

  static let all: [Threshold] = [
    Threshold(
      activation: "quad", stepSize: 0.1, step: 0,
      number: .init("delta_nn", 0.924, 0.002)),
    Threshold(
      activation: "quad", stepSize: 0.1, step: 10,
      number: .init("delta_nn", 1.953, 0.003)),
    Threshold(
      activation: "quad", stepSize: 0.1, step: 30,
      number: .init("delta_nn", 3.48, 0.007)),
    Threshold(
      activation: "quad", stepSize: 0.1, step: 100,
      number: .init("delta_nn", 5.326, 0.01)),
    Threshold(
      activation: "gelu", stepSize: 0.3, step: 0,
      number: .init("delta_nn", 1.693, 0.004)),
    Threshold(
      activation: "gelu", stepSize: 0.3, step: 10,
      number: .init("delta_nn", 3.074, 0.005)),
    Threshold(
      activation: "gelu", stepSize: 0.3, step: 30,
      number: .init("delta_nn", 5.026, 0.013)),
    Threshold(
      activation: "gelu", stepSize: 0.3, step: 100,
      number: .init("delta_nn", 7.675, 0.02)),
  ]
}

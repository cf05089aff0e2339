import Numerics

/// Which response each sample is trained on.
public enum Labels: String, Sendable, Hashable, CaseIterable {
  /// Its own.
  case `true`
  /// Another sample's, by a random order of all of them: y keeps its law and says nothing of x.
  case permuted

  func apply(to responses: [Double], seed: Int) -> [Double] {
    guard self == .permuted else { return responses }
    let keys = SampleStream.labels.random(seed: seed).uniforms(responses.count, row: 0)
    let order = responses.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    return order.map { responses[$0] }
  }
}

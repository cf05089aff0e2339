import Model
import Simulation

/// What becomes of the data matrix X of a run.
enum DesignChoice: String, Sendable, Hashable, CaseIterable {
  /// The cheaper of the two, if X is large.
  case auto
  /// X is held.
  case dense
  /// Products with X are drawn as they are asked for (theory section 4).
  case implicit

  /// Bytes below which X is held whatever the other way costs.
  static let smallDesign = 1 << 30
}

extension Configuration {
  /// Why X must be held; nil if it need not.
  var implicitObstacle: String? {
    if data != .gaussian {
      return "an implicit design is for Gaussian inputs, not for data: \(data)"
    }
    if precision != .double {
      return "an implicit design has no matrix X to keep in precision: \(precision.rawValue)"
    }
    return nil
  }

  /// Whether a run of so many steps goes without X, by its options alone.
  func isImplicit(by choice: DesignChoice, steps: Int) -> Bool {
    switch choice {
    case .dense: return false
    case .implicit: return true
    case .auto:
      guard implicitObstacle == nil else { return false }
      var (held, drawn) = (self, self)
      (held.isImplicit, drawn.isImplicit) = (false, true)
      func bytes(_ configuration: Configuration) -> Int {
        Run(configuration: configuration, steps: steps, reported: [], spectrum: nil).bytes
      }
      let dense = bytes(held)
      // A dense step costs in proportion to its batch, an implicit one to all samples.
      let batch = miniBatches.map { min($0.size, samples) } ?? samples
      let equivalent = Double(steps) * Double(samples) / Double(batch)
      return dense > DesignChoice.smallDesign && bytes(drawn) < dense
        && ImplicitDesign.pays(
          dimension: dimension, samples: samples, neurons: neurons,
          steps: Int(min(equivalent, 1e12)))
    }
  }
}

import CKernels
import Model
import Numerics

/// Products of ∇²R(Θ) with directions, without the matrix: theory (4) with one read of X for all
/// that are asked for together.
///
/// Holds D for every sample, 8·m²·n bytes. Sums are taken in an order that the number of threads
/// does not change.
public struct HessianProduct {
  public let hessian: EmpiricalHessian
  public let threads: Int
  /// Directions that may be asked for together.
  public let most: Int
  private let curvatures: [Double]
  private let bounds: [Int]
  private let partial: Scratch
  private let scratch: Scratch

  private final class Scratch {
    let memory: Simulation.Scratch

    init(count: Int) { memory = Simulation.Scratch(count: count) }
  }

  public init(_ hessian: EmpiricalHessian, together most: Int = 1, threads: Int = 1) {
    precondition(most >= 1)
    self.hessian = hessian
    self.most = most
    let design = hessian.design
    let neurons = hessian.parameters.rows
    curvatures = hessian.sampleCurvatures().flatMap { $0 }
    bounds = EmpiricalRisk.bounds(samples: design.samples)
    let chunks = bounds.count - 1
    self.threads = max(1, min(threads, chunks))
    partial = Scratch(count: chunks * most * neurons * design.inputs.stride)
    scratch = Scratch(count: chunks * ck_step_scratch(most * neurons))
  }

  /// ∇²R v for v ∈ R^md, neuron by neuron.
  public func callAsFunction(_ v: [Double]) -> [Double] { self([v])[0] }

  /// ∇²R v for each v ∈ R^md: the bits of each do not depend on the others.
  public func callAsFunction(_ vectors: [[Double]]) -> [[Double]] {
    let design = hessian.design
    let network = design.problem.network
    let (m, d) = (network.neurons, design.dimension)
    precondition(vectors.count <= most && vectors.allSatisfy { $0.count == m * d })
    if vectors.isEmpty { return [] }
    let directions = Matrix(
      rows: vectors.flatMap { v in (0..<m).map { Array(v[$0 * d..<($0 + 1) * d]) } })
    let size = directions.rows * directions.stride
    let room = ck_step_scratch(directions.rows)
    let chunks = bounds.count - 1
    directions.withUnsafePointer { theta in
      network.withKernels(
        inputs: design.inputs, responses: design.responses, parameters: hessian.parameters
      ) { kernels in
        kernels.theta = theta
        let curved = InstructionLevel.best.kernels.pointee.curved
        // Chunks write to slices of their own.
        nonisolated(unsafe) let network = kernels
        nonisolated(unsafe) let (sums, scratch) = (partial.memory.base, scratch.memory.base)
        let (bounds, curvatures) = (bounds, curvatures)
        _ = concurrentMap(count: chunks, threads: threads) { chunk in
          let sum = sums + chunk * size
          sum.update(repeating: 0, count: size)
          withUnsafePointer(to: network) {
            curved(
              $0, vectors.count, curvatures, bounds[chunk], bounds[chunk + 1], sum,
              scratch + chunk * room)
          }
        }
      }
    }
    let inverse = 1 / Double(design.samples)
    return vectors.enumerated().map { index, v in
      var product = v.map { network.ridge * $0 }
      for chunk in 0..<chunks {
        for neuron in 0..<m {
          let row = index * m + neuron
          let sum = partial.memory.base + chunk * size + row * directions.stride
          for column in 0..<d { product[neuron * d + column] += inverse * sum[column] }
        }
      }
      return product
    }
  }
}

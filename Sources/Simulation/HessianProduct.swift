import CKernels
import Model
import Numerics

/// Products of ∇²R(Θ) with directions, without the matrix: theory (4) with one read of X each.
///
/// Holds D for every sample, 8·m²·n bytes. Sums are taken in an order that the number of threads
/// does not change.
public struct HessianProduct {
  public let hessian: EmpiricalHessian
  public let threads: Int
  private let curvatures: [Double]
  private let bounds: [Int]
  private let partial: Scratch
  private let scratch: Scratch

  private final class Scratch {
    let memory: Simulation.Scratch

    init(count: Int) { memory = Simulation.Scratch(count: count) }
  }

  public init(_ hessian: EmpiricalHessian, threads: Int = 1) {
    self.hessian = hessian
    let design = hessian.design
    let neurons = hessian.parameters.rows
    curvatures = hessian.sampleCurvatures().flatMap { $0 }
    bounds = EmpiricalRisk.bounds(samples: design.samples)
    let chunks = bounds.count - 1
    self.threads = max(1, min(threads, chunks))
    partial = Scratch(count: chunks * neurons * design.inputs.stride)
    scratch = Scratch(count: chunks * ck_step_scratch(neurons))
  }

  /// ∇²R v for v ∈ R^md, neuron by neuron.
  public func callAsFunction(_ v: [Double]) -> [Double] {
    let design = hessian.design
    let (m, d) = (hessian.parameters.rows, design.dimension)
    precondition(v.count == m * d)
    let direction = Matrix(rows: (0..<m).map { Array(v[$0 * d..<($0 + 1) * d]) })
    let (size, room) = (m * design.inputs.stride, ck_step_scratch(m))
    let chunks = bounds.count - 1
    design.problem.network.withKernels(
      inputs: design.inputs, responses: design.responses, parameters: direction
    ) { kernels in
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
            $0, curvatures, bounds[chunk], bounds[chunk + 1], sum, scratch + chunk * room)
        }
      }
    }
    let inverse = 1 / Double(design.samples)
    let ridge = design.problem.network.ridge
    var product = v.map { ridge * $0 }
    for chunk in 0..<chunks {
      for neuron in 0..<m {
        let sum = partial.memory.base + chunk * size + neuron * design.inputs.stride
        for column in 0..<d { product[neuron * d + column] += inverse * sum[column] }
      }
    }
    return product
  }
}

import CKernels
import Model
import Numerics

/// R(Θ) and ∇R(Θ) on a design or on some of its samples, theory (1) and (3), with one read of X.
///
/// Samples are cut into chunks that depend on n alone and summed in a fixed order: the result is
/// the same, bit for bit, for any number of threads.
public struct EmpiricalRisk {
  public let design: DenseDesign
  public let threads: Int
  /// ∇R at the parameters last evaluated, m×d.
  public private(set) var gradient: Matrix
  /// The samples summed over: all of the design's, or a copy of some.
  private var inputs: Inputs
  private var responses: [Double]
  private let bounds: [Int]
  private let partial: Scratch
  private let scratch: Scratch
  private let slices: Int

  final class Scratch {
    let memory: Simulation.Scratch

    init(count: Int) { memory = Simulation.Scratch(count: count) }
  }

  /// - Parameter batch: number of samples to sum over, as `select` names them; nil for all.
  public init(on design: DenseDesign, batch: Int? = nil, threads: Int = 1) {
    self.design = design
    let neurons = design.problem.network.neurons
    let samples = batch ?? design.samples
    precondition(samples >= 1)
    inputs = design.inputs
    responses = design.responses
    gradient = Matrix(rows: neurons, columns: design.dimension)
    bounds = EmpiricalRisk.bounds(samples: samples)
    let chunks = bounds.count - 1
    // Below some 10⁵ operations a step a thread costs more than it brings.
    let work = samples * design.dimension * neurons
    self.threads = work < 100_000 ? 1 : max(1, min(threads, chunks))
    slices = self.threads == 1 ? 1 : chunks
    partial = Scratch(count: slices * neurons * design.inputs.stride)
    scratch = Scratch(count: slices * ck_step_scratch(neurons))
  }

  /// Chunks into which n samples are cut.
  static func chunks(samples: Int) -> Int { min(32, max(1, samples / 64)) }

  /// Where the chunks of n samples begin, and n. Chunks are of whole tiles of the kernel, but for the
  /// last.
  static func bounds(samples: Int) -> [Int] {
    let chunks = chunks(samples: samples)
    return (0..<chunks).map { $0 * samples / chunks / 16 * 16 } + [samples]
  }

  /// Takes the samples to sum over, as many as the batch has; one may be taken twice.
  package mutating func select(_ samples: [Int]) {
    precondition(samples.count == bounds.last)
    let all = design.inputs
    inputs = Inputs(rows: samples.count, columns: all.columns, precision: all.precision) {
      all.copyRow(samples[$1], to: $0)
    }
    responses = samples.map { design.responses[$0] }
  }

  /// R at Θ (m×d, one neuron a row), including (λ/2)‖Θ‖_F²; sets `gradient`.
  public mutating func evaluate(at parameters: Matrix) -> Double {
    let network = design.problem.network
    let size = network.neurons * design.inputs.stride
    let chunks = bounds.count - 1
    precondition(bounds.last == inputs.rows, "the batch's samples were not selected")
    let losses: Double = network.withKernels(
      inputs: inputs, responses: responses, parameters: parameters
    ) { kernels in
      let step = InstructionLevel.best.kernels.pointee.step
      let room = ck_step_scratch(network.neurons)
      // Chunks write to slices of their own.
      nonisolated(unsafe) let problem = kernels
      nonisolated(unsafe) let (sums, scratch) = (partial.memory.base, scratch.memory.base)
      let bounds = bounds
      @Sendable func loss(chunk: Int, slice: Int) -> Double {
        (sums + slice * size).update(repeating: 0, count: size)
        var loss = 0.0
        withUnsafePointer(to: problem) {
          step(
            $0, 1, bounds[chunk], bounds[chunk + 1], sums + slice * size, &loss,
            scratch + slice * room)
        }
        return loss
      }
      return gradient.withUnsafeMutablePointer { total in
        total.update(repeating: 0, count: size)
        func add(slice: Int) {
          let share = sums + slice * size
          for index in 0..<size { total[index] += share[index] }
        }
        var sum = 0.0
        if slices == 1 {
          for chunk in 0..<chunks {
            sum += loss(chunk: chunk, slice: 0)
            add(slice: 0)
          }
        } else {
          let all = concurrentMap(count: chunks, threads: threads) { loss(chunk: $0, slice: $0) }
          for chunk in 0..<chunks {
            sum += all[chunk]
            add(slice: chunk)
          }
        }
        return sum
      }
    }
    return finish(losses: losses, at: parameters, size: size)
  }

  private mutating func finish(losses: Double, at parameters: Matrix, size: Int) -> Double {
    let (network, rows) = (design.problem.network, inputs.rows)
    return parameters.withUnsafePointer { theta in
      gradient.withUnsafeMutablePointer {
        EmpiricalRisk.finish(
          losses: losses, gradient: $0, at: theta, count: size, ridge: network.ridge, samples: rows)
      }
    }
  }

  /// R and, in place, ∇R from sums over n samples: divides by n and adds the ridge.
  static func finish(
    losses: Double, gradient: UnsafeMutablePointer<Double>, at theta: UnsafePointer<Double>,
    count: Int, ridge: Double, samples: Int
  ) -> Double {
    let inverse = 1 / Double(samples)
    var squares = 0.0
    for index in 0..<count {
      squares += theta[index] * theta[index]
      gradient[index] = gradient[index] * inverse + ridge * theta[index]
    }
    return losses * inverse + ridge / 2 * squares
  }
}

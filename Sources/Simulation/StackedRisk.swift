import CKernels
import Model
import Numerics

/// R(Θ) and ∇R(Θ) of several networks on one X, which is read once for all of them.
///
/// Each network sees as many of the first rows as its design has, and its sums are taken in the
/// order of `EmpiricalRisk`: the same numbers, bit for bit, whatever stands beside it.
struct StackedRisk: ~Copyable {
  /// Rows between two ends of chunks, the networks that see them, and whose chunks end there.
  private struct Segment {
    let rows: Range<Int>
    let networks: Int
    let ending: [Int]
  }

  private let designs: [DenseDesign]
  private let segments: [Segment]
  /// Doubles before the Θ and the ∇R of each network; at the end, all of them.
  private let places: [Int]
  private let theta: Scratch
  private let gradients: Scratch
  /// Sums of the chunks under way.
  private let partial: Scratch
  private let scratch: Scratch
  /// y and a of each network, one after another.
  private let data: Scratch
  private var networks: [ck_network]

  /// - Parameter designs: with one X, those with the most samples first.
  init(on designs: [DenseDesign]) {
    precondition(!designs.isEmpty)
    precondition(zip(designs, designs.dropFirst()).allSatisfy { $0.samples >= $1.samples })
    self.designs = designs
    segments = Self.segments(of: designs)
    let stride = designs[0].inputs.stride
    places = designs.reduce(into: [0]) {
      $0.append($0[$0.count - 1] + $1.problem.network.neurons * stride)
    }
    let size = places[designs.count]
    theta = Scratch(count: size)
    gradients = Scratch(count: size)
    partial = Scratch(count: size)
    scratch = Scratch(count: ck_step_scratch(size / stride))
    data = Scratch(count: designs.reduce(0) { $0 + $1.samples + $1.problem.network.neurons })
    var free = data.base
    networks = []
    for (design, place) in zip(designs, places) {
      let network = design.problem.network
      let (y, a) = (free, free + design.samples)
      y.update(from: design.responses, count: design.samples)
      a.update(from: network.secondLayer, count: network.neurons)
      free = a + network.neurons
      networks.append(
        ck_network(
          x: UnsafeRawPointer(y), y: y, theta: theta.base + place, second_layer: a,
          x_is_single: design.inputs.precision == .single ? 1 : 0, rows: design.samples,
          stride: stride, neurons: network.neurons, activation: network.activation.kernelIndex,
          activation_parameter: network.activation.parameter, loss: network.loss.kernel.loss,
          loss_parameter: network.loss.kernel.parameter))
    }
  }

  private static func segments(of designs: [DenseDesign]) -> [Segment] {
    let bounds = designs.map { Set(EmpiricalRisk.bounds(samples: $0.samples)) }
    let cuts = bounds.reduce(into: Set([0])) { $0.formUnion($1) }.sorted()
    return zip(cuts, cuts.dropFirst()).map { from, to in
      Segment(
        rows: from..<to, networks: designs.count { $0.samples >= to },
        ending: designs.indices.filter { bounds[$0].contains(to) })
    }
  }

  /// Hands R and ∇R (m rows, as far apart as those of a `Matrix`) of each network to `body`.
  ///
  /// - Parameter parameters: Θ of each, m×d.
  mutating func evaluate(
    at parameters: [Matrix], _ body: (_ network: Int, Double, UnsafePointer<Double>) -> Void
  ) {
    precondition(parameters.count == designs.count)
    for (network, matrix) in parameters.enumerated() {
      precondition(matrix.rows * matrix.stride == places[network + 1] - places[network])
      matrix.withUnsafePointer {
        (theta.base + places[network]).update(
          from: $0, count: places[network + 1] - places[network])
      }
    }
    let losses = sums()
    for (network, design) in designs.enumerated() {
      let (place, count) = (places[network], places[network + 1] - places[network])
      let risk = EmpiricalRisk.finish(
        losses: losses[network], gradient: gradients.base + place, at: theta.base + place,
        count: count, ridge: design.problem.network.ridge, samples: design.samples)
      body(network, risk, UnsafePointer(gradients.base + place))
    }
  }

  /// Losses and, in `gradients`, Xᵀg over all samples, chunk by chunk.
  private mutating func sums() -> [Double] {
    gradients.base.update(repeating: 0, count: places[designs.count])
    partial.base.update(repeating: 0, count: places[designs.count])
    var (total, chunk) = (
      [Double](repeating: 0, count: designs.count), [Double](repeating: 0, count: designs.count)
    )
    let step = InstructionLevel.best.kernels.pointee.step
    designs[0].inputs.withUnsafeRawPointer { x in
      for network in networks.indices { networks[network].x = x }
      for segment in segments {
        step(
          networks, segment.networks, segment.rows.lowerBound, segment.rows.upperBound,
          partial.base, &chunk, scratch.base)
        for network in segment.ending {
          total[network] += chunk[network]
          chunk[network] = 0
          let (from, count) = (places[network], places[network + 1] - places[network])
          let (sum, share) = (gradients.base + from, partial.base + from)
          for index in 0..<count { sum[index] += share[index] }
          share.update(repeating: 0, count: count)
        }
      }
    }
    return total
  }
}

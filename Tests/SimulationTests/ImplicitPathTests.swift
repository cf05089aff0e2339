import Model
import Numerics
import Simulation
import Testing

/// X can be rebuilt from what an implicit run has drawn of it: its images on the axes, and any
/// columns orthogonal to U for the rest.
@Suite("The path of an implicit design")
struct ImplicitPathTests {
  struct Case: Sendable, CustomStringConvertible {
    var target = "z1^2"
    var activation = "gelu"
    var second = [1.0]
    var d = 40
    var n = 200
    var steps = 30
    var ridge = 0.1
    var noise = 0.0
    var batches: MiniBatches?
    var clamped: [[Double]] = []

    var description: String {
      "\(target) \(activation) \(second) d=\(d) n=\(n) T=\(steps) batch=\(batches?.size ?? n) "
        + "clamped=\(clamped)"
    }

    var task: Problem {
      problem(target, noise: noise, activation: activation, secondLayer: second, ridge: ridge)
    }

    var descent: GradientDescent {
      GradientDescent(
        problem: task, stepSize: 0.2, radius: 1.2, steps: steps, batches: batches,
        clamped: clamped)
    }

    func states(threads: Int = 1) -> [ImplicitState] {
      var states: [ImplicitState] = []
      let end = descent.run(
        on: ImplicitDesign(problem: task, dimension: d, samples: n, seed: 3), seed: 4,
        at: Array(0...steps), threads: threads
      ) { states.append($0) }
      #expect(end == .finished && states.map(\.step) == Array(0...steps))
      return states
    }
  }

  /// Room for all axes (40 > 2 + 1·31), for some (m = 2 and 3 reach the 40th), for few samples
  /// (U spans R^n), and for fewer dimensions than neurons.
  static let cases: [Case] = [
    Case(), Case(target: "z1+z2^2-1", second: [1.5, -1]),
    Case(target: "z1*z2", activation: "quad", second: [1, -0.7, 0.4]),
    Case(target: "z1^2+eps", activation: "quad", d: 200, n: 150, noise: 0.3),
    Case(target: "z1+z2^2-1", second: [1.5, -1, 0.5], d: 300, n: 25),
    Case(second: [1, -1, 0.5, 0.3, 0.2], d: 3, n: 50, steps: 10),
    Case(target: "z1", activation: "leaky-relu:1", second: [0.5, 0.5]),
    Case(second: [1, -1], batches: MiniBatches(size: 30)),
    Case(batches: MiniBatches(size: 64, sampling: .replacement)),
    Case(target: "z1+z2^2-1", second: [1.5, -1], clamped: [[0.6, 0.8]]),
  ]

  @Test("dense gradient descent on the matrix found repeats the run", arguments: cases)
  func repeats(of task: Case) throws {
    let states = task.states()
    let last = try #require(states.last)
    let design = rebuilt(last)
    let start = padded(states[0].parameters, to: task.d)
    var dense: [State] = []
    let end = task.descent.run(
      on: design, from: start, seed: 4, at: Array(0...task.steps)
    ) { dense.append($0) }
    #expect(end == .finished && dense.count == states.count)
    for (state, other) in zip(states, dense) {
      #expect(abs(state.trainRisk - other.trainRisk) < 1e-10)
      let parameters = padded(state.parameters, to: task.d)
      for neuron in 0..<parameters.rows {
        for (a, b) in zip(parameters.row(neuron), other.parameters.row(neuron)) {
          #expect(abs(a - b) < 1e-10)
        }
      }
      let (order, others) = (state.orderParameters, other.orderParameters)
      for (a, b) in zip(order.gram.joined(), others.gram.joined()) { #expect(abs(a - b) < 1e-10) }
      for (a, b) in zip(order.overlap.joined(), others.overlap.joined()) {
        #expect(abs(a - b) < 1e-10)
      }
    }
  }

  @Test("axes are as many as the run has asked for, d at most, and U at most n")
  func ranks() throws {
    for task in Self.cases {
      let last = try #require(task.states().last)
      let (m, k) = (task.second.count, last.design.problem.latentDimension)
      let rank = last.conditioned.sampleRank
      #expect(rank <= task.n && last.axes <= task.d)
      #expect(last.axes == min(task.d, k + m + rank))
      // Gradients of linear neurons are proportional.
      let independent = task.activation == "leaky-relu:1" ? 1 : m
      #expect(rank <= independent * task.steps)
      #expect(rank == task.n || rank > independent * task.steps / 2)
    }
  }

  @Test("products with the Hessian are those of the matrix found", arguments: cases.prefix(6))
  func products(task: Case) throws {
    let state = task.states()[task.steps / 2]
    let count = 8
    var hessian = ImplicitHessian(
      of: state, curvatures: ImplicitHessian.curvatures(of: state), index: 0, products: count)
    let random = CounterRandom(seed: 5, stream: 40)
    var vectors = [hessian.randomVector(random, row: 0)]
    for step in 0..<count - 1 {
      let product = hessian(vectors[step])
      let size = inner(product, product).squareRoot()
      vectors.append(product.map { $0 / size })
    }
    let last = hessian(vectors[count - 1])
    // The last product has added axes: taking the first again draws X there.
    var further = hessian
    _ = further(vectors[0])
    let design = rebuilt(state, from: further)
    let dense = HessianProduct(
      EmpiricalHessian(on: design, at: padded(state.parameters, to: task.d)))
    for (step, vector) in vectors.enumerated() {
      let product = dense(padded(vector, coordinates: hessian.coordinates, to: task.d))
      let size = inner(product, product).squareRoot()
      let expected = step + 1 < count ? vectors[step + 1].map { $0 * size } : last
      for (a, b) in zip(product, padded(expected, coordinates: hessian.coordinates, to: task.d)) {
        #expect(abs(a - b) < 1e-10 * (1 + size))
      }
    }
  }

  /// With all d axes in use nothing is left to draw: the spectrum is that of one known matrix.
  @Test("Lanczos on a matrix known entirely finds LAPACK's ends and their shares")
  func spectrum() throws {
    let task = Case(target: "z1+z2^2-1", second: [1.5, -1], d: 24, n: 240)
    let state = try #require(task.states().last)
    #expect(state.axes == 24)
    let found = try state.iterativeSpectrum(
      lowest: 2, highest: 2, probes: 12, quadratureSteps: 30, seed: 1)
    let full = try EmpiricalHessian(on: rebuilt(state), at: padded(state.parameters, to: 24))
      .spectrum(lowest: 2, highest: 2)
    for (ends, known) in [(found.lowest, full.lowest), (found.highest, full.highest)] {
      for (extreme, exact) in zip(ends, known) {
        #expect(abs(extreme.value - exact.value) < 1e-9 && extreme.residual < 1e-5)
        for (share, other) in zip(extreme.latentShares, exact.latentShares) {
          #expect(abs(share - other) < 1e-6)
        }
        #expect(abs(extreme.parameterShare - exact.parameterShare) < 1e-6)
      }
    }
    let measure = try #require(found.measure)
    var worst = 0.0
    for step in 1..<40 {
      let x = full.values[0] + (full.values[47] - full.values[0]) * Double(step) / 40
      let exact = Double(full.values.count { $0 <= x }) / 48
      worst = max(worst, abs(measure.share(below: x).value - exact))
    }
    // Twelve probes of 48 entries: fluctuations of 1/√(12·48) = 0.04 at most.
    #expect(worst < 0.1)
  }

  @Test("threads do not change a bit of path or spectrum")
  func threads() throws {
    let task = Case(target: "z1+z2^2-1", second: [1.5, -1], d: 1000, n: 5000, steps: 12)
    let (one, two) = (task.states(threads: 1), task.states(threads: 2))
    for (a, b) in zip(one, two) {
      #expect(a.trainRisk == b.trainRisk && a.parameters == b.parameters)
    }
    let spectra = try [(one[6], 1), (two[6], 2)].map { state, threads in
      try state.iterativeSpectrum(
        lowest: 1, highest: 1, probes: 2, quadratureSteps: 10, limit: 30, seed: 1,
        threads: threads)
    }
    #expect(spectra[0].lowest == spectra[1].lowest && spectra[0].highest == spectra[1].highest)
    let nodes = spectra.map { $0.measure?.rules.joined().map { [$0.node, $0.weight] } }
    #expect(nodes[0] != nil && nodes[0] == nodes[1])
  }

  @Test("a spectrum on the way does not change a bit of the run")
  func sideWays() {
    let task = Case(target: "z1+z2^2-1", second: [1.5, -1], steps: 20)
    let design = ImplicitDesign(problem: task.task, dimension: 200, samples: 400, seed: 3)
    func path(spectra: Bool) -> [[[Double]]] {
      var path: [[[Double]]] = []
      var seen: [Double] = []
      _ = task.descent.run(on: design, seed: 4, at: Array(0...20)) { state in
        path.append(state.parameters)
        guard spectra, state.step % 5 == 0 else { return }
        for _ in 0..<2 {
          let spectrum = try? state.iterativeSpectrum(
            lowest: 1, highest: 0, probes: 0, limit: 60, seed: 1)
          seen.append(spectrum?.lowest.first?.value ?? .nan)
        }
        #expect(seen[seen.count - 1] == seen[seen.count - 2])
      }
      #expect(Set(seen).count == (spectra ? 5 : 0))
      return path
    }
    #expect(path(spectra: true) == path(spectra: false))
  }

  @Test("too long a step diverges and says when; a run can be cancelled")
  func endings() {
    let task = problem(loss: .square)
    let design = ImplicitDesign(problem: task, dimension: 200, samples: 80, seed: 1)
    var last = -1
    let end = GradientDescent(problem: task, stepSize: 10, steps: 1000)
      .run(on: design, seed: 1, at: Array(0...1000)) { last = $0.step }
    #expect(end == .diverged(step: last + 1) && last < 20)
    let short = GradientDescent(problem: task, stepSize: 10, steps: last + 1)
      .run(on: design, seed: 1, at: [0]) { _ in }
    #expect(short == end)
    var seen = 0
    let cancelled = GradientDescent(problem: task, stepSize: 1e-3, steps: 50).run(
      on: design, seed: 1, at: Array(0...50), isCancelled: { seen == 5 },
      observe: { _ in seen += 1 })
    #expect(cancelled == .cancelled && seen == 5)
  }

  @Test("predicted memory covers the directions of a run, and the rule of cost is theory's")
  func costs() {
    let bytes = ImplicitDesign.bytes(
      dimension: 1_000_000, samples: 4_000_000, neurons: 1, latents: 1, steps: 100)
    #expect(bytes >= 12 * 4_000_000 * 101 && bytes < 10 << 30)
    let more = ImplicitDesign.bytes(
      dimension: 1_000_000, samples: 4_000_000, neurons: 1, latents: 1, steps: 100, products: 50)
    #expect(more >= bytes + 12 * 4_000_000 * 50)
    #expect(ImplicitDesign.pays(dimension: 3000, samples: 6000, neurons: 1, steps: 666))
    #expect(!ImplicitDesign.pays(dimension: 3000, samples: 6000, neurons: 2, steps: 334))
  }
}

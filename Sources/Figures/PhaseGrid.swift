import Plotting
import Results

/// The axes that phases share, and the cells of each between edges halfway to its neighbours.
struct PhaseGrid {
  /// Whether time is τ = ηt, not the step t.
  let isRescaled: Bool
  private let timeKind: Scale.Kind
  let deltaScale: Scale
  let timeScale: Scale

  init(_ phases: [Phase], isRescaled: Bool) {
    func times(_ phase: Phase) -> [Double] {
      phase.cells.map { isRescaled ? $0.tau ?? .nan : $0.step }
    }
    self.isRescaled = isRescaled
    let deltas = Set(phases.flatMap { $0.cells.map(\.delta) }).sorted()
    let all = phases.flatMap { phase in
      times(phase) + phase.boundary.map { isRescaled ? $0.tau ?? .nan : $0.step }
    }
    let least = all.filter { $0 > 0 }.min() ?? 1
    let kind: Scale.Kind =
      all.contains(0) ? .logarithmicFromZero(linearBelow: least) : .logarithmic
    timeKind = kind
    deltaScale = Self.scale(.linear, over: Self.edges(of: deltas, on: .linear))
    let timeEdges = phases.flatMap { phase in
      Self.edges(of: Set(times(phase)).sorted(), on: kind)
    }
    timeScale = Self.scale(kind, over: timeEdges + all)
  }

  func time(_ cell: Phase.Cell) -> Double { isRescaled ? cell.tau ?? .nan : cell.step }

  func time(_ entry: (step: Double, tau: Double?, estimate: Estimate)) -> Double {
    isRescaled ? entry.tau ?? .nan : entry.step
  }

  /// The cells of a phase; nil if it has none.
  func heat(of phase: Phase, limit: Double) -> Mark.Heat? {
    guard !phase.cells.isEmpty else { return nil }
    let deltas = Set(phase.cells.map(\.delta)).sorted()
    let times = Set(phase.cells.map(time)).sorted()
    var values = [[Double?]](
      repeating: [Double?](repeating: nil, count: deltas.count), count: times.count)
    for cell in phase.cells {
      guard let row = times.firstIndex(of: time(cell)),
        let column = deltas.firstIndex(of: cell.delta)
      else { continue }
      values[row][column] = cell.margin?.value
    }
    return Mark.Heat(
      xEdges: Self.edges(of: deltas, on: .linear), yEdges: Self.edges(of: times, on: timeKind),
      values: values, limit: limit)
  }

  private static func scale(_ kind: Scale.Kind, over values: [Double]) -> Scale {
    guard let low = values.min(), let high = values.max(), low < high else {
      return Scale(kind, fitting: values)
    }
    return Scale(kind, from: low, to: high)
  }

  /// Halfway between neighbours, on the scale's terms; the outer cells are symmetric about their
  /// centres, but for time zero, below which there is nothing.
  private static func edges(of centers: [Double], on kind: Scale.Kind) -> [Double] {
    guard let first = centers.first, let last = centers.last else { return [] }
    guard first < last else {
      switch kind {
      case .linear: return [first - 0.5, first + 0.5]
      case .logarithmicFromZero(let below) where first == 0: return [0, 1.3 * below]
      default: return [first / 1.3, first * 1.3]
      }
    }
    let scale = Scale(kind, from: first, to: kind == .linear ? last : 10 * last)
    let places = centers.compactMap(scale.fraction)
    let inner = zip(places, places.dropFirst()).map { ($0 + $1) / 2 }
    let bottom = first == 0 && kind != .linear ? 0 : places[0] - (inner[0] - places[0])
    let end = places[places.count - 1]
    let top = end + (end - inner[inner.count - 1])
    return ([bottom] + inner + [top]).map(scale.value)
  }
}

import CKernels
import Glibc
import Numerics

/// A tall matrix that gains columns, held by panels of rows as the kernels read it.
///
/// Memory is taken a slab of columns at a time. Copies share slabs until one of them gains columns
/// there.
struct ConditionedPanels: Sendable {
  let rows: Int
  /// Whether entries are kept as the upper halves of rounded f64: 4 bytes and 21 significant bits
  /// each, instead of 8 and 53. What is stored is exact data to everything that reads it.
  let isRounded: Bool
  private(set) var columns = 0
  private var slabs: [Slab] = []

  /// Rows of a panel; the last one is filled up with zeros.
  static var height: Int { Int(CK_PANEL) }

  init(rows: Int, isRounded: Bool) {
    self.rows = rows
    self.isRounded = isRounded
  }

  /// Columns as they are.
  init(_ values: [[Double]], rows: Int) {
    self.init(rows: rows, isRounded: false)
    gain(values.count)
    let (view, height) = (self.view, Self.height)
    withUnsafeTemporaryAllocation(byteCount: 8 * height, alignment: 64) { scratch in
      let panel = scratch.bindMemory(to: Double.self)
      for (index, column) in values.enumerated() {
        precondition(column.count == rows)
        for place in 0..<panels {
          let samples = place * height..<min(rows, (place + 1) * height)
          panel.initialize(repeating: 0)
          _ = panel.update(fromContentsOf: column[samples])
          view.write(panel.baseAddress!, to: index, panel: place)
        }
      }
    }
  }

  private var panels: Int { (rows + Self.height - 1) / Self.height }

  /// Adds columns of zeros.
  mutating func gain(_ count: Int) {
    guard count > 0 else { return }
    let width = Int(CK_SLAB)
    let first = columns / width
    columns += count
    if first < slabs.count && !isKnownUniquelyReferenced(&slabs[first]) {
      let copy = newSlab(first)
      memcpy(copy.base, slabs[first].base, copy.bytes)
      slabs[first] = copy
    }
    while slabs.count * width < columns { slabs.append(newSlab(slabs.count)) }
  }

  private func newSlab(_ place: Int) -> Slab {
    Slab(place, panels: panels, panel: Int(CK_SLAB) * Self.height * (isRounded ? 4 : 8))
  }

  /// Forgets the last columns; what was in them is written anew when they are gained again.
  mutating func drop(_ count: Int) {
    precondition(count >= 0 && count <= columns)
    columns -= count
    slabs.removeLast(slabs.count - (columns + Int(CK_SLAB) - 1) / Int(CK_SLAB))
  }

  /// For the kernels, while this value lives.
  var view: ConditionedView {
    ConditionedView(slabs: slabs.map { UnsafeRawPointer($0.base) }, isRounded: isRounded)
  }

  /// Σ_c weights_c (column c) over the first columns, an array of length `rows` for each list.
  func combinations(_ weights: [[Double]]) -> [[Double]] {
    let (view, height, count) = (self.view, Self.height, weights.count)
    defer { withExtendedLifetime(slabs) {} }
    precondition(weights.allSatisfy { $0.count <= columns })
    let pitch = columns
    let packed = weights.flatMap { $0 + [Double](repeating: 0, count: pitch - $0.count) }
    var sums = [[Double]](repeating: [], count: count)
    for place in sums.indices { sums[place].reserveCapacity(panels * height) }
    withUnsafeTemporaryAllocation(byteCount: 8 * count * height, alignment: 64) { scratch in
      let values = scratch.bindMemory(to: Double.self)
      for panel in 0..<panels {
        values.initialize(repeating: 0)
        view.combine(
          0..<pitch, panel: panel, weights: packed, pitch: pitch, into: values.baseAddress!,
          count: count)
        for place in sums.indices {
          let first = place * height
          sums[place] += values[first..<first + min(height, rows - panel * height)]
        }
      }
    }
    return sums
  }

  /// Columns that exist are written once, by whoever gained them, before they are read.
  ///
  /// A panel is read from all slabs at once. Were they aligned alike, its parts would fall on the
  /// same few sets of the second-level cache and drive each other out before they are read again;
  /// so each slab begins one panel later than the one before it, around a way of that cache.
  private final class Slab: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let bytes: Int
    private let offset: Int
    /// What the system lent, if this memory is not of the heap.
    private let pages: (start: UnsafeMutableRawPointer, bytes: Int)?
    private static let way = 128 << 10
    private static let hugePage = 2 << 20

    /// - Parameters:
    ///   - place: number of the slab.
    ///   - panel: bytes of each panel in it.
    init(_ place: Int, panels: Int, panel: Int) {
      bytes = panels * panel
      // Whole huge pages where little is wasted: prefetching stalls on translating small ones.
      let isLarge = bytes >= Self.hugePage / 2
      offset = isLarge ? place * panel % Self.way : 0
      let alignment = isLarge ? Self.hugePage : 64
      let room = (offset + bytes + alignment - 1) / alignment * alignment
      // Pages of the system's are zero; the threads that first write there share the time it takes.
      if isLarge {
        let lent = room + Self.hugePage
        guard
          let start = mmap(
            nil, lent, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
          start != MAP_FAILED
        else { fatalError("out of memory: \(room) bytes of a conditioned design") }
        let aligned = start.alignedUp(toMultipleOf: Self.hugePage)
        madvise(aligned, room, MADV_HUGEPAGE)
        pages = (start, lent)
        base = aligned + offset
        return
      }
      var memory: UnsafeMutableRawPointer?
      guard posix_memalign(&memory, alignment, max(room, 64)) == 0, let memory else {
        fatalError("out of memory: \(room) bytes of a conditioned design")
      }
      pages = nil
      base = memory
      memset(base, 0, bytes)
    }

    deinit {
      if let pages { munmap(pages.start, pages.bytes) } else { free(base - offset) }
    }
  }
}

/// Where the columns of a panelled matrix lie. Threads write different panels.
struct ConditionedView: @unchecked Sendable {
  let slabs: [UnsafeRawPointer]
  let isRounded: Bool
  private let kernels = InstructionLevel.best.kernels

  init(slabs: [UnsafeRawPointer], isRounded: Bool) {
    self.slabs = slabs
    self.isRounded = isRounded
  }

  /// Stores a panel of values, 64-byte aligned, in a column; they become what was stored.
  func write(_ values: UnsafeMutablePointer<Double>, to column: Int, panel: Int) {
    let (width, height) = (Int(CK_SLAB), Int(CK_PANEL))
    let offset = (panel * width + column % width) * height
    let slab = UnsafeMutableRawPointer(mutating: slabs[column / width])
    if isRounded {
      kernels.pointee.round_panel(values, slab.assumingMemoryBound(to: UInt32.self) + offset)
    } else {
      (slab.assumingMemoryBound(to: Double.self) + offset).update(from: values, count: height)
    }
  }

  /// Adds Σ_c weights[j·pitch + c]·(column c) to each of `count` vectors out[j·height...].
  func combine(
    _ columns: Range<Int>, panel: Int, weights: UnsafePointer<Double>, pitch: Int,
    into out: UnsafeMutablePointer<Double>, count: Int
  ) {
    guard count > 0, !columns.isEmpty else { return }
    kernels.pointee.combine(
      slabs, isRounded ? 1 : 0, panel, columns.lowerBound, columns.upperBound, weights, pitch, out,
      count)
  }

  /// Adds ⟨column c, x_j⟩ over the panel to out[j·pitch + c], c < columns, for `count` vectors.
  func correlate(
    _ columns: Int, panel: Int, with x: UnsafePointer<Double>, count: Int,
    into out: UnsafeMutablePointer<Double>, pitch: Int
  ) {
    guard count > 0, columns > 0 else { return }
    kernels.pointee.correlate(slabs, isRounded ? 1 : 0, panel, columns, x, count, out, pitch)
  }
}

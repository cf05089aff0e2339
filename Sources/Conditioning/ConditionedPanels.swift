import CKernels
import Glibc

/// A tall matrix that gains columns, held by panels of rows as the kernels read it.
///
/// Memory is taken a slab of columns at a time. Copies share slabs until one of them gains columns
/// there.
struct ConditionedPanels<Entry: ConditionedEntry>: Sendable {
  let rows: Int
  private(set) var columns = 0
  private var slabs: [Slab] = []

  /// Rows of a panel; the last one is filled up with zeros.
  static var height: Int { Int(CK_PANEL) }

  init(rows: Int) { self.rows = rows }

  /// Adds columns of zeros.
  mutating func gain(_ count: Int) {
    guard count > 0 else { return }
    let width = Int(CK_SLAB)
    let first = columns / width
    columns += count
    if first < slabs.count && !isKnownUniquelyReferenced(&slabs[first]) {
      slabs[first] = Slab(copying: slabs[first])
    }
    let panels = (rows + Self.height - 1) / Self.height
    while slabs.count * width < columns {
      slabs.append(Slab(bytes: panels * width * Self.height * MemoryLayout<Entry>.size))
    }
  }

  /// Forgets the last columns; what was in them is written anew when they are gained again.
  mutating func drop(_ count: Int) {
    precondition(count >= 0 && count <= columns)
    columns -= count
    slabs.removeLast(slabs.count - (columns + Int(CK_SLAB) - 1) / Int(CK_SLAB))
  }

  /// For the kernels, while this value lives.
  var view: ConditionedView<Entry> {
    ConditionedView(slabs: slabs.map { UnsafeRawPointer($0.base) })
  }

  /// Columns that exist are written once, by whoever gained them, before they are read.
  private final class Slab: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let bytes: Int
    /// What the system lent, if this memory is not of the heap.
    private let pages: (start: UnsafeMutableRawPointer, bytes: Int)?

    init(bytes: Int) {
      self.bytes = bytes
      let hugePage = 2 << 20
      // Pages of the system's are zero; the threads that first write there share the time it takes.
      if bytes >= 32 * hugePage {
        let room = bytes + hugePage
        guard
          let start = mmap(
            nil, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
          start != MAP_FAILED
        else { fatalError("out of memory: \(bytes) bytes of a conditioned design") }
        base = start.alignedUp(toMultipleOf: hugePage)
        pages = (start, room)
        madvise(base, bytes, MADV_HUGEPAGE)
        return
      }
      let large = bytes >= hugePage
      var memory: UnsafeMutableRawPointer?
      guard posix_memalign(&memory, large ? hugePage : 64, max(bytes, 64)) == 0, let memory else {
        fatalError("out of memory: \(bytes) bytes of a conditioned design")
      }
      if large { madvise(memory, bytes, MADV_HUGEPAGE) }
      memset(memory, 0, bytes)
      base = memory
      pages = nil
    }

    convenience init(copying other: Slab) {
      self.init(bytes: other.bytes)
      memcpy(base, other.base, bytes)
    }

    deinit {
      if let pages { munmap(pages.start, pages.bytes) } else { free(base) }
    }
  }
}

extension ConditionedPanels<Double> {
  init(rows: Int, columns values: [[Double]]) {
    self.init(rows: rows)
    gain(values.count)
    let view = self.view
    for (index, column) in values.enumerated() {
      precondition(column.count == rows)
      for row in 0..<rows {
        view.column(index, panel: row / Self.height)[row % Self.height] = column[row]
      }
    }
  }

  /// A copy of one column.
  func column(_ index: Int) -> [Double] {
    precondition(index >= 0 && index < columns)
    let view = self.view
    defer { withExtendedLifetime(slabs) {} }
    return (0..<rows).map { view.column(index, panel: $0 / Self.height)[$0 % Self.height] }
  }
}

/// How the kernels take an entry.
protocol ConditionedEntry: Sendable {
  static var isRounded: Int32 { get }
}

extension Double: ConditionedEntry {
  static var isRounded: Int32 { 0 }
}

/// The upper half of a rounded f64; the order within a panel is the kernels' own.
extension UInt32: ConditionedEntry {
  static var isRounded: Int32 { 1 }
}

/// Where the columns of a panelled matrix lie. Threads write different panels.
struct ConditionedView<Entry: ConditionedEntry>: @unchecked Sendable {
  let slabs: [UnsafeRawPointer]

  /// The entries of one column in one panel.
  func column(_ index: Int, panel: Int) -> UnsafeMutablePointer<Entry> {
    let (width, height) = (Int(CK_SLAB), Int(CK_PANEL))
    let offset = (panel * width + index % width) * height
    return UnsafeMutableRawPointer(mutating: slabs[index / width])
      .assumingMemoryBound(to: Entry.self) + offset
  }

  /// Adds Σ_c weights[j·pitch + c]·(column c) to each of `count` vectors out[j·height...].
  func combine(
    _ columns: Range<Int>, panel: Int, weights: UnsafePointer<Double>, pitch: Int,
    into out: UnsafeMutablePointer<Double>, count: Int, by kernels: UnsafePointer<ck_level>
  ) {
    guard count > 0, !columns.isEmpty else { return }
    kernels.pointee.combine(
      slabs, Entry.isRounded, panel, columns.lowerBound, columns.upperBound, weights, pitch, out,
      count)
  }

  /// Adds ⟨column c, x_j⟩ over the panel to out[j·pitch + c], c < columns, for `count` vectors.
  func correlate(
    _ columns: Int, panel: Int, with x: UnsafePointer<Double>, count: Int,
    into out: UnsafeMutablePointer<Double>, pitch: Int, by kernels: UnsafePointer<ck_level>
  ) {
    guard count > 0, columns > 0 else { return }
    kernels.pointee.correlate(slabs, Entry.isRounded, panel, columns, x, count, out, pitch)
  }
}

/// Names of vertical rules and arrows in a strip above the panel, spread so that none touches
/// another.
struct StripLabels {
  struct Entry {
    var label: RichText
    var role: Role
    /// Where the rule stands, and the middle of its label.
    var at: Double
    var middle: Double
    var width: Double
    /// 0 is the row nearest the panel.
    var row: Int
  }

  private static let gap = 6.0
  private(set) var entries: [Entry] = []

  var rows: Int { entries.isEmpty ? 0 : (entries.map(\.row).max() ?? 0) + 1 }

  init(_ frame: Frame, canvas: Canvas) {
    for mark in frame.panel.marks {
      let place: (x: Double, label: RichText?, role: Role)
      switch mark {
      case .rule(let rule) where rule.direction == .vertical:
        place = (rule.at, rule.label, rule.style.role)
      case .arrow(let arrow): place = (arrow.tip.x, arrow.label, arrow.role)
      default: continue
      }
      guard let label = place.label, frame.panel.x.scale.contains(place.x),
        let at = frame.pageX(place.x)
      else { continue }
      let width = canvas.width(label, size: Canvas.annotationSize)
      entries.append(
        Entry(label: label, role: place.role, at: at, middle: at, width: width, row: 0))
    }
    entries.sort { $0.at < $1.at }
    let room = frame.box.width + 4
    let needed = entries.reduce(-Self.gap) { $0 + $1.width + Self.gap }
    let fitting = Int(room / (needed / Double(max(1, entries.count))))
    let perRow = max(1, needed <= room ? entries.count : fitting)
    for index in entries.indices { entries[index].row = index / perRow }
    settle(in: frame.box)
    improveRows(in: frame.box)
  }

  /// The most ways of dealing the labels to the rows that are tried.
  private static let trials = 1024

  private mutating func settle(in box: Box) {
    for row in 0..<rows {
      spread(entries.indices.filter { entries[$0].row == row }, in: box)
    }
  }

  /// Deals the labels to as many rows so that they stand near their rules, leaders pass.
  private mutating func improveRows(in box: Box) {
    let rows = rows
    let ways = (0..<entries.count).reduce(1) { ways, _ in min(ways * rows, Self.trials + 1) }
    guard rows > 1, ways <= Self.trials else { return }
    var best = self
    for way in 0..<ways {
      var trial = self
      var rest = way
      for index in trial.entries.indices {
        trial.entries[index].row = rest % rows
        trial.entries[index].middle = trial.entries[index].at
        rest /= rows
      }
      trial.settle(in: box)
      if trial.cost(in: box) < best.cost(in: box) { best = trial }
    }
    self = best
  }

  /// Points by which labels stand off their rules, and a fine for each leader that finds no way
  /// and for each label beyond the panel.
  private func cost(in box: Box) -> Double {
    let gone = entries.count {
      $0.middle - $0.width / 2 < box.minX - 4 || $0.middle + $0.width / 2 > box.maxX + 4
    }
    let silent = entries.count { !hasLeader($0) }
    let off = entries.reduce(0) { $0 + abs($1.middle - $1.at) }
    return 1000 * Double(gone) + 60 * Double(silent) + off
  }

  /// A leader from a higher row passes between the labels below it, or is left out.
  private func hasLeader(_ entry: Entry) -> Bool {
    entry.row == 0
      || abs(entry.at - entry.middle) < entry.width / 2
        && entries.allSatisfy {
          $0.row >= entry.row || abs($0.middle - entry.at) > $0.width / 2 + 2
        }
  }

  /// Pushes labels right until they are clear, then back from the right edge.
  private mutating func spread(_ row: [Int], in box: Box) {
    let groups = clusters(row)
    for group in groups {
      for (index, middle) in group { entries[index].middle = middle }
    }
    var left = box.minX - 2
    for index in row {
      let half = entries[index].width / 2
      entries[index].middle = max(entries[index].middle, left + half)
      left = entries[index].middle + half + Self.gap
    }
    var right = box.maxX + 2
    for index in row.reversed() {
      let half = entries[index].width / 2
      entries[index].middle = min(entries[index].middle, right - half)
      right = entries[index].middle - half - Self.gap
    }
  }

  /// Overlapping labels gathered into groups centred on the mean of their rules.
  private func clusters(_ row: [Int]) -> [[(Int, Double)]] {
    var groups: [[Int]] = []
    func extent(_ group: [Int]) -> (low: Double, high: Double, width: Double) {
      let width = group.reduce(-Self.gap) { $0 + entries[$1].width + Self.gap }
      let center = group.reduce(0) { $0 + entries[$1].at } / Double(group.count)
      return (center - width / 2, center + width / 2, width)
    }
    for index in row {
      groups.append([index])
      while groups.count > 1,
        extent(groups[groups.count - 2]).high + Self.gap > extent(groups[groups.count - 1]).low
      {
        let last = groups.removeLast()
        groups[groups.count - 1] += last
      }
    }
    return groups.map { group in
      var x = extent(group).low
      return group.map { index in
        defer { x += entries[index].width + Self.gap }
        return (index, x + entries[index].width / 2)
      }
    }
  }

  func draw(on canvas: inout Canvas, above box: Box) {
    for entry in entries {
      let bottom =
        box.minY - GridLayout.leaderHeight - Double(entry.row) * GridLayout.stripLabelHeight
      canvas.write(
        entry.label, size: Canvas.annotationSize, role: entry.role.forText,
        at: Position(entry.middle, bottom - 0.24 * Canvas.annotationSize), align: .center)
      guard hasLeader(entry) else { continue }
      // Straight up where the label spans its rule, else to the label's nearer end.
      let reach = max(0, entry.width / 2 - 3)
      let end = max(entry.middle - reach, min(entry.middle + reach, entry.at))
      canvas.add(
        .stroke(
          [.move(Position(entry.at, box.minY)), .line(Position(end, bottom + 0.8))],
          Drawing.Pen(Drawing.Ink(entry.role), width: 0.7)))
    }
  }
}

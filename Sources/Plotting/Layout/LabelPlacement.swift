/// A label with the places it may take, best first.
struct LabelRequest {
  var text: RichText
  var role: Role
  /// Boxes with their baselines' starts.
  var candidates: [(box: Box, origin: Position)]
}

/// Places beside lines for the labels of a panel, clear of every mark and of each other.
struct LabelPlacement {
  private static let clearance = 1.6
  private static let keptCandidates = 24
  private static let nodeLimit = 4000

  let frame: Frame
  let obstacles: Obstacles
  let canvas: Canvas

  /// The label requests of the series drawn in a panel.
  func seriesRequests(paths: [Int: [[Position]]]) -> [LabelRequest] {
    requests(paths) { mark in
      switch mark {
      case .line(let line): (line.label, line.style.role)
      case .points(let points): (points.label, points.style.role)
      default: (nil, .ink)
      }
    }
  }

  /// The label requests of the horizontal rules.
  func ruleRequests(paths: [Int: [[Position]]]) -> [LabelRequest] {
    requests(paths) { mark in
      guard case .rule(let rule) = mark, rule.direction == .horizontal else { return (nil, .ink) }
      return (rule.label, rule.style.role)
    }
  }

  private func requests(
    _ paths: [Int: [[Position]]], naming name: (Mark) -> (RichText?, Role)
  ) -> [LabelRequest] {
    frame.panel.marks.enumerated().compactMap { index, mark in
      let (text, role) = name(mark)
      guard let text, let pieces = paths[index], !pieces.isEmpty else { return nil }
      return LabelRequest(
        text: text, role: role.forText, candidates: candidates(for: text, role, along: pieces))
    }
  }

  /// Free places along a mark, cheapest first: near their own mark, far from others, not on bands,
  /// rather at the right.
  private func candidates(
    for text: RichText, _ role: Role, along pieces: [[Position]]
  ) -> [(box: Box, origin: Position)] {
    let size = Canvas.annotationSize
    let flat = canvas.box(text, size: size, at: Position(0, 0))
    let inside = Box(
      frame.box.minX + 3, frame.box.minY, frame.box.maxX + 0.5, frame.box.maxY - 1)
    var scored: [(cost: Double, box: Box, origin: Position)] = []
    for anchor in anchors(along: pieces) {
      for gap in [3.0, 6.0, 10.0] {
        for (dx, dy) in Self.offsets(width: flat.width, height: size, gap: gap) {
          // The middle of the digits, not of the box, sits at the anchor's height.
          let origin = Position(anchor.x + dx, anchor.y + dy + size * 0.365)
          let box = Box(
            origin.x, origin.y + flat.minY, origin.x + flat.width, origin.y + flat.maxY)
          let guarded = box.grown(by: Self.clearance)
          guard inside.contains(box), !obstacles.block(guarded) else { continue }
          let distance = obstacles.distances(of: box, owner: role)
          let own = min(distance.own, box.distance(to: anchor))
          // Nearer to another series than to its own, a label misleads.
          guard distance.other > own + 2 else { continue }
          let ambiguity = max(0, own + 6 - distance.other)
          let onBand = obstacles.soft.contains { $0.overlaps(box) } ? 6.0 : 0
          let fromRight = (frame.box.maxX - box.maxX) / frame.box.width
          let onGrid = obstacles.isOnGridLine(box) ? 1.5 : 0
          scored.append((own + 3 * ambiguity + onBand + onGrid + 4 * fromRight, box, origin))
        }
      }
    }
    scored.sort { $0.cost < $1.cost }
    var kept: [(box: Box, origin: Position)] = []
    for entry in scored where entry.cost < 40 {
      let isNew = kept.allSatisfy {
        abs($0.origin.x - entry.origin.x) + abs($0.origin.y - entry.origin.y) > 4
      }
      if isNew { kept.append((entry.box, entry.origin)) }
      if kept.count == Self.keptCandidates { break }
    }
    return kept
  }

  /// Starts of a label's baseline relative to an anchor: beside, above, below, and the corners.
  private static func offsets(
    width: Double, height: Double, gap: Double
  ) -> [(Double, Double)] {
    let (beside, above) = (gap + 1, gap + height / 2)
    return [
      (beside, 0), (-beside - width, 0), (-width / 2, -above), (-width / 2, above),
      (beside, -above), (beside, above), (-beside - width, -above), (-beside - width, above),
    ]
  }

  /// Places about 6 points apart along the pieces of a mark.
  private func anchors(along pieces: [[Position]]) -> [Position] {
    pieces.flatMap { piece in
      guard piece.count > 1 else { return piece }
      return zip(piece, piece.dropFirst()).flatMap { from, to in
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let count = max(1, min(40, Int((dx * dx + dy * dy).squareRoot() / 6)))
        return (0...count).map { step in
          let t = Double(step) / Double(count)
          return Position(from.x + t * dx, from.y + t * dy)
        }
      }
    }
  }

  /// One place for each request, none touching another, found by depth-first search with the most
  /// constrained label first; nil if there is none.
  static func solved(
    _ requests: [LabelRequest]
  ) -> [(request: LabelRequest, box: Box, origin: Position)]? {
    let order = requests.indices.sorted {
      (requests[$0].candidates.count, $0) < (requests[$1].candidates.count, $1)
    }
    var nodes = 0
    func extend(_ chosen: [(Int, Int)]) -> [(Int, Int)]? {
      guard chosen.count < order.count else { return chosen }
      let index = order[chosen.count]
      for (rank, candidate) in requests[index].candidates.enumerated() {
        nodes += 1
        if nodes > nodeLimit { return nil }
        let near = candidate.box.grown(by: 2)
        let isFree = chosen.allSatisfy { !requests[$0.0].candidates[$0.1].box.overlaps(near) }
        if isFree, let all = extend(chosen + [(index, rank)]) { return all }
      }
      return nil
    }
    return extend([])?.sorted { $0.0 < $1.0 }.map { index, rank in
      let candidate = requests[index].candidates[rank]
      return (requests[index], candidate.box, candidate.origin)
    }
  }
}

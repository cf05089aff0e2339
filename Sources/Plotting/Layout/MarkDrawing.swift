/// The marks of a panel as primitives, and what labels must keep clear of.
struct MarkDrawing {
  private let frame: Frame
  private(set) var items: [Drawing.Item] = []
  private(set) var obstacles = Obstacles()
  /// Page paths of the marks that carry a label beside them, by index.
  private(set) var paths: [Int: [[Position]]] = [:]

  init(_ frame: Frame) {
    self.frame = frame
    obstacles.gridLines = frame.yTicks.filter { $0.label != nil }.compactMap {
      frame.pageY($0.value)
    }
    for (index, mark) in frame.panel.marks.enumerated() {
      switch mark {
      case .line(let line): draw(line, index)
      case .band(let band): draw(band)
      case .points(let points): draw(points, index)
      case .bars(let bars): draw(bars)
      case .heat(let heat): draw(heat)
      case .stems(let stems): draw(stems)
      case .rule(let rule): draw(rule, index)
      case .arrow(let arrow): draw(arrow)
      case .note: break
      }
    }
  }

  private mutating func draw(_ line: Mark.Line, _ index: Int) {
    let pieces = polylines(line.points.map(frame.page), inside: frame.box.grown(by: 0.5))
    paths[index] = pieces
    guard !pieces.isEmpty else { return }
    items.append(
      .stroke(
        pieces.flatMap(Self.steps),
        Drawing.Pen(
          Drawing.Ink(line.style.role, opacity: line.opacity), width: line.style.width,
          dash: line.style.dash.pattern)))
    for piece in pieces { obstacles.add(piece, owner: line.style.role) }
  }

  private static func steps(_ path: [Position]) -> [Drawing.Step] {
    [.move(path[0])] + path.dropFirst().map(Drawing.Step.line)
  }

  private mutating func draw(_ band: Mark.Band) {
    var upper: [Position] = []
    var lower: [Position] = []
    func close() {
      guard upper.count > 1 else { return }
      let outline =
        simplified(upper, tolerance: 0.06) + simplified(lower, tolerance: 0.06).reversed()
      items.append(
        .fill(Self.steps(outline) + [.close], Drawing.Ink(band.role, opacity: band.opacity)))
      for (a, b) in zip(zip(upper, lower), zip(upper, lower).dropFirst()) {
        obstacles.soft.append(Box(a.0.x, min(a.0.y, b.0.y), b.0.x, max(a.1.y, b.1.y)))
      }
    }
    for index in band.x.indices {
      let isDefined = !band.low[index].isNaN && !band.high[index].isNaN
      guard isDefined, frame.panel.x.scale.contains(band.x[index]),
        let x = frame.pageX(band.x[index]), let high = frame.heldY(band.high[index]),
        let low = frame.heldY(band.low[index])
      else {
        close()
        (upper, lower) = ([], [])
        continue
      }
      upper.append(Position(x, high))
      lower.append(Position(x, low))
    }
    close()
  }

  private mutating func draw(_ points: Mark.Points, _ index: Int) {
    let inside = frame.box.grown(by: 2.5)
    let ink = Drawing.Ink(points.style.role)
    var bars: [Drawing.Step] = []
    var markers: [Drawing.Item] = []
    for entry in points.entries {
      guard var place = frame.page(Position(entry.x, entry.y)) else { continue }
      place.x += points.shift
      guard inside.contains(Box(place.x, place.y, place.x, place.y)) else { continue }
      let (high, low) = (entry.high.flatMap(frame.heldY), entry.low.flatMap(frame.heldY))
      if high != nil || low != nil {
        let (top, bottom) = (high ?? place.y, low ?? place.y)
        let ends = [Position(place.x, top), Position(place.x, bottom)]
        bars += Self.steps(ends)
        obstacles.add(ends, owner: points.style.role)
      }
      if entry.left != nil || entry.right != nil {
        let left = entry.left.flatMap(frame.heldX) ?? place.x
        let right = entry.right.flatMap(frame.heldX) ?? place.x
        let ends = [Position(left, place.y), Position(right, place.y)]
        bars += Self.steps(ends)
        obstacles.add(ends, owner: points.style.role)
      }
      if let marker = points.style.marker {
        markers.append(
          marker.item(at: place, role: points.style.role, radius: 2.1 * points.size))
      }
      obstacles.boxes.append(Box(place.x, place.y, place.x, place.y).grown(by: 2.4))
      paths[index, default: []].append([place])
    }
    if !bars.isEmpty { items.append(.stroke(bars, Drawing.Pen(ink, width: 0.8))) }
    items += Self.joined(markers)
  }

  /// Markers of one shape and ink as a single primitive, which takes a fraction of the bytes.
  private static func joined(_ markers: [Drawing.Item]) -> [Drawing.Item] {
    var joined: [Drawing.Item] = []
    for marker in markers {
      switch (joined.last, marker) {
      case (.fill(let before, let ink)?, .fill(let steps, let other)) where ink == other:
        joined[joined.count - 1] = .fill(before + steps, ink)
      case (.stroke(let before, let pen)?, .stroke(let steps, let other)) where pen == other:
        joined[joined.count - 1] = .stroke(before + steps, pen)
      default: joined.append(marker)
      }
    }
    return joined
  }

  private mutating func draw(_ bars: Mark.Bars) {
    let base = frame.box.maxY
    var outline: [Position] = []
    for (index, height) in bars.heights.enumerated() {
      guard let left = frame.heldX(bars.edges[index]),
        let right = frame.heldX(bars.edges[index + 1]),
        right > left, let top = frame.heldY(height)
      else { continue }
      outline += [Position(left, top), Position(right, top)]
      if top < base { obstacles.boxes.append(Box(left, top, right, base)) }
    }
    guard let first = outline.first, let last = outline.last else { return }
    let closed = [Position(first.x, base)] + outline + [Position(last.x, base)]
    let slim = simplified(closed, tolerance: 0.01)
    items.append(.fill(Self.steps(slim) + [.close], Drawing.Ink(bars.role, opacity: 0.55)))
    items.append(.stroke(Self.steps(slim), Drawing.Pen(Drawing.Ink(.axis), width: 0.6)))
  }

  private mutating func draw(_ heat: Mark.Heat) {
    let drawn = HeatDrawing(heat, in: frame)
    items += drawn.items
    if let extent = drawn.extent { obstacles.boxes.append(extent) }
  }

  private mutating func draw(_ stems: Mark.Stems) {
    var steps: [Drawing.Step] = []
    for value in stems.x where frame.panel.x.scale.contains(value) {
      guard let x = frame.pageX(value) else { continue }
      let foot = Position(x, frame.box.maxY)
      steps += [.move(foot), .line(Position(x, foot.y - stems.length))]
      obstacles.boxes.append(Box(x - 0.5, foot.y - stems.length, x + 0.5, foot.y))
    }
    guard !steps.isEmpty else { return }
    items.append(
      .stroke(steps, Drawing.Pen(Drawing.Ink(stems.style.role), width: stems.style.width)))
  }

  /// A shaft from the top of the panel, where the label stands, down to the place.
  private mutating func draw(_ arrow: Mark.Arrow) {
    let (length, width) = arrow.isHollow ? (5.5, 4.6) : (4, 3)
    guard frame.panel.x.scale.contains(arrow.tip.x), let x = frame.pageX(arrow.tip.x),
      let y = frame.heldY(arrow.tip.y)
    else { return }
    let ink = Drawing.Ink(arrow.role)
    let tip = Position(x, y - arrow.gap)
    let reach = length * (arrow.isHollow ? 1 : 0.8)
    let shaft = [Position(x, frame.box.minY), Position(x, tip.y - reach)]
    let (left, right) = (
      Position(x - width / 2, tip.y - length), Position(x + width / 2, tip.y - length)
    )
    let head: [Drawing.Step] = [.move(tip), .line(left), .line(right), .close]
    if arrow.isHollow {
      items.append(.stroke(Self.steps(shaft), Drawing.Pen(ink, width: 0.7, dash: [2, 1.6])))
      items.append(.fill(head, Drawing.Ink(.paper)))
      items.append(.stroke(head, Drawing.Pen(ink, width: 0.7)))
    } else {
      items.append(.stroke(Self.steps(shaft), Drawing.Pen(ink, width: 0.7)))
      items.append(.fill(head, ink))
    }
    obstacles.add(shaft + [tip], owner: arrow.role)
  }

  private mutating func draw(_ rule: Mark.Rule, _ index: Int) {
    let box = frame.box
    let path: [Position]
    var shade: Box?
    switch rule.direction {
    case .vertical:
      if let interval = rule.interval, let low = frame.heldX(interval.lowerBound),
        let high = frame.heldX(interval.upperBound)
      {
        shade = Box(low, box.minY, high, box.maxY)
      }
      guard frame.panel.x.scale.contains(rule.at), let x = frame.pageX(rule.at) else { return }
      path = [Position(x, box.maxY), Position(x, box.minY)]
    case .horizontal:
      if let interval = rule.interval, let low = frame.heldY(interval.lowerBound),
        let high = frame.heldY(interval.upperBound)
      {
        shade = Box(box.minX, high, box.maxX, low)
      }
      guard frame.panel.y.scale.contains(rule.at), let y = frame.pageY(rule.at) else { return }
      path = [Position(box.minX, y), Position(box.maxX, y)]
    }
    if let shade, shade.width > 0, shade.height > 0 {
      let corners = [
        Position(shade.minX, shade.minY), Position(shade.maxX, shade.minY),
        Position(shade.maxX, shade.maxY), Position(shade.minX, shade.maxY),
      ]
      items.insert(
        .fill(Self.steps(corners) + [.close], Drawing.Ink(rule.style.role, opacity: 0.12)), at: 0)
      obstacles.soft.append(shade)
    }
    items.append(
      .stroke(
        Self.steps(path),
        Drawing.Pen(
          Drawing.Ink(rule.style.role), width: rule.style.width, dash: rule.style.dash.pattern)))
    obstacles.add(path, owner: rule.style.role)
    if rule.direction == .horizontal { paths[index] = [path] }
  }
}

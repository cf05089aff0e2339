/// What a layout has drawn so far, and how text is set on it.
struct Canvas {
  enum Alignment { case left, center, right }

  /// Type sizes in points. Nothing but sub- and superscripts is smaller than 7.
  static let tickSize = 7.0
  static let annotationSize = 7.0
  static let labelSize = 8.0

  // Proportions of DejaVu Sans, in em.
  static let ascent = 0.76
  static let descent = 0.24
  static let digitHeight = 0.73
  private static let scriptSize = 0.72
  private static let superRise = 0.36
  private static let subDrop = 0.16
  /// Room between an oblique letter and a raised one.
  private static let italicCorrection = 0.05

  let measure: any TextMeasure
  private(set) var items: [Drawing.Item] = []
  private(set) var captions: [Drawing.Caption] = []
  var unplaced: [RichText] = []

  init(measure: any TextMeasure) { self.measure = measure }

  mutating func add(_ item: Drawing.Item) { items.append(item) }

  mutating func add(_ more: [Drawing.Item]) { items += more }

  func width(_ text: RichText, size: Double) -> Double {
    pieces(text, size: size).reduce(0) { $0 + $1.advance }
  }

  /// The box of a line whose baseline starts at `origin`.
  func box(_ text: RichText, size: Double, at origin: Position) -> Box {
    let raised = text.runs.contains { $0.script == .superscripted }
    let lowered = text.runs.contains { $0.script == .subscripted }
    let top = raised ? Self.superRise + Self.scriptSize * Self.digitHeight : Self.ascent
    let bottom = lowered ? Self.subDrop + Self.scriptSize * Self.descent : Self.descent
    return Box(
      origin.x, origin.y - max(top, Self.ascent) * size, origin.x + width(text, size: size),
      origin.y + bottom * size)
  }

  /// Writes a line on a baseline through `at`.
  @discardableResult
  mutating func write(
    _ text: RichText, size: Double, role: Role, at: Position, align: Alignment = .left
  ) -> Box {
    let width = width(text, size: size)
    let start =
      switch align {
      case .left: at.x
      case .center: at.x - width / 2
      case .right: at.x - width
      }
    let origin = Position(start, at.y)
    var x = start
    for piece in pieces(text, size: size) {
      items.append(
        .text(
          Drawing.Text(
            string: piece.run.text, isItalic: piece.run.isItalic, size: piece.size,
            origin: Position(x, origin.y - piece.rise), isTurned: false, role: role)))
      x += piece.advance
    }
    let box = box(text, size: size, at: origin)
    captions.append(Drawing.Caption(text: text, box: box))
    return box
  }

  /// Writes a line upwards, its baseline on the vertical through `at`, centred at `at.y`.
  mutating func writeTurned(_ text: RichText, size: Double, role: Role, at: Position) {
    let width = width(text, size: size)
    var y = at.y + width / 2
    for piece in pieces(text, size: size) {
      items.append(
        .text(
          Drawing.Text(
            string: piece.run.text, isItalic: piece.run.isItalic, size: piece.size,
            origin: Position(at.x - piece.rise, y), isTurned: true, role: role)))
      y -= piece.advance
    }
    let flat = box(text, size: size, at: Position(0, 0))
    captions.append(
      Drawing.Caption(
        text: text,
        box: Box(at.x + flat.minY, at.y - width / 2, at.x + flat.maxY, at.y + width / 2)))
  }

  private struct Piece {
    var run: RichText.Run
    var size: Double
    var rise: Double
    var advance: Double
  }

  private func pieces(_ text: RichText, size: Double) -> [Piece] {
    text.runs.enumerated().map { index, run in
      let isScript = run.script != .base
      let runSize = isScript ? Self.scriptSize * size : size
      let rise =
        switch run.script {
        case .base: 0.0
        case .subscripted: -Self.subDrop * size
        case .superscripted: Self.superRise * size
        }
      var advance = measure.advance(run.text, isItalic: run.isItalic, size: runSize)
      let next = index + 1 < text.runs.count ? text.runs[index + 1] : nil
      if run.isItalic, next?.script == .superscripted { advance += Self.italicCorrection * size }
      return Piece(run: run, size: runSize, rise: rise, advance: advance)
    }
  }
}

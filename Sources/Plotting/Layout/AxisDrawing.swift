extension Canvas {
  /// Grid lines behind the marks of a panel.
  mutating func drawGrid(_ frame: Frame) {
    let lines = frame.yTicks.filter { $0.label != nil }.compactMap { frame.pageY($0.value) }
    guard !lines.isEmpty else { return }
    add(
      .stroke(
        lines.flatMap {
          [.move(Position(frame.box.minX, $0)), .line(Position(frame.box.maxX, $0))]
        }, Drawing.Pen(Drawing.Ink(.grid), width: 0.5)))
  }

  /// Axis lines, ticks outside, tick labels.
  mutating func drawAxes(_ frame: Frame) {
    let box = frame.box
    let corner = Position(box.minX, box.maxY)
    var steps: [Drawing.Step] =
      frame.panel.y.isHidden
      ? [.move(corner)] : [.move(Position(box.minX, box.minY)), .line(corner)]
    steps.append(.line(Position(box.maxX, box.maxY)))
    for tick in frame.xTicks {
      guard let x = frame.pageX(tick.value) else { continue }
      let length = tick.label == nil ? 1.8 : GridLayout.tickLength
      steps += [.move(Position(x, box.maxY)), .line(Position(x, box.maxY + length))]
    }
    for tick in frame.yTicks {
      guard let y = frame.pageY(tick.value) else { continue }
      let length = tick.label == nil ? 1.8 : GridLayout.tickLength
      steps += [.move(Position(box.minX, y)), .line(Position(box.minX - length, y))]
    }
    add(.stroke(steps, Drawing.Pen(Drawing.Ink(.axis), width: 0.6)))

    let beyond = GridLayout.tickLength + GridLayout.tickGap
    if frame.showsXTickLabels {
      for tick in frame.xTicks {
        guard let label = tick.label, let x = frame.pageX(tick.value) else { continue }
        let baseline = box.maxY + beyond + Self.tickSize * Self.digitHeight
        write(
          label, size: Self.tickSize, role: .secondary, at: Position(x, baseline), align: .center)
      }
    }
    if frame.showsYTickLabels {
      for tick in frame.yTicks {
        guard let label = tick.label, let y = frame.pageY(tick.value) else { continue }
        let baseline = y + Self.tickSize * Self.digitHeight / 2
        write(
          label, size: Self.tickSize, role: .secondary, at: Position(box.minX - beyond, baseline),
          align: .right)
      }
    }
  }

  /// `(a)  δ = 3` above a panel.
  mutating func drawTitle(_ frame: Frame, tag: String?, bottom: Double) {
    var title = RichText(runs: [])
    if let tag { title = RichText(verbatim: "(\(tag))") }
    if let name = frame.panel.title {
      title = title.isEmpty ? name : title + RichText(verbatim: "  ") + name
    }
    guard !title.isEmpty else { return }
    write(title, size: Self.labelSize, role: .ink, at: Position(frame.box.minX, bottom))
  }
}

extension Canvas {
  /// `(a)` at the figure's left edge, level with the top of the panel.
  mutating func drawMarginTag(_ tag: String, _ frame: Frame) {
    write(
      RichText(verbatim: "(\(tag))"), size: Self.labelSize, role: .ink,
      at: Position(2, frame.box.minY + Self.labelSize * 0.62))
  }
}

/// a, b, … z, aa, ab, …
func panelTag(_ index: Int) -> String {
  let letter = String(UnicodeScalar(UInt8(97 + index % 26)))
  return index < 26 ? letter : panelTag(index / 26 - 1) + letter
}

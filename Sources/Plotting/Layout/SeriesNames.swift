extension Canvas {
  /// Names the series and horizontal rules of a panel beside their lines.
  ///
  /// - Returns: false if some series finds no free place and the legend does not name it.
  mutating func nameSeries(
    _ frame: Frame, _ drawn: MarkDrawing, clearOf obstacles: inout Obstacles, inLegend: Bool
  ) -> Bool {
    if !inLegend {
      let placement = LabelPlacement(frame: frame, obstacles: obstacles, canvas: self)
      let requests = placement.seriesRequests(paths: drawn.paths)
      guard let labels = LabelPlacement.solved(requests) else { return false }
      for label in labels { write(label, &obstacles) }
    }
    // Each rule after the one before it; a rule without room stays unnamed.
    let count = LabelPlacement(frame: frame, obstacles: obstacles, canvas: self)
      .ruleRequests(paths: drawn.paths).count
    for index in 0..<count {
      let placement = LabelPlacement(frame: frame, obstacles: obstacles, canvas: self)
      let request = placement.ruleRequests(paths: drawn.paths)[index]
      if let label = LabelPlacement.solved([request])?.first {
        write(label, &obstacles)
      } else {
        unplaced.append(request.text)
      }
    }
    return true
  }

  private mutating func write(
    _ label: (request: LabelRequest, box: Box, origin: Position), _ obstacles: inout Obstacles
  ) {
    let box = write(
      label.request.text, size: Self.annotationSize, role: label.request.role, at: label.origin)
    obstacles.boxes.append(box)
  }

  /// Notes in the corners of a panel, each where nothing is drawn yet.
  mutating func drawNotes(_ frame: Frame, clearOf obstacles: inout Obstacles) {
    for case .note(let note) in frame.panel.marks {
      let places = notePlaces(note, in: frame.box).filter { origin in
        let box = box(note.text, size: Self.annotationSize, at: origin)
        return frame.box.contains(box) && !obstacles.block(box.grown(by: 1))
      }
      let clear = places.first { origin in
        !obstacles.isOnGridLine(box(note.text, size: Self.annotationSize, at: origin))
      }
      guard let origin = clear ?? places.first else {
        unplaced.append(note.text)
        continue
      }
      obstacles.boxes.append(
        write(note.text, size: Self.annotationSize, role: .secondary, at: origin))
    }
  }

  private func notePlaces(_ note: Mark.Note, in box: Box) -> [Position] {
    let size = Self.annotationSize
    let width = width(note.text, size: size)
    let corners: [Mark.Note.Corner] = [note.corner, .topRight, .topLeft, .bottomRight]
    let alongTop = stride(from: box.maxX - 8 - width, through: box.minX + 4, by: -6).flatMap { x in
      [0, 0.7, 1.4].map { Position(x, box.minY + 2 + size * (Self.ascent + $0)) }
    }
    return corners.flatMap { corner in
      (0..<6).map { row in
        let down = Double(row) * size * 0.7
        return switch corner {
        case .topLeft: Position(box.minX + 4, box.minY + 2 + size * Self.ascent + down)
        case .topRight: Position(box.maxX - 2 - width, box.minY + 2 + size * Self.ascent + down)
        case .bottomRight:
          Position(box.maxX - 2 - width, box.maxY - 3 - size * Self.descent - down)
        case .center: Position(box.center.x - width / 2, box.center.y + size * 0.365 + down)
        }
      } + (corner == .topRight ? alongTop : [])
    }
  }
}

/// What a colour is for; a `Palette` says what it looks like on light and on dark paper.
public enum Role: Sendable, Hashable, Encodable {
  /// Text and whatever must be read first.
  case ink
  /// Tick labels, notes, baselines.
  case secondary
  /// Axis lines and ticks.
  case axis
  /// Grid lines, barely there.
  case grid
  /// Filled data that belong to no series: the bulk of a spectrum.
  case neutral
  case paper
  /// Marks of the series with this index; indices repeat after `Palette.seriesCount`.
  case series(Int)
  /// Text in the colour of a series, dark enough to read.
  case seriesText(Int)
  /// A shade of a signed quantity, from the lowest, −16, over zero to the highest, 16.
  case diverging(Int)

  /// The role of text that belongs to a mark of this role.
  public var forText: Role {
    switch self {
    case .series(let index): .seriesText(index)
    case .grid, .axis, .neutral: .secondary
    case .ink, .secondary, .paper, .seriesText: self
    case .diverging: .ink
    }
  }

  /// The shade of a value, full at ±`limit` and beyond.
  public static func diverging(_ value: Double, limit: Double) -> Role {
    let steps = Double(DivergingColors.steps)
    return .diverging(Int(max(-steps, min(steps, (value / limit * steps).rounded()))))
  }
}

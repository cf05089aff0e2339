/// A stroke pattern; with the marker it tells series apart where colour does not.
public enum Dash: Int, Sendable, CaseIterable, Encodable {
  case solid, dashed, dotted, dashDotted, longDashed, twoDotted

  /// Lengths of strokes and gaps in points.
  var pattern: [Double] {
    switch self {
    case .solid: []
    case .dashed: [4, 2]
    case .dotted: [1.1, 1.7]
    case .dashDotted: [5, 1.7, 1.1, 1.7]
    case .longDashed: [8, 2.5]
    case .twoDotted: [5, 1.6, 1.1, 1.6, 1.1, 1.6]
    }
  }
}

public enum Marker: Int, Sendable, CaseIterable, Encodable {
  case circle, square, triangle, diamond, invertedTriangle, plus
  /// Kept for what went wrong: diverged or failed seeds.
  case cross
}

/// How a series looks, everywhere it appears.
public struct Style: Sendable, Equatable, Encodable {
  public var role: Role
  public var dash: Dash
  public var marker: Marker?
  /// Line width in points.
  public var width: Double

  public init(_ role: Role, dash: Dash = .solid, marker: Marker? = nil, width: Double = 1.3) {
    self.role = role
    self.dash = dash
    self.marker = marker
    self.width = width
  }

  /// Colour, marker and dash of the series with this index; the first dozen all differ.
  public static func series(_ index: Int) -> Style {
    let dashes = Dash.allCases.count
    let markers = Marker.allCases.count - 1
    let shift = index / Palette.seriesCount
    return Style(
      .series(index), dash: Dash(rawValue: (index + shift) % dashes) ?? .solid,
      marker: Marker(rawValue: (index + shift) % markers))
  }
}

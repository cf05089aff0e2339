/// A piece of data as it is shown in a panel. Coordinates are the data's.
public enum Mark: Sendable, Equatable, Encodable {
  case line(Line)
  case band(Band)
  case points(Points)
  case bars(Bars)
  case heat(Heat)
  case stems(Stems)
  case rule(Rule)
  case arrow(Arrow)
  case note(Note)

  /// A polyline; undefined points break it.
  public struct Line: Sendable, Equatable, Encodable {
    public var points: [Position]
    public var style: Style
    public var opacity: Double
    /// Written beside the line, or in the legend where there is no room.
    public var label: RichText?

    public init(
      _ points: [Position], style: Style, opacity: Double = 1, label: RichText? = nil
    ) {
      self.points = points
      self.style = style
      self.opacity = opacity
      self.label = label
    }
  }

  /// The region between two curves; undefined ends break it.
  public struct Band: Sendable, Equatable, Encodable {
    public var x: [Double]
    public var low: [Double]
    public var high: [Double]
    public var role: Role
    public var opacity: Double

    public init(
      x: [Double], low: [Double], high: [Double], role: Role, opacity: Double = 0.16
    ) {
      precondition(x.count == low.count && x.count == high.count, "one low and high for each x")
      self.x = x
      self.low = low
      self.high = high
      self.role = role
      self.opacity = opacity
    }
  }

  /// Markers with error bars where ends are given.
  public struct Points: Sendable, Equatable, Encodable {
    public struct Entry: Sendable, Equatable, Encodable {
      public var x: Double
      public var y: Double
      /// Ends of the bar along y.
      public var low: Double?
      public var high: Double?
      /// Ends of the bar along x.
      public var left: Double?
      public var right: Double?

      public init(
        _ x: Double, _ y: Double, low: Double? = nil, high: Double? = nil, left: Double? = nil,
        right: Double? = nil
      ) {
        self.x = x
        self.y = y
        self.low = low
        self.high = high
        self.left = left
        self.right = right
      }
    }

    public var entries: [Entry]
    public var style: Style
    /// Points by which markers move sideways, so that series at one x stay apart.
    public var shift: Double
    /// Of the markers, over that of others.
    public var size: Double
    public var label: RichText?

    public init(
      _ entries: [Entry], style: Style, shift: Double = 0, size: Double = 1,
      label: RichText? = nil
    ) {
      self.entries = entries
      self.style = style
      self.shift = shift
      self.size = size
      self.label = label
    }
  }

  /// A histogram: `edges.count == heights.count + 1`, bars standing on the lower end of y.
  public struct Bars: Sendable, Equatable, Encodable {
    public var edges: [Double]
    public var heights: [Double]
    public var role: Role

    public init(edges: [Double], heights: [Double], role: Role = .neutral) {
      precondition(edges.count == heights.count + 1, "a bar lies between two edges")
      self.edges = edges
      self.heights = heights
      self.role = role
    }
  }

  /// Cells filled with the shade of a signed value.
  public struct Heat: Sendable, Equatable, Encodable {
    /// Ends of the columns and of the rows, ascending.
    public var xEdges: [Double]
    public var yEdges: [Double]
    /// `values[row][column]`; cells without a value are crossed out.
    public var values: [[Double?]]
    /// The magnitude from which on the shade is full.
    public var limit: Double

    public init(xEdges: [Double], yEdges: [Double], values: [[Double?]], limit: Double) {
      precondition(
        yEdges.count == values.count + 1
          && values.allSatisfy { xEdges.count == $0.count + 1 }, "a cell lies between edges")
      self.xEdges = xEdges
      self.yEdges = yEdges
      self.values = values
      self.limit = limit
    }
  }

  /// Short vertical strokes standing on the axis, one a value.
  public struct Stems: Sendable, Equatable, Encodable {
    public var x: [Double]
    public var style: Style
    /// Length in points.
    public var length: Double

    public init(_ x: [Double], style: Style, length: Double = 7) {
      self.x = x
      self.style = style
      self.length = length
    }
  }

  /// A reference line across the panel, named on the figure.
  public struct Rule: Sendable, Equatable, Encodable {
    public enum Direction: Sendable, Equatable, Encodable { case vertical, horizontal }

    public var direction: Direction
    public var at: Double
    /// Shaded around the line; infinite ends reach the panel's edge.
    public var interval: ClosedRange<Double>?
    public var style: Style
    public var label: RichText?

    public init(
      _ direction: Direction, at: Double, interval: ClosedRange<Double>? = nil, style: Style,
      label: RichText? = nil
    ) {
      self.direction = direction
      self.at = at
      self.interval = interval
      self.style = style
      self.label = label
    }
  }

  /// An arrow from the top of the panel, where its label stands, down to a place.
  public struct Arrow: Sendable, Equatable, Encodable {
    public var tip: Position
    public var role: Role
    public var label: RichText?
    /// Points between the place and the arrow's tip.
    public var gap: Double
    /// A dashed shaft and a hollow head: predicted, not observed.
    public var isHollow: Bool

    public init(
      to tip: Position, role: Role, label: RichText? = nil, gap: Double = 2, isHollow: Bool = false
    ) {
      self.tip = tip
      self.role = role
      self.label = label
      self.gap = gap
      self.isHollow = isHollow
    }
  }

  /// Text in a corner of the panel.
  public struct Note: Sendable, Equatable, Encodable {
    public enum Corner: Sendable, Equatable, Encodable {
      case topLeft, topRight, bottomRight, center
    }

    public var text: RichText
    public var corner: Corner

    public init(_ text: RichText, in corner: Corner) {
      self.text = text
      self.corner = corner
    }
  }
}

/// A scale with its name.
public struct Axis: Sendable, Equatable, Encodable {
  public var label: RichText?
  public var scale: Scale
  /// Whether it only places the marks, without line, ticks and labels.
  public var isHidden: Bool

  public init(_ label: RichText? = nil, scale: Scale, isHidden: Bool = false) {
    self.label = label
    self.scale = scale
    self.isHidden = isHidden
  }
}

/// One coordinate system and what is drawn in it, in order.
public struct Panel: Sendable, Equatable, Encodable {
  /// What sets the panel apart from its neighbours: `δ = 3`.
  public var title: RichText?
  public var x: Axis
  public var y: Axis
  public var marks: [Mark]

  public init(title: RichText? = nil, x: Axis, y: Axis, marks: [Mark]) {
    self.title = title
    self.x = x
    self.y = y
    self.marks = marks
  }
}

/// What the shades of a scene's heat maps mean.
public struct ColorBar: Sendable, Equatable, Encodable {
  public var label: RichText
  /// Shades run from −limit to limit.
  public var limit: Double

  public init(_ label: RichText, limit: Double) {
    precondition(limit > 0 && limit.isFinite, "shades have an extent")
    self.label = label
    self.limit = limit
  }
}

/// A figure as values: panels on a grid, at the size it is printed.
public struct Scene: Sendable, Equatable, Encodable {
  /// Physical widths of a journal's columns, and of a phone.
  public enum Width: String, Sendable, Encodable {
    /// 8.6 cm.
    case single
    /// 17.8 cm.
    case double
    /// 17.8 cm, and as tall as a page allows.
    case page
    /// 7.4 cm: a phone shows its text as large as that of other figures on a wide screen.
    case phone

    /// What an author may ask for.
    public static let printed: [Width] = [.single, .double, .page]

    public var points: Double {
      switch self {
      case .single: 8.6 / 2.54 * 72
      case .double, .page: 17.8 / 2.54 * 72
      case .phone: 7.4 / 2.54 * 72
      }
    }
  }

  public var width: Width
  public var columns: Int
  /// Row by row; the last row may be short.
  public var panels: [Panel]
  /// Height of the data region of each row in points; the last one repeats.
  public var panelHeights: [Double]
  /// Whether panels of a column share x, so that only the lowest carries tick labels.
  public var sharesX: Bool
  /// Whether panels of a row share y, so that only the first carries tick labels.
  public var sharesY: Bool
  /// Right of the panels, one for all of them.
  public var colorBar: ColorBar?

  public init(
    width: Width = .single, columns: Int = 1, panels: [Panel], panelHeights: [Double],
    sharesX: Bool = false, sharesY: Bool = false,
    colorBar: ColorBar? = nil
  ) {
    precondition(columns > 0 && !panelHeights.isEmpty, "a grid has columns and heights")
    self.width = width
    self.columns = columns
    self.panels = panels
    self.panelHeights = panelHeights
    self.sharesX = sharesX
    self.sharesY = sharesY
    self.colorBar = colorBar
  }

  public var rows: Int { (panels.count + columns - 1) / columns }
}

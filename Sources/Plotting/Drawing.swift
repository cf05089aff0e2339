/// A scene laid out: primitives in order of drawing, in points, y downwards from the top left.
///
/// Colours stay roles, so that one drawing serves light and dark.
public struct Drawing: Sendable, Equatable {
  public enum Step: Sendable, Equatable {
    case move(Position)
    case line(Position)
    case curve(Position, Position, Position)
    case close
  }

  public struct Ink: Sendable, Equatable {
    public var role: Role
    /// 0…1.
    public var opacity: Double

    public init(_ role: Role, opacity: Double = 1) {
      self.role = role
      self.opacity = opacity
    }
  }

  public struct Pen: Sendable, Equatable {
    public var ink: Ink
    public var width: Double
    public var dash: [Double]

    public init(_ ink: Ink, width: Double, dash: [Double] = []) {
      self.ink = ink
      self.width = width
      self.dash = dash
    }
  }

  /// Text of one face and size, its baseline starting at `origin`.
  public struct Text: Sendable, Equatable {
    public var string: String
    public var isItalic: Bool
    public var size: Double
    public var origin: Position
    /// Whether it reads upwards, turned by a quarter anticlockwise about `origin`.
    public var isTurned: Bool
    public var role: Role
  }

  public enum Item: Sendable, Equatable {
    case stroke([Step], Pen)
    case fill([Step], Ink)
    case text(Text)
  }

  /// A laid-out line of text and the room it takes.
  public struct Caption: Sendable, Equatable {
    public var text: RichText
    public var box: Box
  }

  public var width: Double
  public var height: Double
  public var items: [Item]
  /// Every line of text with its box: none overlaps another, none leaves the page.
  public var captions: [Caption]
  /// Labels for which there was no room; the figure's table still has their numbers.
  public var unplaced: [RichText]
}

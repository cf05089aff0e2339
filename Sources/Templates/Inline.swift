import Diagnostics

/// A piece of running text.
public struct Inline: Sendable, Equatable {
  public indirect enum Content: Sendable, Equatable {
    case text(String)
    /// A line end of the source, shown as a space.
    case softBreak
    case lineBreak
    case code(String)
    case emphasis([Inline])
    case strong([Inline])
    case strikethrough([Inline])
    case link(Link)
    case image(Image)
    /// TeX between dollars; `display` for `$$…$$` inside a paragraph.
    case math(tex: PositionedText, display: Bool)
    /// A mark `[^label]`, numbered from 1 in order of first use.
    case footnote(number: Int)
    /// A cross-reference `@fig-cliff`, label without the `@`; only its number from `[-@fig-cliff]`.
    case reference(String, numberOnly: Bool)
    /// Works cited; where no bibliography is named, text.
    case citation(Citation)
    /// A code span `{kind} body`, such as `{value} cliff.quad.delta50 :.2f`.
    case directive(kind: String, body: PositionedText)
    /// A tag in the source: not interpreted, shown as it was written.
    case rawHTML(String)
    /// An element of the author's own HTML, of those that are allowed.
    case html(HTMLTag, [Inline])
  }

  public struct Link: Sendable, Equatable {
    public var url: String
    public var title: String
    public var content: [Inline]
    /// The anchor by which others link to this one; nil for most.
    public var id: String?

    public init(url: String, title: String = "", content: [Inline], id: String? = nil) {
      self.url = url
      self.title = title
      self.content = content
      self.id = id
    }
  }

  public struct Image: Sendable, Equatable {
    public var url: String
    public var title: String
    /// What the picture shows, for those who cannot see it.
    public var alt: String
    /// What the file of a relative path holds, once it was read.
    public var picture: Picture?

    public init(url: String, title: String = "", alt: String) {
      self.url = url
      self.title = title
      self.alt = alt
    }
  }

  public var content: Content
  /// Where it begins; nil for text that was computed.
  public var location: SourceLocation?

  public init(_ content: Content, at location: SourceLocation? = nil) {
    self.content = content
    self.location = location
  }

  public static func text(_ text: String) -> Inline { Inline(.text(text)) }
}

import Diagnostics

/// A block of a template: paragraph, heading, list, directive, …
public struct Block: Sendable, Equatable {
  public indirect enum Content: Sendable, Equatable {
    case heading(Heading)
    case paragraph([Inline])
    case list(List)
    case quote([Block])
    case code(Code)
    case table(Table)
    case equation(Equation)
    case thematicBreak
    /// Tags in the source: not interpreted, shown as they were written.
    case rawHTML(String)
    /// An element of the author's own HTML, of those that are allowed, or words beside one.
    case html(HTMLNode<Block>)
    case directive(DirectiveBlock)
    case div(Div)
  }

  public var content: Content
  public var location: SourceLocation

  public init(_ content: Content, at location: SourceLocation) {
    self.content = content
    self.location = location
  }
}

extension Block {
  public struct Heading: Sendable, Equatable {
    /// 1 … 6.
    public var level: Int
    public var content: [Inline]
    /// The author's `{#label}`, else made from the words; unique once a template is resolved, and
    /// empty before for those to be made.
    public var id: String
    /// Whether it counts where sections are numbered.
    public var isNumbered: Bool

    public init(level: Int, content: [Inline], id: String, isNumbered: Bool = true) {
      self.level = level
      self.content = content
      self.id = id
      self.isNumbered = isNumbered
    }
  }

  public struct List: Sendable, Equatable {
    public struct Item: Sendable, Equatable {
      /// Whether a task is done; nil for an item that is not a task.
      public var done: Bool?
      public var blocks: [Block]

      public init(done: Bool? = nil, blocks: [Block]) {
        self.done = done
        self.blocks = blocks
      }
    }

    /// The first number of an ordered list; nil for bullets.
    public var start: Int?
    /// No blank lines between the items.
    public var tight: Bool
    public var items: [Item]

    public init(start: Int? = nil, tight: Bool, items: [Item]) {
      self.start = start
      self.tight = tight
      self.items = items
    }
  }

  public struct Code: Sendable, Equatable {
    /// The first word after the fence, empty if there is none.
    public var language: String
    public var text: String
    /// Whether a page hides it behind a click.
    public var isFolded: Bool

    public init(language: String, text: String, isFolded: Bool = false) {
      self.language = language
      self.text = text
      self.isFolded = isFolded
    }
  }

  public struct Table: Sendable, Equatable {
    public enum Alignment: Sendable, Equatable {
      case natural, left, center, right
    }

    /// One a column.
    public var alignments: [Alignment]
    /// One cell a column.
    public var head: [[Inline]]
    public var rows: [[[Inline]]]

    public init(alignments: [Alignment], head: [[Inline]], rows: [[[Inline]]]) {
      self.alignments = alignments
      self.head = head
      self.rows = rows
    }
  }

  /// A displayed formula.
  public struct Equation: Sendable, Equatable {
    public var tex: PositionedText
    /// From `$$ {#eq-label}`; labelled equations are numbered.
    public var label: String?

    public init(tex: PositionedText, label: String? = nil) {
      self.tex = tex
      self.label = label
    }
  }
}

/// A fenced block whose info string is `{kind #label .class}`.
public struct DirectiveBlock: Sendable, Equatable {
  public var kind: String
  public var label: String?
  public var classes: [String]
  /// The lines between the fences; `body.line` is the line after the opening fence.
  public var body: PositionedText
  /// Body and fences as they were written.
  public var source: String
  /// Of the opening fence.
  public var location: SourceLocation

  public init(
    kind: String, label: String?, classes: [String], body: PositionedText, source: String,
    location: SourceLocation
  ) {
    self.kind = kind
    self.label = label
    self.classes = classes
    self.body = body
    self.source = source
    self.location = location
  }
}

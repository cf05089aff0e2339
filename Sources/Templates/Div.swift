import Diagnostics

extension Block {
  /// Blocks set apart between `::: {.kind}` and `:::`.
  public struct Div: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
      case note, tip, warning
      case exercise, hint
      /// Kept only under the profile `solutions`, unless it has conditions of its own.
      case solution
      /// Nothing but its conditions.
      case only
      /// Where the list of references goes: `::: {#refs}`.
      case references
    }

    public var kind: Kind
    public var label: String?
    /// From `title="…"`; empty if there is none.
    public var title: [Inline]
    /// All must hold; once a template is resolved, those left are about the output format.
    public var conditions: [Condition]
    /// Height in cm that paper leaves for an answer, from `space=6cm`. An exercise has none once
    /// the profile `solutions` is in force.
    public var space: Double?
    public var blocks: [Block]

    public init(
      kind: Kind, label: String? = nil, title: [Inline] = [], conditions: [Condition] = [],
      space: Double? = nil, blocks: [Block]
    ) {
      self.kind = kind
      self.label = label
      self.title = title
      self.conditions = conditions
      self.space = space
      self.blocks = blocks
    }
  }
}

extension Block.Div.Kind {
  /// The classes an author can write.
  static var classes: [String] {
    allCases.filter { $0 != .references }.map(\.rawValue)
  }
}

/// A line that opens or closes a fenced div, where the scan of lines found it.
enum DivFence {
  case opening(DivHeader, SourceLocation)
  case closing(SourceLocation)

  var place: SourceLocation {
    switch self {
    case .opening(_, let place), .closing(let place): place
    }
  }
}

/// A tag of an author's own HTML: from the list of those that can neither run nor fetch anything nor
/// change the page around them.
public struct HTMLTag: Sendable, Equatable {
  public struct Attribute: Sendable, Equatable {
    public let name: String
    /// With references such as `&amp;` resolved.
    public let value: String
  }

  /// In lower case.
  public let name: String
  /// In the order in which they were written.
  public let attributes: [Attribute]

  init(_ name: String, _ attributes: [Attribute] = []) {
    self.name = name
    self.attributes = attributes
  }

  /// The value of an attribute; nil where it was not written.
  public subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// What an author's own HTML says, as a tree: writers make their own tags from it, and nothing of the
/// author's markup is handed on.
public indirect enum HTMLNode<Piece: Sendable & Equatable>: Sendable, Equatable {
  case text(String)
  case element(HTMLTag, [HTMLNode])
  /// Markdown between the tags.
  case piece(Piece)

  /// Calls `body` with all Markdown in it, in reading order.
  func forEachPiece(_ body: (Piece) -> Void) {
    switch self {
    case .text: break
    case .element(_, let nodes): for node in nodes { node.forEachPiece(body) }
    case .piece(let piece): body(piece)
    }
  }

  /// With all Markdown in it replaced.
  public func replacingPieces(_ replacement: (Piece) -> [Piece]) -> [HTMLNode] {
    switch self {
    case .text: [self]
    case .element(let tag, let nodes):
      [.element(tag, nodes.flatMap { $0.replacingPieces(replacement) })]
    case .piece(let piece): replacement(piece).map(HTMLNode.piece)
    }
  }

  /// The words between the tags, Markdown left out.
  public var plainText: String {
    switch self {
    case .text(let text): text
    case .element(_, let nodes): nodes.map(\.plainText).joined()
    case .piece: ""
    }
  }
}

extension HTMLTag {
  /// Whether the element holds nothing and has no end tag.
  public var isVoid: Bool { HTMLRule.all[name]?.isVoid ?? false }
}

import Diagnostics

/// What a directive's body, a front matter or a command line says, before any option gives it a
/// type: scalars stay text, every node keeps its place.
public struct OptionTree: Sendable, Equatable {
  public indirect enum Content: Sendable, Equatable {
    case scalar(String)
    case list([OptionTree])
    /// In the order written; names are unique.
    case mapping([Entry])
  }

  public struct Entry: Sendable, Equatable {
    public let name: String
    public let nameLocation: SourceLocation?
    public let value: OptionTree

    public init(name: String, nameLocation: SourceLocation?, value: OptionTree) {
      self.name = name
      self.nameLocation = nameLocation
      self.value = value
    }
  }

  public let content: Content
  public let location: SourceLocation?
  /// Where a scalar was written; nil for what was not read from YAML.
  private let yaml: WrittenYAML?

  public init(_ content: Content, at location: SourceLocation? = nil) {
    self.init(content, at: location, in: nil)
  }

  init(_ content: Content, at location: SourceLocation?, in yaml: WrittenYAML?) {
    self.content = content
    self.location = location
    self.yaml = yaml
  }

  /// The places of a scalar's characters and of its end; empty where that is not known.
  var places: [SourceLocation] {
    guard let location, let yaml, let scalar else { return [] }
    return yaml.places(ofScalar: scalar, at: location)
  }

  /// Of the character so many characters into a scalar; where the node begins if that is not known.
  func place(offset: Int) -> SourceLocation? {
    guard offset > 0 else { return location }
    let places = places
    return places.isEmpty ? location : places[min(offset, places.count - 1)]
  }

  /// The value of a name in a mapping; nil if absent.
  public subscript(name: String) -> OptionTree? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.name == name }?.value
  }

  public var scalar: String? { if case .scalar(let text) = content { text } else { nil } }

  /// On one line, as YAML's flow has it: `[100, 200]`, `{from: 1, to: 9}`.
  public var line: String {
    switch content {
    case .scalar(let text): text
    case .list(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.name): \($0.value.line)" }.joined(separator: ", ") + "}"
    }
  }

  /// Calls `body` with the place of this node and of all inside it.
  public func forEachLocation(_ body: (SourceLocation) -> Void) {
    if let location { body(location) }
    switch content {
    case .scalar: break
    case .list(let items): for item in items { item.forEachLocation(body) }
    case .mapping(let entries):
      for entry in entries {
        if let place = entry.nameLocation { body(place) }
        entry.value.forEachLocation(body)
      }
    }
  }

  /// What the node is, for messages.
  var kind: String {
    switch content {
    case .scalar(let text): "'\(text)'"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}

import Diagnostics
import Yams

extension OptionTree {
  /// The largest YAML text read, in bytes, and the deepest nesting.
  static let sizeLimit = 65_536
  static let depthLimit = 16

  /// Reads YAML as a tree of texts; nil for an empty text.
  ///
  /// - Parameters:
  ///   - file: the name of the file in which `yaml` stands.
  ///   - firstLine: the line of the file on which it begins.
  /// - Throws: one `Diagnostic` placed in the file for malformed YAML, and for anchors, aliases,
  ///   tags and non-text keys, which templates do not use.
  public static func reading(
    yaml: String, in file: String, firstLine: Int
  ) throws(Diagnostic) -> OptionTree? {
    let start = SourceLocation(file: file, line: firstLine, column: 1)
    guard yaml.utf8.count <= sizeLimit else {
      throw Diagnostic(
        at: start, "this YAML is \(yaml.utf8.count) bytes long",
        help: "options of one directive are at most \(sizeLimit) bytes")
    }
    let place = YAMLPlace(text: SourceText(name: file, text: yaml), firstLine: firstLine)
    // libYAML accepts any nesting; a guard against `[[[[…` comes before it.
    if let bracket = tooDeepBracket(in: place.text) {
      throw tooDeep(at: place.location(line: bracket.line, column: bracket.column))
    }
    do {
      // Nodes hold their anchors weakly: the parser must outlive the walk that looks for them.
      // Without rules for plain scalars, whatever has another tag than its kind was given it.
      let parser = try Yams.Parser(yaml: yaml, resolver: .basic)
      return try withExtendedLifetime(parser) {
        guard let node = try parser.singleRoot() else { return nil }
        if case .scalar(let scalar) = node, scalar.string.isEmpty, scalar.anchor == nil {
          return nil
        }
        return try tree(node, place)
      }
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch let error as YamlError {
      throw place.diagnostic(error)
    } catch {
      throw Diagnostic(at: start, "malformed YAML: \(error)")
    }
  }

  /// The first bracket by which flow nesting could be too deep, counting those in texts too.
  private static func tooDeepBracket(in yaml: SourceText) -> SourceLocation? {
    var depth = 0
    for (number, line) in yaml.lines.enumerated() {
      for (offset, byte) in line.utf8.enumerated() {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          depth += 1
          guard depth > depthLimit else { continue }
          let column = yaml.characterColumn(line: number + 1, byteColumn: offset + 1)
          return SourceLocation(file: yaml.name, line: number + 1, column: column)
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
        default: break
        }
      }
    }
    return nil
  }

  private static func tooDeep(at location: SourceLocation?) -> Diagnostic {
    Diagnostic(
      at: location, "YAML nested deeper than \(depthLimit) levels",
      help: "options are values, lists of values and mappings of values")
  }

  /// The tags of texts, lists and mappings.
  private static let untagged: Set = [
    "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map",
  ]

  private static func tree(_ node: Node, _ place: YAMLPlace, depth: Int = 0) throws -> OptionTree {
    let location = place.location(node.mark)
    if node.anchor != nil {
      throw YAMLPlace.anchor(at: location)
    }
    guard untagged.contains(node.tag.description) else {
      throw Diagnostic(
        at: location, "YAML tags are not used in templates",
        help: "leave out the word that begins with '!'")
    }
    guard depth <= depthLimit else {
      throw tooDeep(at: location)
    }
    switch node {
    case .scalar(let scalar):
      return OptionTree(.scalar(scalar.string), at: location, in: place.written)
    case .sequence(let sequence):
      return OptionTree(
        .list(try sequence.map { try tree($0, place, depth: depth + 1) }), at: location)
    case .mapping(let mapping):
      let entries = try mapping.map { key, value in
        guard case .scalar(let name) = key else {
          throw Diagnostic(
            at: place.location(key.mark), "an option's name must be a plain word",
            help: "options are written as name: value")
        }
        return Entry(
          name: name.string, nameLocation: place.location(key.mark),
          value: try tree(value, place, depth: depth + 1))
      }
      return OptionTree(.mapping(entries), at: location)
    case .alias:
      throw YAMLPlace.anchor(at: location)
    }
  }
}

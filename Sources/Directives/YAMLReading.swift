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
    // libYAML accepts any nesting; a guard against `[[[[…` comes before it.
    guard nestingBound(yaml) <= depthLimit else {
      throw Diagnostic(at: start, "YAML nested deeper than \(depthLimit) levels")
    }
    let place = Place(file: file, firstLine: firstLine)
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

  /// An upper bound on flow nesting: the largest surplus of opening brackets.
  private static func nestingBound(_ yaml: String) -> Int {
    var depth = 0
    var deepest = 0
    for byte in yaml.utf8 {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        deepest = max(deepest, depth)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "\n"): break
      default: break
      }
    }
    return deepest
  }

  /// The tags of texts, lists and mappings.
  private static let untagged: Set = [
    "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map",
  ]

  private static func tree(_ node: Node, _ place: Place, depth: Int = 0) throws -> OptionTree {
    let location = place.location(node.mark)
    if node.anchor != nil {
      throw Diagnostic(
        at: location, "YAML anchors and aliases are not used in templates",
        help: "write the value out")
    }
    guard untagged.contains(node.tag.description) else {
      throw Diagnostic(
        at: location, "YAML tags are not used in templates",
        help: "leave out the word that begins with '!'")
    }
    guard depth <= depthLimit else {
      throw Diagnostic(at: location, "YAML nested deeper than \(depthLimit) levels")
    }
    switch node {
    case .scalar(let scalar):
      return OptionTree(.scalar(scalar.string), at: location)
    case .sequence(let sequence):
      return OptionTree(
        .list(try sequence.map { try tree($0, place, depth: depth + 1) }), at: location)
    case .mapping(let mapping):
      let entries = try mapping.map { key, value in
        guard case .scalar(let name) = key else {
          throw Diagnostic(at: place.location(key.mark), "an option's name must be a plain word")
        }
        return Entry(
          name: name.string, nameLocation: place.location(key.mark),
          value: try tree(value, place, depth: depth + 1))
      }
      return OptionTree(.mapping(entries), at: location)
    case .alias:
      throw Diagnostic(at: location, "YAML anchors and aliases are not used in templates")
    }
  }

  /// Where the YAML text lies in its source.
  private struct Place {
    let file: String
    let firstLine: Int

    func location(_ mark: Mark?) -> SourceLocation? {
      mark.map {
        SourceLocation(file: file, line: firstLine + $0.line - 1, column: $0.column)
      }
    }

    func diagnostic(_ error: YamlError) -> Diagnostic {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        return Diagnostic(
          at: location(mark), "malformed YAML: \(problem)",
          help: "text that holds ': ', ' #' or starts with one of ` { [ | * goes into a block: >-")
      case .duplicatedKeysInMapping(let duplicates, let context):
        return Diagnostic(
          at: location(context.mark),
          "'\(duplicates.joined(separator: "', '"))' is given more than once")
      default:
        return Diagnostic(
          at: SourceLocation(file: file, line: firstLine, column: 1),
          "malformed YAML: \(error)")
      }
    }
  }
}

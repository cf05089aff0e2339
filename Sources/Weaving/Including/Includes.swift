import Diagnostics
import Templates

/// The files that a template includes so far.
struct Includes: Sendable {
  /// How deep files may include each other, and how many inclusions there may be.
  static let depthLimit = 8
  static let countLimit = 100

  /// Where each file is included first, at its path.
  private var places: [String: SourceLocation] = [:]
  /// Path and hash of each file, in order of appearance.
  private(set) var files: [InputFile] = []
  /// All conditions in them, whether or not they hold.
  fileprivate(set) var conditions: [Condition] = []
  private var count = 0
  private var bytes = 0

  /// Counts one more inclusion.
  ///
  /// - Parameter names: of the files around it, the template first.
  /// - Throws: what is too much.
  mutating func add(
    at place: SourceLocation, inside names: [String]
  ) throws(Diagnostic) {
    count += 1
    guard names.count <= Self.depthLimit else {
      throw Diagnostic(
        at: place, "files include each other more than \(Self.depthLimit) deep")
    }
    guard count <= Self.countLimit else {
      throw Diagnostic(
        at: place, "the template includes more than \(Self.countLimit) files",
        help: "a file that is included again counts again")
    }
  }

  /// Notes a file that was read.
  ///
  /// - Throws: that it includes itself, or that all together are too large.
  mutating func add(
    _ file: SourceFile, at place: SourceLocation, inside names: [String]
  ) throws(Diagnostic) {
    if let start = names.firstIndex(of: file.name) {
      let circle = names[start...] + [file.name]
      throw Diagnostic(
        at: place, "\(file.name) includes itself",
        help: circle.count > 2 ? circle.joined(separator: " includes ") : nil)
    }
    bytes += file.bytes.count
    guard bytes <= Template.maximumBytes else {
      throw Diagnostic(
        at: place, "with this file the template is larger than \(Template.maximumBytes >> 20) MiB")
    }
    guard places[file.name] == nil else { return }
    places[file.name] = place
    files.append(InputFile(name: file.name, sha256: sha256Text(file.bytes)))
  }

  /// With the place that includes the file of every mistake, and the places that include this one.
  func explained(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard !places.isEmpty else { return diagnostics }
    return diagnostics.map { diagnostic in
      guard let location = diagnostic.location else { return diagnostic }
      var way: [Diagnostic.Related] = []
      var file = location.file
      while let place = places[file], way.count < Self.depthLimit {
        way.append(Diagnostic.Related(at: place, "included from here"))
        file = place.file
      }
      guard !way.isEmpty else { return diagnostic }
      return Diagnostic(
        diagnostic.severity, at: location, length: diagnostic.length, diagnostic.message,
        help: diagnostic.help, related: diagnostic.related + way)
    }
  }
}

/// A file that a report is made from.
public struct InputFile: Sendable, Equatable {
  /// As messages call it: the template's path with what follows its folder.
  public let name: String
  /// Of its bytes, in hexadecimal digits.
  public let sha256: String

  init(name: String, sha256: String) {
    self.name = name
    self.sha256 = sha256
  }

  init(_ source: SourceText) {
    self.init(name: source.name, sha256: sha256Text(Array(source.text.utf8)))
  }
}

extension CheckPass {
  /// The file that an include directive asks for, read with every condition open.
  ///
  /// - Parameter names: of the files around the directive.
  /// - Returns: nil for another directive, and where a mistake was collected.
  mutating func included(_ directive: DirectiveBlock, inside names: [String]) -> Template? {
    guard directive.kind == IncludeDirective.declaration.name else { return nil }
    let (tree, isReadable) = self.tree(directive)
    guard isReadable else { return nil }
    let arguments = collecting { () throws(Diagnostics) in
      try IncludeDirective.declaration.arguments(of: tree, at: directive.location)
    }
    guard let arguments else { return nil }
    let path = arguments[IncludeDirective.file]
    let place = arguments.location(of: IncludeDirective.file) ?? directive.location
    do throws(Diagnostic) {
      try includes.add(at: place, inside: names)
      let file = try files.file(path, namedAt: place, limit: Template.maximumBytes)
      try includes.add(file, at: place, inside: names)
      return open(try file.text())
    } catch {
      diagnostics.append(error)
      return nil
    }
  }

  private mutating func open(_ source: SourceText) -> Template {
    let (template, mistakes) = Template.read(source)
    diagnostics += mistakes
    if template.frontMatter != nil {
      diagnostics.append(
        Diagnostic(
          at: SourceLocation(file: source.name, line: 1, column: 1),
          "an included file has no front matter",
          help: "what it says of the report belongs to the template that includes it"))
    }
    includes.conditions += template.blocks.conditions
    return template
  }
}

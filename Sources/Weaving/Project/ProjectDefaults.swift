import Diagnostics
import Directives
import Templates

/// What a project's `scarp.yml` says: front matter that its templates share, and options of the
/// command line that they would otherwise be given each time.
public struct ProjectDefaults: Sendable {
  public static let fileName = "scarp.yml"

  /// Front matter for templates that do not say it themselves; nil if there is none.
  let frontMatter: OptionTree?
  /// The options of the command line, each with the place where it is given.
  public let commandLine: Arguments

  /// - Throws: every mistake: malformed YAML, options that are none, values of another type.
  public init(_ source: SourceText) throws(Diagnostics) {
    var tree: OptionTree?
    do throws(Diagnostic) {
      tree = try OptionTree.reading(yaml: source.text, in: source.name, firstLine: 1)
    } catch {
      throw Diagnostics([error])
    }
    let mistakes = Self.declaration.unknownNames(in: tree)
    do throws(Diagnostics) {
      commandLine = try Self.commandLine.arguments(
        of: tree?[Self.render.name],
        at: SourceLocation(file: source.name, line: 1, column: 1))
    } catch {
      throw Diagnostics(mistakes + error.all)
    }
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    var shared: [OptionTree.Entry] = []
    if case .mapping(let entries) = tree?.content {
      shared = entries.filter { $0.name != Self.render.name }
    }
    frontMatter = shared.isEmpty ? nil : OptionTree(.mapping(shared), at: tree?.location)
  }
}

extension ProjectDefaults {
  private static let render = Option<OptionTree?>.unread(
    "render", shape: .mapping,
    expectation: "option: value, as `scarp help directive render` has it",
    help: "Options of the command line for every template of the project.")

  /// The file: front matter without what only one report can say.
  public static let declaration = Declaration(
    name: fileName,
    summary: """
      A project's defaults. The file lies in the folder of a template or in one above it, up to the \
      repository's (the folder that holds .git); the nearest is taken. Front matter of the template \
      comes first, option by option, of params and profiles name by name; the command line comes \
      before both. Paths are relative to the file.
      """,
    options: FrontMatter.declaration.options.filter {
      ![FrontMatter.title.name, FrontMatter.subtitle.name, FrontMatter.abstract.name]
        .contains($0.name)
    } + [render])

  public static let outputDir = Option.single(
    "output-dir", .text("a path from this file"), default: "",
    help: "Folder of the reports; empty for `reports` where scarp is started.")
  public static let to = Option.list(
    "to", .word(OutputFormat.allCases.map(\.rawValue)), default: ["html"],
    help: "The formats of a report.")
  public static let profile = Option.list(
    "profile", .text("the name of a profile"), default: [],
    help: "Profiles of every rendering; --profile NAME replaces them, --profile none leaves none.")
  public static let store = Option.single(
    "store", .text("a path from this file"), default: "",
    help: "File of kept results, if neither --store nor $SCARP_STORE names one.")
  public static let export = Option.single(
    "export", .flag, default: false, help: "Whether to write the files for papers too.")
  public static let strict = Option.single(
    "strict", .flag, default: false, help: "Whether warnings count as errors.")

  /// `render` in the file.
  public static let commandLine = Declaration(
    name: "render",
    summary:
      "Options of the command line that a project's scarp.yml gives: render: {option: value}.",
    options: [outputDir, to, profile, store, export, strict])

  /// What a template says, with what it leaves open taken from here; of parameters and profiles,
  /// name by name.
  func completing(_ tree: OptionTree?) -> OptionTree? {
    guard case .mapping(let shared)? = frontMatter?.content else { return tree }
    var entries: [OptionTree.Entry] = []
    switch tree?.content {
    case .mapping(let own): entries = own
    case nil: break
    default: return tree
    }
    for entry in shared {
      guard let index = entries.firstIndex(where: { $0.name == entry.name }) else {
        entries.append(entry)
        continue
      }
      let isNamed = [FrontMatter.params.name, FrontMatter.profiles.name].contains(entry.name)
      guard isNamed, case .mapping(let own) = entries[index].value.content,
        case .mapping(let others) = entry.value.content
      else { continue }
      let names = Set(own.map(\.name))
      entries[index] = OptionTree.Entry(
        name: entry.name, nameLocation: entries[index].nameLocation,
        value: OptionTree(
          .mapping(own + others.filter { !names.contains($0.name) }),
          at: entries[index].value.location))
    }
    return OptionTree(.mapping(entries), at: tree?.location ?? frontMatter?.location)
  }

}

extension CheckPass {
  /// A rendering with the project's profiles if it names none; `none` leaves them out.
  mutating func completed(_ variant: Variant, declared: OptionTree?) -> Variant {
    if variant.profiles == ["none"] { return variant.with(profiles: []) }
    guard variant.profiles.isEmpty, let defaults else { return variant }
    var known = [Profiles.solutions]
    if case .mapping(let entries) = declared?.content { known += entries.map(\.name) }
    let wanted = defaults.commandLine[ProjectDefaults.profile]
    for name in wanted where !known.contains(name) {
      diagnostics.append(
        Diagnostic(
          at: defaults.commandLine.location(of: ProjectDefaults.profile),
          "no profile is called '\(name)'",
          help: helpNaming(name, among: known, noun: "profiles")))
    }
    return variant.with(profiles: wanted.filter(known.contains))
  }
}

extension Declaration {
  /// Names that are no option, and a text that is no list of options.
  fileprivate func unknownNames(in tree: OptionTree?) -> [Diagnostic] {
    let names = options.map(\.name)
    switch tree?.content {
    case nil: return []
    case .mapping(let entries):
      return entries.filter { !names.contains($0.name) }.map { entry in
        Diagnostic(
          at: entry.nameLocation, "\(name) has no option '\(entry.name)'",
          help: helpNaming(entry.name, among: names, noun: "its options"))
      }
    default:
      return [
        Diagnostic(
          at: tree?.location, "options are written as name: value",
          help: "\(name) takes: \(names.joined(separator: ", "))")
      ]
    }
  }
}

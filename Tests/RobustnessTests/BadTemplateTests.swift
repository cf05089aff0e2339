import Diagnostics
import ScarpCatalog
import Templates
import Testing
import Weaving

/// Templates with a mistake each, and what is said of them.
///
/// Lists that grow with the catalog stand in the fixture as `«name»`: the options of what is called so,
/// or the experiments, figures or directives there are.
@Suite("Bad templates") struct BadTemplateTests {
  static let templates = AnnotatedTemplate.all(
    in: String(decoding: PackageResources.bad_templates_txt, as: UTF8.self))

  @Test("every mistake is told at its place, with what is allowed, before anything is computed")
  func messages() throws {
    #expect(Self.templates.count >= 200)
    #expect(Set(Self.templates.map { $0.files["t.md"] }).count >= 200)
    let lists = CatalogLists()
    for template in Self.templates {
      let found = mistakes(of: template, variant: try template.variant())
      let messages = annotations(of: found, in: [template.source])
      let isExpected = messages == template.expected.map(lists.filledIn)
      #expect(isExpected, "\(template.name)\n\(messages.joined(separator: "\n"))")
      #expect(!messages.isEmpty, "\(template.name) has no mistake")
    }
  }
}

/// What is wrong with a template, as far as it is known before computing.
func mistakes(of template: AnnotatedTemplate, variant: Variant) -> [Diagnostic] {
  let checker = TemplateChecker(catalog: .scarp, memoryLimit: 1_000_000_000)
  let formats: [OutputFormat] = template.options.contains("pdf") ? [.html, .pdf] : [.html]
  do {
    return try checker.check(template.source, variant: variant, for: formats).warnings
  } catch {
    return error.all
  }
}

/// The lists of names in messages, by what they are the names of.
struct CatalogLists {
  private(set) var words: [(name: String, list: String)] = []

  init() {
    let catalog = Catalog.scarp
    for experiment in catalog.experiments {
      let declaration = experiment.declaration
      add(declaration.name, ["run"] + declaration.options.map(\.name) + ["echo"])
    }
    for declaration in catalog.directives {
      add(declaration.name, declaration.options.map(\.name))
    }
    add(catalog.frontMatter.name, catalog.frontMatter.options.map(\.name))
    let figures =
      catalog.directives.first { $0.name == "figure" }?.options.map(\.name)
      .filter { $0 != "echo" } ?? []
    for figure in catalog.figures {
      let declaration = figure.declaration
      add("figure \(declaration.name)", figures + declaration.options.map(\.name) + ["echo"])
    }
    for experiment in catalog.experiments.map({ $0.declaration.name }) {
      let shown = catalog.figures.filter { $0.experiments.contains(experiment) }
      add("figures of \(experiment)", shown.map { $0.declaration.name })
    }
    add("experiments", catalog.experiments.map { $0.declaration.name })
    add("figures", catalog.figures.map { $0.declaration.name })
    add("directives", catalog.directives.map(\.name))
  }

  private mutating func add(_ name: String, _ names: [String]) {
    words.append((name: name, list: names.joined(separator: ", ")))
  }

  /// A line of the fixture with its lists in place of their names.
  func filledIn(_ line: String) -> String {
    var line = line
    for (name, list) in words { line = line.replacing("«\(name)»", with: list) }
    return line
  }
}

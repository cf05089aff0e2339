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
    for template in Self.templates {
      let checker = TemplateChecker(catalog: .scarp, memoryLimit: 1_000_000_000)
      let found: [Diagnostic]
      do throws(Diagnostics) {
        let formats: [OutputFormat] = template.options.contains("pdf") ? [.html, .pdf] : [.html]
        found = try checker.check(template.source, variant: try template.variant(), for: formats)
          .warnings
      } catch {
        found = error.all
      }
      let messages = annotations(of: found, in: [template.source])
      let isExpected = messages == template.expected.map(withLists)
      #expect(isExpected, "\(template.name)\n\(messages.joined(separator: "\n"))")
      #expect(!messages.isEmpty, "\(template.name) has no mistake")
    }
  }

  private func withLists(_ line: String) -> String {
    Self.lists.reduce(line) { $0.replacing("«\($1.name)»", with: $1.words) }
  }

  private static let lists: [(name: String, words: String)] = {
    let catalog = Catalog.scarp
    func list(_ names: [String]) -> String { names.joined(separator: ", ") }
    let experiments = catalog.experiments.map(\.declaration)
    let own = experiments.map { ($0.name, list(["run"] + $0.options.map(\.name))) }
    let others = (catalog.directives + [catalog.frontMatter]).map {
      ($0.name, list($0.options.map(\.name)))
    }
    return own + others + [
      ("experiments", list(experiments.map(\.name))),
      ("figures", list(catalog.figures.map { $0.declaration.name })),
      ("directives", list(catalog.directives.map(\.name))),
    ]
  }()
}

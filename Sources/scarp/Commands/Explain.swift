import ArgumentParser
import Diagnostics
import FoundationEssentials
import Weaving

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say of each directive whether its results are there, why not, and what they cost.",
    discussion: """
      fresh: every run is kept. stale: something changed since the template was last rendered, or \
      that render did not finish. missing: it was never rendered here. Nothing is computed and no \
      store is made. Times come from runs measured before where there are any, else from the cost \
      model, which may be off by a factor of three.
      """)

  @Argument(help: "Markdown files with directives.")
  var templates: [String]

  @OptionGroup var messages: MessageOptions
  @OptionGroup var chosen: VariantOptions
  @OptionGroup var place: StoreOptions

  @Option(help: ArgumentHelp("Cores a render would use; all if absent.", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs is a whole number from 1 to 1024")
    }
  }

  func run() throws {
    let stores = try Dictionary(
      templates.map { ($0, try place.existingStore(beside: parentFolder(of: $0))) },
      uniquingKeysWith: { first, _ in first })
    let checked = try checkedTemplates(templates, chosen, messages) { path in
      TemplateChecker(
        catalog: .scarp, memoryLimit: Machine.defaultMemoryLimit,
        memo: stores[path]??.memo ?? NoMemo())
    }
    let explained = try reportingFailures {
      try zip(templates, checked).map { path, template in
        (
          path: path,
          explanation: try explanation(of: template, path: path, in: stores[path] ?? nil)
        )
      }
    }
    let cores = jobs ?? Machine.cores
    if messages.json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let report = explained.map { ExplanationJSON($0.explanation, of: $0.path, cores: cores) }
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
    } else {
      for (path, explanation) in explained {
        print(ExplanationText(explanation, of: path, cores: cores).text)
      }
    }
  }

  private func explanation(
    of template: CheckedTemplate, path: String, in store: SQLiteStore?
  ) throws -> Explanation {
    let plan = Plan(of: template.experiments)
    guard let store else {
      return template.explanation(
        KeptUnits(), of: plan, earlier: [:], rates: MeasuredRates([]))
    }
    let name = PlanName(
      template: path, variant: try chosen.variant.description, store: store)
    return template.explanation(
      try store.survey(plan.units), of: plan, earlier: try store.earlierSpans(of: name),
      rates: try store.rates(of: Set(plan.units.map { $0.identity["experiment"] ?? "" })))
  }
}

import ArgumentParser
import Experiments
import Weaving

struct CacheExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write kept results to one file, to go with a paper.",
    discussion: """
      With templates, the results of their runs; without, all that the store keeps. Whoever has \
      the file and the template renders without computing: scarp cache import FILE, then scarp \
      render --cached TEMPLATE.
      """)

  @Argument(help: "The file to write.")
  var file: String

  @Argument(help: "Templates whose results it holds; the store beside the first is meant.")
  var templates: [String] = []

  @OptionGroup var chosen: VariantOptions
  @OptionGroup var messages: MessageOptions
  @OptionGroup var cache: CachePlace

  func run() throws {
    guard !templates.contains(file) else {
      throw CommandFailure(message: "\(file) is a template; the first name is the file to write")
    }
    let folder = templates.first.map(parentFolder) ?? cache.folder
    guard let store = try cache.place.existingStore(beside: folder) else {
      throw CommandFailure(message: "there is no store at \(cache.place.path(beside: folder))")
    }
    let units = try templates.isEmpty ? nil : Plan(of: experiments()).units
    let (bytes, rows, missing) = try reportingFailures { try store.exported(units) }
    guard missing == 0 else {
      throw CommandFailure(
        message: "\(runs(missing)) of the templates are not kept or damaged: render them first")
    }
    try writeWhole(bytes, to: file)
    print("\(file): \(runs(rows)), \(byteText(bytes.count))")
  }

  private func experiments() throws -> [any Experiment] {
    try checkedTemplates(templates, chosen, messages) { _ in
      TemplateChecker(catalog: .scarp, memoryLimit: .max)
    }.flatMap(\.experiments)
  }
}

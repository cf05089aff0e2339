import Diagnostics
import Preview
import Weaving

/// A template as it was saved at one moment, with what was found in it.
struct TemplateReading: Sendable {
  let name: String
  let start: ContinuousClock.Instant
  /// nil if it has mistakes.
  var template: CheckedTemplate?
  var found: [Diagnostic] = []
  /// The texts it was read from, for excerpts.
  var sources: [SourceText] = []
  /// The files it was read from or would have been, to watch for changes.
  var files: Set<String> = []

  /// - Parameter isStrict: whether warnings are mistakes too.
  init(path: String, checkedBy checker: TemplateChecker, _ variant: Variant, isStrict: Bool) {
    name = reportName(path)
    start = .now
    files = [path]
    let beside = FolderReader(besideTemplate: path)
    let isStrict = isStrict || beside.defaults.strict
    defer {
      sources += beside.read
      files.formUnion(beside.sought)
    }
    do {
      let source = try SourceText.reading(path: path)
      sources = [source]
      (template, found) = try checker.check(source, files: beside, variant: variant)
      if isStrict, !found.isEmpty { (template, found) = (nil, found.strict) }
    } catch {
      found = isStrict ? error.all.strict : error.all
    }
  }

  var messages: [PreviewMessage] { messages(of: found) }

  func messages(of found: [Diagnostic]) -> [PreviewMessage] {
    found.inOrder.map { PreviewMessage($0, in: sources) }
  }
}

import Diagnostics
import Weaving

/// The checked templates, in the order of their paths, their warnings printed.
///
/// - Parameter checker: for a template at a path.
/// - Throws: `CommandFailure` once the mistakes of all were printed.
func checkedTemplates(
  _ paths: [String], _ chosen: VariantOptions, _ messages: MessageOptions,
  checker: (String) throws -> TemplateChecker
) throws -> [CheckedTemplate] {
  var templates: [CheckedTemplate] = []
  var diagnostics: [Diagnostic] = []
  var sources: [SourceText] = []
  for path in paths {
    let files = FolderReader(besideTemplate: path)
    defer { sources += files.read }
    do {
      let source = try SourceText.reading(path: path)
      sources.append(source)
      let (template, warnings) = try checker(path).check(
        source, files: files, variant: chosen.variant)
      templates.append(template)
      diagnostics += files.defaults.strict ? warnings.strict : warnings
    } catch let error as Diagnostics {
      diagnostics += error.all
    }
  }
  try messages.report(diagnostics, in: sources)
  return templates
}

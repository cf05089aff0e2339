import Diagnostics
import Experiments
import Figures
import Numerics
import Results
import Templates

extension CheckedTemplate {
  /// Computes what the template asks for and puts it in place.
  ///
  /// - Parameter version: of the program, for the account at the end of the report.
  /// - Throws: units that are not kept where nothing may be computed; what computing throws.
  public func woven(by computation: Computation, version: String) async throws -> WovenReport {
    try report(of: await results(by: computation), version: version)
  }

  /// What an experiment is asked: equal questions have equal results.
  public struct Question: Sendable, Hashable {
    fileprivate let content: [UInt8]
  }

  /// What each experiment is asked, in their order.
  public var questions: [Question] { allComputed.map(\.question) }

  /// The results of the experiments, in their order.
  ///
  /// - Parameter known: results from before, taken as they are.
  /// - Throws: units that are not kept where nothing may be computed; what computing throws.
  public func results(
    by computation: Computation, known: [Question: ExperimentResult] = [:]
  ) async throws -> [ExperimentResult] {
    let open = allComputed.filter { known[$0.question] == nil }
    do {
      var found = try await computation.results(
        of: open.map(\.experiment), contents: open.map(\.content))[...]
      return allComputed.compactMap { known[$0.question] ?? found.popFirst() }
    } catch let missing as UnitsMissing {
      throw Diagnostics(includes.explained(mistakes(of: missing, in: open)))
    }
  }

  /// Where nothing may be computed: each experiment that lacks results, at its place.
  private func mistakes(of missing: UnitsMissing, in asked: [Computed]) -> [Diagnostic] {
    zip(asked, missing.counts).filter { $0.1.missing > 0 }.map { $0.mistake(of: $1) }
  }

  /// The report of results that are in the order of `experiments`.
  ///
  /// - Throws: inline values at places where nothing was reported.
  public func report(of results: [ExperimentResult], version: String) throws -> WovenReport {
    let findings = try findings(of: results)
    let words = try words(findings)
    let replacement: (Inline) -> [Inline] = { inline in
      switch inline.content {
      case .directive(_, let body):
        return [Inline(.text(words[body] ?? "—"), at: inline.location)]
      case .image(let image):
        let place = inline.location ?? template.start
        return [Inline(.image(pictures.filled(image, at: place)), at: inline.location)]
      default: return [inline]
      }
    }
    let origins = zip(allComputed, results).map { computed, result in
      Origin(result, of: computed, version: version, numericsClass: numericsClass)
    }
    var assembly = Assembly(
      template: self, findings: findings, origins: origins, replacement: replacement)
    let blocks = template.blocks.flatMap { assembly.woven($0) }
    guard assembly.mistakes.isEmpty else { throw Diagnostics(assembly.mistakes) }
    let front = frontMatter.arguments
    let values = try wovenValues(findings)
    var report = WovenReport(
      metadata: WovenReport.Metadata(
        title: front[FrontMatter.title], subtitle: front[FrontMatter.subtitle],
        authors: front[FrontMatter.author], date: front[FrontMatter.date],
        abstract: frontMatter.abstract.map { $0.replacingInlines(replacement) },
        profile: profileLine, lang: front[FrontMatter.lang], paperSize: frontMatter.paper,
        toc: front[FrontMatter.toc], numberSections: front[FrontMatter.numberSections]),
      blocks: blocks,
      footnotes: template.footnotes.map { $0.map { $0.replacingInlines(replacement) } },
      formulas: formulas, printedFormulas: printedFormulas,
      provenance: provenance(results, version: version), values: values, citations: citations,
      verification: claims.isEmpty ? "" : command("verify"))
    report.record = ReportRecord(
      version: version, command: command("render"), numericsClass: numericsClass,
      inputs: [
        ReportRecord.Input(name: fileName, sha256: sha256Text(Array(template.source.text.utf8)))
      ]
        + includes.files.map {
          ReportRecord.Input(name: pathFromFolder(of: $0.name), sha256: $0.sha256)
        }
        + (project.map { [ReportRecord.Input(name: ProjectDefaults.fileName, sha256: $0.sha256)] }
          ?? []) + namedFiles,
      parameters: parameters.texts, origins: origins, templateCount: computed.count,
      values: values, claims: report.claims)
    return report
  }

  /// Of the template, without its folder.
  private var fileName: String {
    template.source.name.split(separator: "/").last.map(String.init) ?? ""
  }

  /// A command on the template as it was rendered, from its folder.
  private func command(_ verb: String) -> String {
    let given = parameters.entries.filter { $0.origin.hasPrefix("-P ") }
      .map { " -P \(shellWord("\($0.parameter.name):\($0.value.text)"))" }
    let profiles = profiles.chosen.map { " --profile \(shellWord($0))" }
    return "scarp \(verb) \(shellWord(fileName))" + (given + profiles).joined()
  }

  private func wovenValues(_ findings: Findings) throws -> [WovenValue] {
    try values.sorted { $0.key.location < $1.key.location }.map { body, value in
      try value.woven(body, findings)
    }
  }

  /// The words of every inline value.
  private func words(_ findings: Findings) throws -> [PositionedText: String] {
    var words: [PositionedText: String] = [:]
    var mistakes: [Diagnostic] = []
    for (body, value) in values {
      do throws(Diagnostic) {
        let text = try value.text(findings)
        words[body] = text
      } catch {
        mistakes.append(error)
      }
    }
    guard mistakes.isEmpty else { throw Diagnostics(includes.explained(mistakes)) }
    return words
  }

  /// Bibliographies, overlays and pictures.
  private var namedFiles: [ReportRecord.Input] {
    let cited = (citations?.files ?? []).map { ($0.name, $0.hash) }
    let overlaid = overlays.map { ($0.file.name, $0.file.hash) }
    let shown = pictures.files.map { ($0.name, $0.hash) }
    var inputs: [ReportRecord.Input] = []
    for (name, hash) in cited + overlaid + shown {
      let input = ReportRecord.Input(name: pathFromFolder(of: name), sha256: hash)
      if !inputs.contains(input) { inputs.append(input) }
    }
    return inputs
  }

  /// `line 7`, or `part.md:7` in a file that the template includes.
  func lineName(of place: SourceLocation) -> String {
    place.file == template.source.name
      ? "line \(place.line)" : "\(pathFromFolder(of: place.file)):\(place.line)"
  }

  /// The path of a file from the template's folder.
  private func pathFromFolder(of name: String) -> String {
    let folder = template.source.name.lastIndex(of: "/").map { template.source.name[...$0] } ?? ""
    return name.hasPrefix(folder) ? String(name.dropFirst(folder.count)) : name
  }

  /// Only what the inputs determine: no time, no host, no fresh or kept.
  private func provenance(
    _ results: [ExperimentResult], version: String
  ) -> [WovenReport.Provenance] {
    var lines = [
      WovenReport.Provenance("scarp", version),
      WovenReport.Provenance("numerics class", numericsClass),
    ]
    lines += profileAccount
    if !parameters.entries.isEmpty {
      let texts = parameters.entries.map { "\($0.parameter.name): \($0.value.text)" }
      lines.append(WovenReport.Provenance("parameters", texts.joined(separator: "; ")))
    }
    if let project {
      lines.append(
        WovenReport.Provenance("project \(ProjectDefaults.fileName)", "SHA-256 \(project.sha256)"))
    }
    for file in includes.files {
      let name = pathFromFolder(of: file.name)
      lines.append(WovenReport.Provenance("included \(name)", "SHA-256 \(file.sha256)"))
    }
    for file in citations?.files ?? [] {
      lines.append(WovenReport.Provenance("bibliography \(file.name)", "SHA-256 \(file.hash)"))
    }
    for file in overlays.map(\.file) {
      lines.append(WovenReport.Provenance("overlay \(file.name)", "SHA-256 \(file.hash)"))
    }
    for file in pictures.files {
      lines.append(WovenReport.Provenance("picture \(file.name)", "SHA-256 \(file.hash)"))
    }
    for (index, (computed, result)) in zip(allComputed, results).enumerated() {
      let revision = type(of: computed.experiment).revision
      let options = result.options.filter { $0.key != "run" }.sorted { $0.key < $1.key }
        .map { "\($0.key): \($0.value)" }.joined(separator: "; ")
      let ledger =
        "\(result.units.count) runs planned, \(result.finished) finished, "
        + "\(result.diverged) diverged, \(result.failed) failed"
      let name = name(of: computed)
      lines.append(
        WovenReport.Provenance(
          index < self.computed.count ? name : "\(name), control",
          "revision \(revision); \(options); \(ledger)"))
    }
    for derivation in derivations.all {
      lines.append(WovenReport.Provenance("derived \(derivation.name)", derivation.text))
    }
    return lines
  }
}

/// The pass that replaces directives by what they show, counting figures and tables over all formats.
private struct Assembly {
  let template: CheckedTemplate
  let findings: Findings
  /// Of each result.
  let origins: [Origin]
  /// Of inline values by their words.
  let replacement: (Inline) -> [Inline]
  /// Overlays that the figures they are for cannot show.
  var mistakes: [Diagnostic] = []
  var figures = 0
  var tables = 0
  var claims = 0
  /// Notes on each result that the report has given already.
  var given: [Int: Set<String>] = [:]

  init(
    template: CheckedTemplate, findings: Findings, origins: [Origin],
    replacement: @escaping (Inline) -> [Inline]
  ) {
    self.template = template
    self.findings = findings
    self.origins = origins
    self.replacement = replacement
  }

  private var results: [ExperimentResult] { findings.results }

  mutating func woven(_ block: Block) -> [WovenBlock] {
    if case .div(let div) = block.content {
      return [.div(woven(div))]
    }
    guard case .directive(let directive) = block.content else {
      return [.markdown(block.replacingInlines(replacement))]
    }
    return template.echoed(directive) + result(of: directive)
  }

  private mutating func result(of directive: DirectiveBlock) -> [WovenBlock] {
    if let index = template.computed.firstIndex(where: { $0.location == directive.location }) {
      return notes(results[index]).map(WovenBlock.note)
    }
    if let index = findings.derived.firstIndex(where: { $0.0.location == directive.location }) {
      return findings.missingIntervals(at: index).map(WovenBlock.note)
    }
    if let claim = template.claims.first(where: { $0.location == directive.location }) {
      claims += 1
      return [
        .claim(
          template.judged(
            claim, number: claims, result: { results[$0] }, replacement: replacement))
      ]
    }
    guard let shown = template.shown.first(where: { $0.location == directive.location }) else {
      return []
    }
    let result = results[shown.source]
    switch shown.kind {
    case .figure(let figure):
      figures += 1
      let content = overlaid(figure.content(of: result), shown).sized(shown.size)
      given[shown.source, default: []].formUnion(result.notes)
      return [
        .figure(
          WovenFigure(
            label: shown.label, number: figures, caption: shown.caption.replacing(replacement),
            notes: content.notes + result.notes,
            altText: shown.alt.map { plainText($0.replacing(replacement)) } ?? content.altText,
            scene: content.scene, frames: content.frames, data: content.table,
            origin: origins[shown.source]))
      ]
    case .table(let table):
      tables += 1
      // A figure must say by itself where theory does not apply; a table only what was not said.
      let notes = result.notes.filter { given[shown.source, default: []].insert($0).inserted }
      return [.table(woven(table, shown, result, notes: notes))]
    }
  }

  /// A figure with the author's points on it.
  private mutating func overlaid(
    _ content: FigureContent, _ shown: CheckedTemplate.Shown
  ) -> FigureContent {
    var content = content
    let overlays = template.overlays.filter { $0.figure == shown.label }
    for (index, overlay) in overlays.enumerated() {
      do throws(Diagnostics) {
        content = try content.overlaid(overlay, index: index)
      } catch {
        mistakes += error.all
      }
    }
    return content
  }

  private mutating func woven(_ div: Block.Div) -> WovenDiv {
    WovenDiv(
      kind: div.kind, label: div.label, title: div.title.replacing(replacement),
      formats: OutputFormat.allCases.filter { format in
        div.conditions.allSatisfy { Conditions(format: format).holds($0) == true }
      }, space: div.space, blocks: div.blocks.flatMap { woven($0) })
  }

  private func woven(
    _ table: TableDirective, _ shown: CheckedTemplate.Shown, _ result: ExperimentResult,
    notes: [String]
  ) -> WovenTable {
    let result =
      table.derivation.map { findings.derived[$0].1 } ?? result.joined(with: findings.derived)
    let rows = table.rows(of: result)
    let hasIntervals = rows.contains { $0.contains { $0.interval != nil } }
    return WovenTable(
      label: shown.label, number: tables, caption: shown.caption.replacing(replacement),
      columns: table.columns.map {
        WovenTable.Column(
          title: table.title(of: $0), isNumeric: table.isNumeric($0, in: result))
      },
      rows: rows.map { row in row.map { WovenTable.Cell($0.text, interval: $0.interval) } },
      notes: (hasIntervals ? ["Intervals are 95 %."] : []) + notes,
      data: table.data(of: result), origin: origins[shown.source])
  }

  /// What a reader must know of runs that did not finish, cell by cell.
  private func notes(_ result: ExperimentResult) -> [String] {
    let lost = result.units.filter { $0.outcome != .finished }
    guard !lost.isEmpty else { return [] }
    let cells = result.cells.compactMap { cell -> String? in
      let units = result.units(in: cell)
      guard let account = account(of: units) else { return nil }
      return cell.isEmpty ? account : "\(cell.description(separator: ", ")): \(account)"
    }
    let shown = cells.prefix(12).joined(separator: "; ")
    let rest = cells.count > 12 ? "; and \(cells.count - 12) more cells" : ""
    return [
      "\(lost.count) of \(result.units.count) runs of this \(result.experiment) did not finish and "
        + "enter no average. \(shown)\(rest)."
    ]
  }

  /// `6 of 6 diverged at steps 2–3, 1 failed (why)`; nil if all finished.
  private func account(of units: [UnitResult]) -> String? {
    var steps: [Int] = []
    var reasons: [String] = []
    for unit in units {
      switch unit.outcome {
      case .finished: break
      case .diverged(let step): steps.append(step)
      case .failed(let reason): reasons.append(reason)
      }
    }
    var parts: [String] = []
    if let first = steps.min(), let last = steps.max() {
      let when = first == last ? "step \(first)" : "steps \(first)–\(last)"
      parts.append("\(steps.count) of \(units.count) diverged at \(when)")
    }
    if let reason = reasons.first {
      parts.append("\(reasons.count) of \(units.count) failed (\(reason))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension CheckedTemplate.Computed {
  fileprivate var question: CheckedTemplate.Question { .init(content: content) }
}

import Diagnostics
import Preview
import Publishing
import Results
import Weaving

/// A template that is rendered anew whenever it was saved.
///
/// What does not change from one save to the next stays warm: typesetter, results, judgements,
/// drawings. A save that asks for other runs stops those under way, finished ones are kept; one that
/// asks for the same lets them go on. A faulty save shows its mistakes and leaves the last page.
actor TemplatePreview {
  private let read: @Sendable () -> TemplateReading
  private let computation: Computation
  private let drawings: any Memo
  private let live: LivePage
  private let tell: @Sendable (_ found: [Diagnostic], _ sources: [SourceText]) -> Void

  /// The last reading without mistakes, and how many there were before it.
  private var latest: (number: Int, reading: TemplateReading, template: CheckedTemplate)?
  /// What is wrong with the template as it is now; nil if nothing.
  private var mistakes: [PreviewMessage]?
  /// Results of the last page's experiments.
  private var known: [CheckedTemplate.Question: ExperimentResult] = [:]
  private let judgements = KeptJudgements()
  private var work: Work?

  private struct Work {
    let task: Task<Void, Never>
    /// What it computes.
    let questions: [CheckedTemplate.Question]
  }

  /// - Parameters:
  ///   - read: the template as it is saved now, checked.
  ///   - tell: prints what was found, for those who look at the terminal.
  init(
    reading read: @escaping @Sendable () -> TemplateReading, computation: Computation,
    drawings: any Memo, shownIn live: LivePage,
    tell: @escaping @Sendable (_ found: [Diagnostic], _ sources: [SourceText]) -> Void
  ) {
    self.read = read
    self.computation = computation
    self.drawings = drawings
    self.live = live
    self.tell = tell
  }

  /// Takes up what was saved.
  ///
  /// - Returns: the files to watch from now on.
  func update() -> Set<String> {
    let reading = read()
    tell(reading.found, reading.sources)
    guard let template = reading.template else {
      mistakes = reading.messages
      live.show(reading.messages)
      return reading.files
    }
    mistakes = nil
    latest = ((latest?.number ?? 0) + 1, reading, template)
    let questions = template.questions
    if let work, work.questions == questions { return reading.files }
    let before = work?.task
    before?.cancel()
    let task = Task {
      await before?.value
      await self.render()
    }
    work = Work(task: task, questions: questions)
    return reading.files
  }

  /// Stops what is under way and waits until it has.
  func stop() async {
    work?.task.cancel()
    await work?.task.value
  }

  /// Shows the latest template, and once more what was saved meanwhile.
  private func render() async {
    var shown = 0
    while let (number, reading, template) = latest, number != shown, !Task.isCancelled {
      shown = number
      var found: [Diagnostic] = []
      do {
        let results = try await template.results(by: computation, known: known)
        known = Dictionary(zip(template.questions, results)) { first, _ in first }
        // What was saved meanwhile asks the same, or this would have been cancelled.
        guard latest?.number == number, !Task.isCancelled else { continue }
        let report = try template.report(
          of: results, judgements: judgements, version: Scarp.version)
        let page = HTMLPage(report: report) { [drawings] in svg($0, memo: drawings) }
        live.show(Array(page.html.utf8), mistakes ?? reading.messages)
        let elapsed = milliseconds(since: reading.start)
        printError("\(reading.name): shown \(elapsed) ms after it was read")
      } catch is Interrupted {
      } catch let mistakes as Diagnostics {
        found = mistakes.all
      } catch {
        found = [Diagnostic("\(error)")]
      }
      guard !found.isEmpty, !Task.isCancelled else { continue }
      tell(found, reading.sources)
      mistakes = mistakes ?? reading.messages(of: found)
      live.show(mistakes ?? [])
    }
    if !Task.isCancelled { work = nil }
  }
}

private func milliseconds(since start: ContinuousClock.Instant) -> Int {
  Int((seconds(ContinuousClock.now - start) * 1000).rounded())
}

import ArgumentParser
import Model
import ScarpCatalog
import Weaving

struct List: ParsableCommand {
  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case experiments, figures, activations, targets, losses, data
  }

  static let configuration = CommandConfiguration(
    abstract: "List experiments, figures, activations, targets, losses, laws of the data.")

  @Argument(help: "What to list; everything if absent.")
  var subject: Subject?

  func run() {
    for subject in subject.map({ [$0] }) ?? Subject.allCases {
      if self.subject == nil { print("\(subject.rawValue):") }
      let rows = Self.rows(subject)
      let width = rows.map { $0.0.count }.max() ?? 0
      for (name, meaning) in rows {
        let gap = String(repeating: " ", count: width - name.count + 2)
        print("  \(name)\(gap)\(meaning)")
      }
      if self.subject == nil { print("") }
    }
  }

  private static func rows(_ subject: Subject) -> [(String, String)] {
    switch subject {
    case .experiments:
      Catalog.scarp.experiments.map { ($0.declaration.name, firstSentence($0.declaration.summary)) }
    case .figures:
      Catalog.scarp.figures.map { ($0.declaration.name, firstSentence($0.declaration.summary)) }
    case .activations: Activation.all.map { ($0.description, "σ(u) = \($0.formula)") }
    case .targets:
      Target.named.map { ($0.name, $0.meaning) }
        + [("EXPRESSION", "any expression in z1…zk and eps ~ N(0, 1)")]
    case .data: DataLaw.all.map { ($0.name, $0.meaning) }
    case .losses:
      Loss.all.map { ($0.name, "ℓ(y, f) = \($0.formula)") }
    }
  }

  private static func firstSentence(_ text: String) -> String {
    String(text.prefix { $0 != ":" && $0 != ";" && $0 != "." })
  }
}

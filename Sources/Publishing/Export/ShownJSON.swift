import FoundationEssentials
import Results
import Templates
import Weaving

/// A figure or table as JSON: its numbers, what they mean, and what they were made from.
struct ShownJSON: Encodable {
  private enum Cell: Encodable {
    case number(Double)
    case text(String)
    case missing

    /// - Parameter text: a cell of a `DataTable`.
    init(_ text: String) {
      let isDecimal = text.utf8.allSatisfy { "0123456789+-.e".utf8.contains($0) }
      if text.isEmpty {
        self = .missing
      } else if isDecimal, let value = Double(text), value.isFinite {
        self = .number(value)
      } else {
        self = .text(text)
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let value): try container.encode(value)
      case .text(let text): try container.encode(text)
      case .missing: try container.encodeNil()
      }
    }
  }

  private struct Runs: Encodable {
    let planned: Int
    let finished: Int
    let diverged: Int
    let failed: Int
  }

  private struct Source: Encodable {
    let scarp: String
    let numericsClass: String
    let experiment: String
    let label: String?
    let revision: Int
    let options: [String: String]
    let seeds: [Int]
    let runs: Runs

    enum CodingKeys: String, CodingKey {
      case scarp, experiment, label, revision, options, seeds, runs
      case numericsClass = "numerics_class"
    }

    init(_ origin: Origin) {
      scarp = origin.version
      numericsClass = origin.numericsClass
      experiment = origin.experiment
      label = origin.label
      revision = origin.revision
      options = origin.options
      seeds = origin.seeds
      runs = Runs(
        planned: origin.planned, finished: origin.finished, diverged: origin.diverged,
        failed: origin.failed)
    }
  }

  private let name: String
  private let caption: String
  private let description: String?
  /// What bars and bands are, sizes, what is missing.
  private let method: [String]
  private let columns: [String]
  private let rows: [[Cell]]
  private let source: Source?

  init(_ figure: WovenFigure) {
    name = "Figure \(figure.number)"
    caption = plainText(figure.caption)
    description = figure.altText
    method = figure.notes
    columns = figure.data.columns
    rows = figure.data.rows.map { $0.map(Cell.init) }
    source = figure.origin.map(Source.init)
  }

  init(_ table: WovenTable) {
    name = "Table \(table.number)"
    caption = plainText(table.caption)
    description = nil
    method = table.notes
    columns = table.data.columns
    rows = table.data.rows.map { $0.map(Cell.init) }
    source = table.origin.map(Source.init)
  }

  /// Keys in alphabetical order, so that equal figures give equal bytes.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("finite numbers and texts have a JSON")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

import Plotting
import Typesetting
import Weaving

/// A report as a Typst document: its source and the files that this refers to.
///
/// Equal reports give equal documents, and the document reads neither clock nor fonts of the
/// machine, so that Typst makes equal bytes of it.
public struct PDFDocument: Sendable, Equatable {
  public struct File: Sendable, Equatable {
    public let name: String
    public let bytes: [UInt8]
  }

  /// The name of the main file.
  public static let mainFile = "report.typ"

  /// The text of `mainFile`.
  public let source: String
  public let files: [File]

  /// - Parameters:
  ///   - report: its formulas typeset for Typst.
  ///   - drawing: a scene as SVG whose words are text.
  public init(report: WovenReport, drawing: @escaping (Scene) -> String) {
    var writer = TypstWriter(report: report, drawing: drawing)
    let metadata = report.metadata
    let title = report.documentTitle
    let authors = metadata.authors.map { typstString($0) + ", " }.joined()
    let parts = [
      writer.header(), writer.body(), writer.provenance(),
    ]
    source = """
      \(Self.style)
      \(TypstFormula.definitions)
      #set document(title: \(typstString(title)), author: (\(authors)), date: none)
      #set text(\(Self.language(metadata.lang)))
      #show: report.with(
        paper: \(typstString(metadata.paperSize.typstName)), running: [\(typstText(title))])

      \(parts.filter { !$0.isEmpty }.joined(separator: "\n\n"))

      """
    files = writer.files
  }

  /// Typst's words for a language tag: `lang: "de", region: "CH"`.
  private static func language(_ tag: String) -> String {
    let parts = tag.split(separator: "-")
    func isWord(_ part: Substring, _ lengths: ClosedRange<Int>) -> Bool {
      lengths.contains(part.utf8.count) && part.allSatisfy { $0.isASCII && $0.isLetter }
    }
    guard let language = parts.first, isWord(language, 2...3) else { return "lang: \"en\"" }
    let region = parts.dropFirst().first { isWord($0, 2...2) }
    return "lang: \(typstString(language.lowercased()))"
      + (region.map { ", region: \(typstString($0.uppercased()))" } ?? "")
  }

  private static let style = String(decoding: PackageResources.report_typ, as: UTF8.self)
}

extension PaperSize {
  fileprivate var typstName: String { self == .letter ? "us-letter" : "a4" }
}

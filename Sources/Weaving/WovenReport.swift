import Plotting
import Templates
import Typesetting

/// A report ready to be published: every number, caption and formula is in place.
///
/// It holds only what the inputs determine, so that equal inputs give equal bytes.
public struct WovenReport: Sendable {
  /// What stands above the text.
  public struct Metadata: Sendable {
    public var title: String
    public var subtitle: String
    public var authors: [String]
    /// As the author wrote it; a report never reads the clock.
    public var date: String
    public var abstract: [Block]
    /// Under which profiles the report was made and what that costs; empty if they changed nothing.
    public var profile: String
    /// A BCP 47 language tag.
    public var lang: String
    public var paperSize: PaperSize
    /// Whether to list the contents.
    public var toc: Bool
    public var numberSections: Bool

    public init(
      title: String, subtitle: String = "", authors: [String] = [], date: String = "",
      abstract: [Block] = [], profile: String = "", lang: String = "en", paperSize: PaperSize = .a4,
      toc: Bool = true, numberSections: Bool = false
    ) {
      self.title = title
      self.subtitle = subtitle
      self.authors = authors
      self.date = date
      self.abstract = abstract
      self.profile = profile
      self.lang = lang
      self.paperSize = paperSize
      self.toc = toc
      self.numberSections = numberSections
    }
  }

  /// A line of the account, at the end of the page, of how the report was made.
  public struct Provenance: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public var metadata: Metadata
  public var blocks: [WovenBlock]
  /// The blocks of footnote 1, 2, …
  public var footnotes: [[Block]]
  /// The typeset HTML of every formula of the report.
  public var formulas: [Formula: String]
  /// The same as Typst math; empty unless a PDF was asked for.
  public var printedFormulas: [Formula: TypstFormula]
  public var provenance: [Provenance]
  /// Every inline value in the order of the template.
  public var values: [WovenValue]
  /// The works that it cites; nil where at signs cite nothing.
  public var citations: CitedWorks?
  /// How it was made, for programs; nil in a report that no template went into.
  public var record: ReportRecord?
  /// What judges the claims anew; empty without claims.
  public var verification: String

  public init(
    metadata: Metadata, blocks: [WovenBlock], footnotes: [[Block]] = [],
    formulas: [Formula: String] = [:], printedFormulas: [Formula: TypstFormula] = [:],
    provenance: [Provenance] = [], values: [WovenValue] = [], citations: CitedWorks? = nil,
    verification: String = "", record: ReportRecord? = nil
  ) {
    self.metadata = metadata
    self.blocks = blocks
    self.footnotes = footnotes
    self.formulas = formulas
    self.printedFormulas = printedFormulas
    self.provenance = provenance
    self.values = values
    self.citations = citations
    self.verification = verification
    self.record = record
  }
}

/// A piece of a woven report, in reading order.
public enum WovenBlock: Sendable {
  case markdown(Block)
  case figure(WovenFigure)
  case table(WovenTable)
  case claim(WovenClaim)
  case div(WovenDiv)
  /// The list of works cited; only in a report as one format shows it.
  case references(WovenReferences)
  /// What a reader must know about a directive that shows nothing: failed or missing seeds.
  case note(String)
}

/// A line of text with italics, subscripts and superscripts: *δ*_{50}, 10^{−3}.
///
/// A string literal is read as markup: `*x*` is italic, `_{…}` a subscript, `^{…}` a superscript.
/// Text that comes from data goes through `RichText(verbatim:)`.
public struct RichText: Sendable, Hashable, Encodable, ExpressibleByStringLiteral {
  public enum Script: Sendable, Hashable, Encodable {
    case base, subscripted, superscripted
  }

  public struct Run: Sendable, Hashable, Encodable {
    public var text: String
    public var isItalic: Bool
    public var script: Script

    public init(_ text: String, isItalic: Bool = false, script: Script = .base) {
      self.text = text
      self.isItalic = isItalic
      self.script = script
    }
  }

  public var runs: [Run]

  public init(runs: [Run]) { self.runs = runs.filter { !$0.text.isEmpty } }

  public init(verbatim text: String) { self.init(runs: [Run(text)]) }

  public init(stringLiteral markup: String) { self.init(markup: markup) }

  public init(markup: String) {
    var runs: [Run] = []
    var run = Run("")
    var previous: Character?
    func flush(_ next: Run) {
      runs.append(run)
      run = next
    }
    for character in markup {
      switch (previous, character) {
      case (_, "*"):
        flush(Run("", isItalic: !run.isItalic, script: run.script))
      case ("_", "{"), ("^", "{"):
        run.text.removeLast()
        flush(
          Run(
            "", isItalic: run.isItalic, script: previous == "_" ? .subscripted : .superscripted))
      case (_, "}") where run.script != .base:
        flush(Run("", isItalic: run.isItalic))
      default:
        run.text.append(character)
      }
      previous = character
    }
    runs.append(run)
    self.init(runs: runs)
  }

  /// The same without markup: `δ50`, for alt text and tests.
  public var plain: String { runs.map(\.text).joined() }

  public var isEmpty: Bool { runs.isEmpty }

  public static func + (left: RichText, right: RichText) -> RichText {
    RichText(runs: left.runs + right.runs)
  }
}

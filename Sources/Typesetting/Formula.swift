/// TeX to be typeset, in running text or displayed.
public struct Formula: Sendable, Hashable {
  public let tex: String
  public let display: Bool

  /// Formulas beyond this many bytes are refused.
  public static let maximumBytes = 4096

  public init(_ tex: String, display: Bool) {
    self.tex = tex
    self.display = display
  }

  /// Bytes that typesetting may ask for: several times what dense formulas of this length do. A macro
  /// counts by what it stands for, and the formula's length does not.
  var work: Int { 20_000_000 + 300_000 * tex.utf8.count }
}

/// What is wrong with a formula.
public struct FormulaError: Error, Sendable, Equatable {
  /// One sentence without a full stop, in lower case.
  public let message: String
  /// How many characters of the TeX stand before the mistake.
  public let offset: Int

  public init(_ message: String, offset: Int = 0) {
    self.message = message
    self.offset = offset
  }
}

import Directives

/// The paper of a report in PDF.
public enum PaperSize: String, Sendable, CaseIterable {
  case a4, letter

  /// The size usual where a language tag says: letter in North America and a few other regions.
  public init(usualFor lang: String) {
    let parts = lang.uppercased().split(separator: "-").dropFirst()
    self = parts.contains { Self.letterRegions.contains(String($0)) } ? .letter : .a4
  }

  private static let letterRegions: Set<String> = [
    "US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "SV", "NI", "PA", "DO", "PR",
  ]
}

extension FrontMatter {
  static let paperSize = Option.single(
    "paper-size", .word(["auto"] + PaperSize.allCases.map(\.rawValue)), default: "auto",
    help: "The paper of the PDF; auto: letter where 'lang' names a region that uses it, else A4.")

  var paper: PaperSize {
    PaperSize(rawValue: arguments[Self.paperSize])
      ?? PaperSize(usualFor: arguments[Self.lang])
  }
}

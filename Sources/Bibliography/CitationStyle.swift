/// How works are cited and listed.
public enum CitationStyle: String, Sendable, CaseIterable {
  /// `[3]`, numbered in order of first citation.
  case numeric
  /// `(Montanari and Wang, 2026)`, listed by name.
  case authorYear = "author-year"
}

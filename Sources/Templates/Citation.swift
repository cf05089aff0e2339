import Diagnostics

extension Inline {
  /// Works cited at one place: `[see @a, p. 3; @b]`, or `@a` as a word of the sentence.
  public struct Citation: Sendable, Equatable {
    public struct Item: Sendable, Equatable {
      public var key: String
      /// Of the `@`.
      public var location: SourceLocation?
      /// What stands before the key: `see`.
      public var before: [Inline]
      /// What stands after it, without the comma: `p. 3`.
      public var after: [Inline]
      /// From `-@key`: the sentence has named the authors already.
      public var hidesAuthors: Bool

      public init(
        key: String, at location: SourceLocation? = nil, before: [Inline] = [],
        after: [Inline] = [], hidesAuthors: Bool = false
      ) {
        self.key = key
        self.location = location
        self.before = before
        self.after = after
        self.hidesAuthors = hidesAuthors
      }
    }

    /// At least one.
    public var items: [Item]
    /// Without brackets: the authors are part of the sentence.
    public var isTextual: Bool
    /// As it is written.
    public var source: String

    public init(items: [Item], isTextual: Bool, source: String) {
      self.items = items
      self.isTextual = isTextual
      self.source = source
    }
  }
}

/// The key of a work at the start of a text, as pandoc reads it: a letter, digit or `_`, then the
/// same with single punctuation marks inside.
func citationKey(at text: some Sequence<Character>) -> String {
  var key = ""
  var pending = ""
  for character in text {
    if character.isLetter || character.isNumber || character == "_" {
      key += pending
      pending = ""
      key.append(character)
    } else if !key.isEmpty, pending.isEmpty, ":.#%&-+?<>~/".contains(character) {
      pending.append(character)
    } else {
      break
    }
  }
  return key
}

import Templates

/// An author or editor, with TeX read.
struct PersonName: Sendable, Equatable {
  /// Given names in full; empty for an organisation.
  var given = ""
  /// `van der`.
  var particle = ""
  var family = ""
  /// `Jr.`.
  var suffix = ""

  /// `van der Waerden`.
  var surname: String { particle.isEmpty ? family : particle + " " + family }

  /// `J.-P.` for Jean-Pierre.
  var initials: String {
    given.split(whereSeparator: \.isWhitespace).map { name in
      name.split(separator: "-").compactMap { part in
        part.first.map { $0.isLetter ? "\($0)." : String(part) }
      }.joined(separator: "-")
    }.joined(separator: " ")
  }

  /// `A. Montanari`.
  var initialsFirst: String {
    [initials, surname, suffix].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// `Montanari, A.`.
  var familyFirst: String {
    [surname, suffix, initials].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

/// The people in a field, and whether the field ends in `and others`.
struct PersonNames: Sendable, Equatable {
  private(set) var all: [PersonName] = []
  private(set) var hasOthers = false

  /// - Parameter text: BibTeX's form: `Andrea Montanari and Wang, Zihao and others`.
  init(_ text: String) {
    for name in splitOutsideBraces(text, atWord: "and") where !name.allSatisfy(\.isWhitespace) {
      if name.trimmed == "others" {
        hasOthers = true
      } else {
        all.append(PersonName(bibTeX: name))
      }
    }
  }
}

extension PersonName {
  /// `First von Last`, `von Last, First`, `von Last, Jr, First` or `{An Organisation}`.
  fileprivate init(bibTeX name: String) {
    let parts = splitOutsideBraces(name, at: [","])
    let words = parts.map { splitOutsideBraces($0, at: [" ", "\t", "\n", "\r\n", "\r", "~"]) }
      .map { $0.filter { !$0.isEmpty } }
    func plain(_ words: some Sequence<String>) -> String {
      TeXWords.plain(words.joined(separator: " "))
    }
    if words.count == 1 {
      let all = words[0]
      let isParticle = all.map(Self.isParticle)
      // The last word is always family; particles begin at the first small word before it.
      if let start = isParticle.dropLast().firstIndex(of: true),
        let end = isParticle.dropLast().lastIndex(of: true)
      {
        given = plain(all[..<start])
        particle = plain(all[start...end])
        family = plain(all[(end + 1)...])
      } else {
        given = plain(all.dropLast())
        family = plain(all.suffix(1))
      }
      return
    }
    let isParticle = words[0].map(Self.isParticle)
    let small = words[0].indices.prefix { isParticle[$0] && $0 < words[0].count - 1 }.count
    particle = plain(words[0].prefix(small))
    family = plain(words[0].dropFirst(small))
    suffix = words.count > 2 ? plain(words[1]) : ""
    given = plain(words.dropFirst(words.count > 2 ? 2 : 1).joined())
  }

  /// Whether a word begins with a small letter outside braces.
  private static func isParticle(_ word: String) -> Bool {
    word.first { $0.isLetter || $0 == "{" || $0 == "\\" }?.isLowercase ?? false
  }
}

/// The parts of a text between separators that stand outside braces.
private func splitOutsideBraces(_ text: String, at separators: Set<Character>) -> [String] {
  var parts = [""]
  var depth = 0
  for character in text {
    if character == "{" { depth += 1 }
    if character == "}" { depth -= 1 }
    if depth == 0, separators.contains(character) {
      parts.append("")
    } else {
      parts[parts.count - 1].append(character)
    }
  }
  return parts
}

/// The parts of a text between a word that stands by itself outside braces.
private func splitOutsideBraces(_ text: String, atWord word: String) -> [String] {
  var parts: [[String]] = [[]]
  for piece in splitOutsideBraces(text, at: [" ", "\t", "\n", "\r\n", "\r"]) {
    if piece.lowercased() == word {
      parts.append([])
    } else {
      parts[parts.count - 1].append(piece)
    }
  }
  return parts.map { $0.joined(separator: " ") }
}

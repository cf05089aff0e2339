/// Letters with accents, as TeX's accent commands name them.
enum TeXAccents {
  /// The accent of a command, as a combining mark; nil for other commands.
  static func mark(of command: Substring) -> Unicode.Scalar? { marks[String(command)] }

  /// The letter with the accent over or under it, one character where Unicode has one.
  static func accented(_ letter: Character, _ mark: Unicode.Scalar) -> String {
    if let composed = compositions[String(letter) + String(mark)] { return composed }
    return String(letter) + String(mark)
  }

  /// The letter under the accents; the letter itself if it has none.
  static func base(of letter: Character) -> Character { bases[letter] ?? letter }

  /// The command for a letter that has no accent: `\ss`, `\o`.
  static let letters: [String: String] = [
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
  ]

  private static let marks: [String: Unicode.Scalar] = [
    "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", "u": "\u{306}",
    ".": "\u{307}", "\"": "\u{308}", "r": "\u{30A}", "H": "\u{30B}", "v": "\u{30C}",
    "d": "\u{323}", "c": "\u{327}", "k": "\u{328}", "b": "\u{331}",
  ]

  /// Each mark, the letters under it, and what they become.
  private static let table: [(mark: Unicode.Scalar, letters: String, composed: String)] = [
    ("\u{300}", "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ("\u{301}", "aeiouyAEIOUYcnszlrgCNSZLR", "áéíóúýÁÉÍÓÚÝćńśźĺŕǵĆŃŚŹĹŔ"),
    ("\u{302}", "aeiouAEIOUcghjswyCGHJSWY", "âêîôûÂÊÎÔÛĉĝĥĵŝŵŷĈĜĤĴŜŴŶ"),
    ("\u{303}", "anoiuANOIU", "ãñõĩũÃÑÕĨŨ"),
    ("\u{304}", "aeiouAEIOU", "āēīōūĀĒĪŌŪ"),
    ("\u{306}", "aegiouAEGIOU", "ăĕğĭŏŭĂĔĞĬŎŬ"),
    ("\u{307}", "cegzCEGIZ", "ċėġżĊĖĠİŻ"),
    ("\u{308}", "aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ"),
    ("\u{30A}", "auAU", "åůÅŮ"),
    ("\u{30B}", "ouOU", "őűŐŰ"),
    ("\u{30C}", "cdenrstzCDENRSTZglGLao", "čďěňřšťžČĎĚŇŘŠŤŽǧľǦĽǎǒ"),
    ("\u{323}", "aehinorstuAEHINORSTU", "ạẹḥịṇọṛṣṭụẠẸḤỊṆỌṚṢṬỤ"),
    ("\u{327}", "cstCST", "çşţÇŞŢ"),
    ("\u{328}", "aeiuAEIU", "ąęįųĄĘĮŲ"),
  ]

  private static let compositions: [String: String] = {
    var result: [String: String] = [:]
    for (mark, letters, composed) in table {
      for (letter, whole) in zip(letters, composed) {
        result[String(letter) + String(mark)] = String(whole)
      }
    }
    return result
  }()

  private static let bases: [Character: Character] = {
    var result: [Character: Character] = [
      "ß": "s", "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
      "ı": "i", "đ": "d", "Đ": "D", "ð": "d", "þ": "t",
    ]
    for (_, letters, composed) in table {
      for (letter, whole) in zip(letters, composed) { result[whole] = letter }
    }
    return result
  }()
}

import Templates

/// The numbers by which a work is found: DOI, arXiv, an address.
struct Identifiers {
  private let doi: String?
  private let arXiv: String?
  private let url: String?
  /// `journal = {arXiv preprint arXiv:2602.01434}` says the number and nothing more.
  let journalIsArXiv: Bool

  init(_ entry: BibTeXEntry) {
    func plain(_ name: String) -> String { entry[name].map(TeXWords.plain) ?? "" }
    let doi = Self.doi(plain("doi"))
    self.doi = doi
    let kind = plain("archiveprefix") + plain("eprinttype")
    let journal = plain("journal")
    let eprint =
      kind.isEmpty || kind.lowercased() == "arxiv" ? Self.arXiv(plain("eprint")) : nil
    let inJournal = journal.lowercased().contains("arxiv") ? Self.arXiv(journal) : nil
    arXiv = eprint ?? inJournal
    journalIsArXiv = journal.lowercased().hasPrefix("arxiv") && (eprint ?? inJournal) != nil
    // Addresses are not TeX: `_` and `~` stand for themselves.
    let url = (entry["url"]?.text ?? "").trimmed.replacing("\\_", with: "_")
      .replacing("\\%", with: "%").replacing("\\&", with: "&").replacing("\\#", with: "#")
    let isWeb = url.hasPrefix("https://") || url.hasPrefix("http://")
    let isKnown =
      url.contains("doi.org/") && doi != nil || url.contains("arxiv.org/") && arXiv != nil
    self.url = isWeb && !isKnown && !url.contains(where: \.isWhitespace) ? url : nil
  }

  /// `10.1000/182` of itself or of an address at doi.org.
  private static func doi(_ text: String) -> String? {
    guard let start = text.firstRange(of: "10.")?.lowerBound else { return nil }
    let number = String(text[start...])
    return number.contains("/") && !number.contains(where: \.isWhitespace) ? number : nil
  }

  /// `2602.01434v2` or `math/0309136`, the last word of a text.
  private static func arXiv(_ text: String) -> String? {
    let word = text.split { $0.isWhitespace || $0 == ":" || $0 == "[" }.first { word in
      let digits = word.filter(\.isNumber).count
      let isNew = word.contains(".") && word.first?.isNumber == true && digits >= 8
      let isOld = word.contains("/") && word.last?.isNumber == true && digits >= 7
      return (isNew || isOld)
        && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "./-".contains($0)) }
    }
    return word.map(String.init)
  }

  /// One link each, with a space between.
  var links: [Inline] {
    var links: [Inline] = []
    func add(_ url: String, _ words: String) {
      if !links.isEmpty { links.append(.text(", ")) }
      links.append(Inline(.link(.init(url: url, content: [.text(words)]))))
    }
    if let doi { add("https://doi.org/" + encoded(doi), "doi:" + doi) }
    if let arXiv { add("https://arxiv.org/abs/" + arXiv, "arXiv:" + arXiv) }
    if let url { add(encoded(url), url) }
    return links
  }
}

/// With percent signs for what no address holds.
private func encoded(_ address: String) -> String {
  address.utf8.map { byte in
    let isPlain =
      byte > 0x20 && byte < 0x7F && !"<>\"{}|\\^`".utf8.contains(byte)
    let digits = Array("0123456789ABCDEF")
    return isPlain
      ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
  }.joined()
}

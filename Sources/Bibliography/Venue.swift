import Templates

extension BibTeXEntry {
  /// Where the work appeared, by the kind of entry: journal, volume and pages; book and publisher;
  /// school.
  func venue(
    _ words: (PositionedText?) -> [Inline], _ identifiers: Identifiers
  ) -> [Inline] {
    let pages = self["pages"].map { words($0).withDashes } ?? []
    let place = [
      first("publisher", "organization", "institution", "school"), first("address", "location"),
    ]
    .compactMap { $0 }.map(words)
    var parts: [[Inline]] = []
    func add(_ part: [Inline]) { if !part.isEmpty { parts.append(part) } }
    switch kind {
    case "article":
      add(identifiers.journalIsArXiv ? [] : journal(words, pages))
    case "inproceedings", "conference", "incollection", "inbook":
      let book = words(first("booktitle", "journal", "journaltitle"))
      add(book.isEmpty ? [] : [.text("In "), Inline(.emphasis(book))])
      series(words).forEach(add)
      if !pages.isEmpty { add([.text("pages ")] + pages) }
      place.forEach(add)
    case "phdthesis", "mastersthesis", "thesis":
      let type = words(self["type"])
      let name = kind == "mastersthesis" ? "Master’s thesis" : "PhD thesis"
      add(type.isEmpty ? [.text(name)] : type)
      place.forEach(add)
    case "techreport", "report":
      let type = words(self["type"])
      let number = words(self["number"])
      add(
        (type.isEmpty ? [.text("Technical report")] : type)
          + (number.isEmpty ? [] : [.text(" ")] + number))
      place.forEach(add)
    default:
      series(words).forEach(add)
      add(words(self["howpublished"]))
      if !identifiers.journalIsArXiv { add(journal(words, pages)) }
      place.forEach(add)
    }
    add(words(self["note"]).withoutLastStop)
    return Array(parts.joined(separator: [.text(", ")]))
  }

  /// `*Journal*, 12(3):45–67`.
  private func journal(_ words: (PositionedText?) -> [Inline], _ pages: [Inline]) -> [Inline] {
    let name = words(first("journal", "journaltitle"))
    guard !name.isEmpty else { return [] }
    let volume = words(self["volume"])
    let number = words(first("number", "issue"))
    var numbers = volume
    if !number.isEmpty { numbers += [.text("(")] + number + [.text(")")] }
    if !pages.isEmpty { numbers += [.text(numbers.isEmpty ? "pages " : ":")] + pages }
    return [Inline(.emphasis(name))] + (numbers.isEmpty ? [] : [.text(", ")] + numbers)
  }

  /// `volume 12`, the series, the edition.
  private func series(_ words: (PositionedText?) -> [Inline]) -> [[Inline]] {
    let volume = words(self["volume"])
    let edition = words(self["edition"])
    return [
      volume.isEmpty ? [] : [.text("volume ")] + volume, words(self["series"]),
      edition.isEmpty ? [] : edition + [.text(" edition")],
    ]
  }
}

extension [Inline] {
  /// Hyphens between numbers as dashes.
  fileprivate var withDashes: [Inline] {
    replacing { inline in
      guard case .text(let text) = inline.content else { return [inline] }
      return [.text(text.replacing("-", with: "–").replacing("––", with: "–"))]
    }
  }
}

extension [Inline] {
  /// Without a full stop at the end, which the style sets.
  fileprivate var withoutLastStop: [Inline] {
    guard let last, case .text(let text) = last.content, text.trimmed.hasSuffix(".") else {
      return self
    }
    return dropLast() + [.text(String(text.trimmed.dropLast()))]
  }
}

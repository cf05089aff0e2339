/// What in a page could run, fetch something, lead astray or fall apart in a browser.
///
/// Everything is refused that a report has no use for: the lists say what pages hold, not what is
/// known to be bad.
package struct PageInspection {
  /// One sentence a fault; empty for a sound page.
  package private(set) var faults: [String] = []
  /// Names of the elements in order of appearance.
  package private(set) var elements: [String] = []
  /// What stands between tags, styles left out, references as they were written.
  package private(set) var text = ""
  /// Values of `href`, references resolved.
  package private(set) var links: [String] = []

  private var open: [String] = []
  private var ids: Set<String> = []

  package init(page: String) {
    read(MarkupTokens(page).all, elements: pageElements)
    for link in links where link.hasPrefix("#") && link.count > 1 {
      if !ids.contains(String(link.dropFirst())) { faults.append("a link to nothing: \(link)") }
    }
    if !page.contains(policyTag) { faults.append("the page has no content security policy") }
    for scalar in page.unicodeScalars where scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
    {
      faults.append("control character \(scalar.value)")
      break
    }
  }

  /// - Parameter drawing: an SVG document.
  package init(drawing: String) {
    read(MarkupTokens(drawing).all, elements: drawingElements)
  }

  private mutating func read(_ tokens: [MarkupTokens.Token], elements allowed: Set<String>) {
    for token in tokens {
      switch token {
      case .text(let text):
        if open.last == "style" { checkStyle(text) } else { self.text += text }
      case .start(let tag):
        elements.append(tag.name)
        if !allowed.contains(tag.name) { faults.append("<\(tag.name)>") }
        check(tag)
        if !tag.closesItself && !voidElements.contains(tag.name) { open.append(tag.name) }
      case .end(let name):
        let expected = open.popLast() ?? "nothing"
        if expected != name { faults.append("</\(name)> closes \(expected)") }
      }
    }
    if !open.isEmpty { faults.append("open at the end: \(open.joined(separator: ", "))") }
  }

  private mutating func check(_ tag: MarkupTokens.Tag) {
    var seen: Set<String> = []
    for (name, value) in tag.attributes {
      let place = "<\(tag.name) \(name)>"
      if !seen.insert(name).inserted { faults.append("\(place) twice") }
      switch name {
      case "href":
        links.append(value)
        let isInDrawing = drawingElements.contains(tag.name) && tag.name != "a"
        if isInDrawing ? !value.hasPrefix("#") : !isHarmlessLink(value) {
          faults.append("\(place) leads to \(value.prefix(60))")
        }
      case "xlink:href":
        if !value.hasPrefix("#") { faults.append("\(place) leads to \(value.prefix(60))") }
      case "src": checkPicture(value, place)
      case "srcset":
        if value.contains(where: \.isWhitespace) {
          faults.append("\(place) is more than a picture")
        }
        checkPicture(value, place)
      case "style": checkStyle(value)
      case "http-equiv":
        if value.lowercased() != "content-security-policy" { faults.append("\(place): \(value)") }
      case "id":
        if !ids.insert(value).inserted { faults.append("the id '\(value)' twice") }
      default:
        if !attributeNames.contains(name) && !name.hasPrefix("aria-") { faults.append(place) }
      }
    }
  }

  private mutating func checkPicture(_ url: String, _ place: String) {
    let svg = "data:image/svg+xml,"
    if url.hasPrefix(svg) {
      let drawing = PageInspection(drawing: percentDecoded(url.dropFirst(svg.count)))
      faults += drawing.faults.map { "in a drawing: \($0)" }
    } else if !["png", "jpeg", "gif", "webp"].contains(where: {
      url.hasPrefix("data:image/\($0);base64,")
    }) {
      faults.append("\(place) loads \(url.prefix(60))")
    }
  }

  /// A style may name nothing outside the page.
  private mutating func checkStyle(_ css: String) {
    var rest = css.lowercased()[...]
    for word in ["@import", "expression(", "javascript:", "-moz-binding", "</", "image-set("]
    where rest.contains(word) { faults.append("'\(word)' in a style") }
    while let start = rest.firstRange(of: "url(") {
      rest = rest[start.upperBound...]
      let target = rest.drop { "\"' ".contains($0) }
      if !target.hasPrefix("data:font/woff2;base64,") && !target.hasPrefix("#") {
        faults.append("a style loads \(target.prefix(40))")
      }
    }
  }
}

/// Whether following the link neither runs nor hides anything: the web, mail, a place of the page, a
/// file beside it, or a table or record inside the link.
private func isHarmlessLink(_ url: String) -> Bool {
  // Browsers drop these wherever they stand in a URL.
  let bare = url.filter { !"\t\n\r".contains($0) }.drop { $0 <= " " }
  guard let colon = bare.firstIndex(of: ":") else { return true }
  let scheme = bare[..<colon].lowercased()
  if scheme.contains(where: { "/?#".contains($0) }) { return true }
  return ["http", "https", "mailto"].contains(scheme)
    || bare.hasPrefix("data:text/csv;charset=utf-8,")
    || bare.hasPrefix("data:application/json;charset=utf-8,")
}

private func percentDecoded(_ text: Substring) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    let digits = String(decoding: rest.prefix(2), as: UTF8.self)
    if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(digits, radix: 16) {
      bytes.append(value)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

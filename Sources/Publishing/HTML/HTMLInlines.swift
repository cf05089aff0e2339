import Templates
import Typesetting

extension HTMLWriter {
  /// Running text. Inside a link nothing else may link.
  mutating func inlines(_ content: [Inline], inLink: Bool = false) -> String {
    var html = ""
    var rest = content[...]
    while let next = rest.popFirst() {
      guard case .math(let tex, display: false) = next.content, tex.text.count <= Self.unbroken
      else {
        html += inline(next, inLink: inLink)
        continue
      }
      // Browsers may break a line between a formula and the punctuation that clings to it.
      let opening = html.last == "(" ? String(html.removeLast()) : ""
      var closing = ""
      if case .text(let text)? = rest.first?.content {
        closing = String(text.prefix { ".,;:!?)]’”…".contains($0) })
        rest[rest.startIndex].content = .text(String(text.dropFirst(closing.count)))
      }
      html += element(
        "span", ["class": "unbroken"], opening + inline(next, inLink: inLink) + escaped(closing))
    }
    return html
  }

  /// Formulas up to so many characters of TeX stay on one line.
  private static let unbroken = 28

  private mutating func inline(_ inline: Inline, inLink: Bool) -> String {
    switch inline.content {
    case .text(let text): escaped(text)
    case .rawHTML(let text): escaped(text)
    case .html(let tag, let inner): html(tag, inner, inLink: inLink)
    case .softBreak: "\n"
    case .lineBreak: "<br>\n"
    case .code(let text): element("code", [:], escaped(text))
    case .emphasis(let inner): element("em", [:], inlines(inner, inLink: inLink))
    case .strong(let inner): element("strong", [:], inlines(inner, inLink: inLink))
    case .strikethrough(let inner): element("s", [:], inlines(inner, inLink: inLink))
    case .link(let link): self.link(link, inLink: inLink)
    case .image(let image): self.image(image)
    case .math(let tex, let display): formula(tex.text, display: display)
    case .footnote(let number): footnoteMark(number, inLink: inLink)
    case .reference(let label, let numberOnly):
      reference(label, numberOnly: numberOnly, inLink: inLink)
    case .citation(let citation):
      preconditionFailure("the citation '\(citation.source)' reached the page without its words")
    case .directive(let kind, _):
      preconditionFailure("the inline directive '\(kind)' reached the page unwoven")
    }
  }

  private mutating func link(_ link: Inline.Link, inLink: Bool) -> String {
    let content = inlines(link.content, inLink: true)
    guard !inLink, isSafeLink(link.url) else { return content }
    let title = link.title.isEmpty ? nil : link.title
    let role = link.url.hasPrefix("#ref:") ? "doc-biblioref" : nil
    return element(
      "a", ["href": link.url, "id": link.id, "title": title, "role": role], content)
  }

  private func image(_ image: Inline.Image) -> String {
    let title = image.title.isEmpty ? nil : image.title
    if let picture = image.picture {
      // In an img element no script of an SVG runs. Pictures are drawn on paper, also in the dark.
      return openTag(
        "img",
        [
          "class": "photo", "src": DataURI.picture(picture), "alt": image.alt, "title": title,
          "width": picture.size.map { String($0.width) },
          "height": picture.size.map { String($0.height) },
        ])
    }
    guard isEmbeddedImage(image.url) else { return escaped(image.alt) }
    return openTag("img", ["src": image.url, "alt": image.alt, "title": title])
  }

  /// A formula that Weaving had typeset.
  func formula(_ tex: String, display: Bool) -> String {
    guard let html = report.formulas[Formula(tex, display: display)] else {
      preconditionFailure("a formula reached the page without being typeset: \(tex)")
    }
    return html
  }

  private mutating func reference(_ label: String, numberOnly: Bool, inLink: Bool) -> String {
    guard let words = numbering.references[label] else {
      preconditionFailure("a reference to '\(label)', which is not on the page")
    }
    let html = inlines(words.words(numberOnly: numberOnly), inLink: true)
    if inLink { return html }
    return element("a", ["class": "reference", "href": "#" + label], html)
  }
}

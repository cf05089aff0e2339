import Templates
import Typesetting
import Weaving

extension TypstWriter {
  /// Running text in markup. Inside a link nothing else may link.
  mutating func inlines(_ content: [Inline], inLink: Bool = false) -> String {
    content.map { inline($0, inLink: inLink) }.joined()
  }

  private mutating func inline(_ inline: Inline, inLink: Bool) -> String {
    switch inline.content {
    case .text(let text): typstText(text)
    case .rawHTML(let text): "#verbatim(\(typstString(text)));"
    case .html(let tag, let inner): html(tag, inner, inLink: inLink)
    case .softBreak: "\n"
    case .lineBreak: "#linebreak();"
    case .code(let text): "#raw(\(typstString(text)));"
    case .emphasis(let inner): "#emph[\(inlines(inner, inLink: inLink))];"
    case .strong(let inner): "#strong[\(inlines(inner, inLink: inLink))];"
    case .strikethrough(let inner): "#strike[\(inlines(inner, inLink: inLink))];"
    case .link(let link): self.link(link, inLink: inLink)
    case .image(let image): self.image(image)
    case .math(let tex, let display):
      display ? equation(tex.text, number: nil, label: nil) : formula(tex.text)
    case .footnote(let number): footnote(number, inLink: inLink)
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
    guard !inLink, isSafeLink(link.url), !link.url.isEmpty, !content.isEmpty else { return content }
    guard link.url.hasPrefix("#") else {
      return "#external(\(typstString(link.url)))[\(content)];"
    }
    let label = String(link.url.dropFirst())
    guard numbering.references[label] != nil || numbering.works.contains(label) else {
      return content
    }
    return "#link(\(typstLabel(label)))[\(content)]\(place(link.id));"
  }

  private mutating func image(_ image: Inline.Image) -> String {
    let file: String
    if let picture = image.picture {
      let ending = picture.format == .jpeg ? "jpg" : picture.format.rawValue
      file = self.file(picture.bytes, ending: ending)
    } else if let (bytes, format) = embeddedImage(image.url) {
      file = self.file(bytes, ending: format)
    } else {
      return typstText(image.alt)
    }
    // A pixel is as large as on the page; other pictures have the size their files say.
    let width = image.picture?.size.map { "\($0.width * 3 / 4)pt" } ?? "none"
    let alt = typstString(image.alt.isEmpty ? "Picture" : image.alt)
    return "#picture(\(typstString(file)), \(alt), \(width));"
  }

  private mutating func reference(_ label: String, numberOnly: Bool, inLink: Bool) -> String {
    guard let words = numbering.references[label] else {
      preconditionFailure("a reference to '\(label)', which is not on the page")
    }
    let content = inlines(words.words(numberOnly: numberOnly), inLink: true)
    return inLink ? content : "#link(\(typstLabel(label)))[\(content)];"
  }

  /// The note itself at its first mark, afterwards the mark alone.
  private mutating func footnote(_ number: Int, inLink: Bool) -> String {
    guard !inLink, report.footnotes.indices.contains(number - 1) else {
      return "#super[\(typstText(String(number)))];"
    }
    let label = "fn:\(number)"
    guard writtenFootnotes.insert(number).inserted else {
      return "#footnote(\(typstLabel(label)));"
    }
    let isInHeading = isInHeading
    self.isInHeading = false
    let text = blocks(report.footnotes[number - 1])
    self.isInHeading = isInHeading
    let note =
      "#footnote(numbering: _ => \(typstString(String(number))))[\(text)]\(place(label));"
    // A bookmark is made of the words that stand in a heading before anything is laid out.
    return isInHeading ? "#context [\(note)];" : note
  }

  // MARK: Formulas

  private func typeset(_ tex: String, display: Bool) -> TypstFormula {
    guard let formula = report.printedFormulas[Formula(tex, display: display)] else {
      preconditionFailure("a formula reached the page without being typeset: \(tex)")
    }
    return formula
  }

  /// A formula in running text; those who cannot see it hear its TeX.
  private func formula(_ tex: String) -> String {
    "#math.equation(alt: \(typstString(tex)), $\(typeset(tex, display: false).math)$.body);"
  }

  /// A displayed formula.
  mutating func equation(_ tex: String, number: Int?, label: String?) -> String {
    let formula = typeset(tex, display: true)
    var marks: [String] = []
    if let tag = formula.tag { marks.append("$\(tag)$") }
    if let number { marks.append(typstText("(\(number))")) }
    let numbering =
      marks.isEmpty ? "none" : "_ => [\(marks.joined(separator: "#h(0.8em)"))]"
    return "#displayed(\(!marks.isEmpty), [#math.equation(block: true, "
      + "alt: \(typstString(tex)), numbering: \(numbering), $\(formula.math)$.body)"
      + "\(place(label))]);"
  }
}

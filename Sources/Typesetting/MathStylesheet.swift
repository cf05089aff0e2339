import CKaTeX
import FoundationEssentials

/// The style KaTeX's HTML needs, with the fonts it uses inside it.
public struct MathStylesheet: Sendable {
  /// CSS without references to other files; empty if there is no formula.
  public let css: String
  /// Names of the fonts inside, such as `KaTeX_Main-Regular`.
  public let fonts: [String]

  /// - Parameter formulas: everything `MathTypesetter` returned for a page.
  public init(for formulas: some Sequence<String>) {
    var used: Set<Set<Substring>> = []
    for html in formulas { used.formUnion(classLists(in: html)) }
    guard !used.isEmpty else {
      (css, fonts) = ("", [])
      return
    }
    fonts = faces.filter { $0.isUsed(used) }.map { "KaTeX_\($0.family)-\($0.variant)" }
    let licence = "/* KaTeX, copyright Khan Academy and other contributors, MIT licence */\n"
    css = licence + fonts.map(fontFace).joined() + rules()
  }
}

/// A font file and the classes that call for it.
private struct Face {
  let family: String
  let variant: String
  /// Alternatives; each a list of classes that one element carries together.
  let classes: [[Substring]]
  /// A class that must be on the page too, on this or another element.
  var also: Set<Substring> = []

  func isUsed(_ lists: Set<Set<Substring>>) -> Bool {
    let isCalled =
      classes.isEmpty
      || lists.contains { list in classes.contains { list.isSuperset(of: $0) } }
    return isCalled && (also.isEmpty || lists.contains { !$0.isDisjoint(with: also) })
  }
}

private let bold: Set<Substring> = ["mathbf", "textbf", "boldsymbol"]
private let italic: Set<Substring> = ["mathit", "textit"]

/// KaTeX's stylesheet as a table: which classes ask for which file.
private let faces = [
  Face(family: "AMS", variant: "Regular", classes: [["amsrm"], ["mathbb"], ["textbb"]]),
  Face(family: "Caligraphic", variant: "Bold", classes: [["mathcal"]], also: bold),
  Face(family: "Caligraphic", variant: "Regular", classes: [["mathcal"]]),
  Face(family: "Fraktur", variant: "Bold", classes: [["mathfrak"], ["textfrak"]], also: bold),
  Face(family: "Fraktur", variant: "Regular", classes: [["mathfrak"], ["textfrak"]]),
  Face(family: "Main", variant: "Bold", classes: [["mathbf"], ["textbf"]]),
  Face(family: "Main", variant: "BoldItalic", classes: [["textbf"], ["mathbf"]], also: italic),
  Face(family: "Main", variant: "Italic", classes: [["mathit"], ["textit"]]),
  Face(family: "Main", variant: "Regular", classes: []),
  Face(family: "Math", variant: "BoldItalic", classes: [["boldsymbol"]]),
  Face(family: "Math", variant: "Italic", classes: [["mathnormal"]]),
  Face(
    family: "SansSerif", variant: "Bold",
    classes: [["mathboldsf"], ["textboldsf"], ["textsf", "textbf"], ["mathsf", "textbf"]]),
  Face(
    family: "SansSerif", variant: "Italic",
    classes: [["mathitsf"], ["textitsf"], ["textsf", "textit"], ["mathsf", "textit"]]),
  Face(family: "SansSerif", variant: "Regular", classes: [["mathsf"], ["textsf"]]),
  Face(family: "Script", variant: "Regular", classes: [["mathscr"], ["textscr"]]),
  Face(
    family: "Size1", variant: "Regular",
    classes: [["delimsizing", "size1"], ["delim-size1"], ["op-symbol", "small-op"]]),
  Face(
    family: "Size2", variant: "Regular",
    classes: [["delimsizing", "size2"], ["op-symbol", "large-op"]]),
  Face(family: "Size3", variant: "Regular", classes: [["delimsizing", "size3"]]),
  Face(
    family: "Size4", variant: "Regular", classes: [["delimsizing", "size4"], ["delim-size4"]]),
  Face(family: "Typewriter", variant: "Regular", classes: [["mathtt"], ["texttt"]]),
]

/// The class list of every element, once each.
private func classLists(in html: String) -> Set<Set<Substring>> {
  var lists: Set<Substring> = []
  var rest = html[...]
  while let open = rest.firstRange(of: "class=\"") {
    let value = rest[open.upperBound...]
    guard let close = value.firstIndex(of: "\"") else { break }
    lists.insert(value[..<close])
    rest = value[close...]
  }
  return Set(lists.map { Set($0.split(separator: " ")) })
}

private func fontFace(_ name: String) -> String {
  let file = katex_font(name)
  precondition(file.bytes != nil, "no such font: \(name)")
  let data = Data(bytes: file.bytes, count: file.length).base64EncodedString()
  let (family, variant) = (name.prefix { $0 != "-" }, name.drop { $0 != "-" })
  let weight = variant.contains("Bold") ? "700" : "400"
  let style = variant.contains("Italic") ? "italic" : "normal"
  return "@font-face{font-family:\(family);font-weight:\(weight);font-style:\(style);"
    + "src:url(data:font/woff2;base64,\(data)) format('woff2')}\n"
}

/// KaTeX's rules without its own `@font-face`, which name files.
private func rules() -> String {
  let bytes = UnsafeBufferPointer(start: katex_style.bytes, count: katex_style.length)
  var rest = String(decoding: bytes, as: UTF8.self)[...]
  var kept = ""
  while let open = rest.firstRange(of: "@font-face{") {
    kept += rest[..<open.lowerBound]
    guard let close = rest[open.upperBound...].firstIndex(of: "}") else { break }
    rest = rest[close...].dropFirst()
  }
  return kept + rest
}

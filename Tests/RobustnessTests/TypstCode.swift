/// Typst source with its strings taken out: what is left is code, and may only call what a report
/// is written with.
struct TypstCode {
  private(set) var faults: [String] = []

  /// Words of the language and of the standard library by which a document could read a file, load a
  /// package or end the compilation.
  private static let forbidden = [
    "read(", "import ", "include ", "plugin(", "eval(", "panic(", "sys.", "json(", "csv(", "yaml(",
    "toml(", "xml(", "cbor(", "assert(", "bibliography(", "raw.syntaxes", "```", "locate(",
  ]

  /// - Parameter source: everything after the definitions of the style is the author's.
  init(_ source: String) {
    guard let start = source.firstRange(of: "#set document(title:") else {
      faults = ["no document"]
      return
    }
    var code = ""
    var string: String?
    var isEscaped = false
    for character in source[start.lowerBound...] {
      if let open = string {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          string = nil
        } else {
          string = open + String(character)
        }
      } else if character == "\"" {
        string = ""
      } else {
        code.append(character)
      }
    }
    if string != nil { faults.append("a string is not closed") }
    for word in Self.forbidden where code.contains(word) { faults.append("code calls \(word)") }
    var open: [Character] = []
    let pairs: [Character: Character] = [")": "(", "]": "[", "}": "{"]
    // In math a bracket may stand for itself only behind a backslash.
    var previous: Character = " "
    for character in code {
      defer { previous = previous == "\\" ? " " : character }
      guard previous != "\\" else { continue }
      if "([{".contains(character) { open.append(character) }
      if let partner = pairs[character], open.popLast() != partner {
        faults.append("'\(character)' closes nothing")
        return
      }
    }
    if !open.isEmpty { faults.append("'\(open)' is not closed") }
  }
}

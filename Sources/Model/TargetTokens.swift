/// The words of a target's expression, checked before the parser sees it.
///
/// Only known names, numbers and operators pass: no assignment, text, comma outside a call or
/// endless nesting.
struct TargetTokens {
  enum Kind: Equatable {
    case number, noise, constant, function, sign, open, close, comma
    /// z1, z2, …
    case latent(Int)
  }

  struct Token {
    let kind: Kind
    let text: String
    let offset: Int
  }

  let text: String
  let all: [Token]

  private static let signs = [
    "<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "^", "<", ">", "?", ":",
  ]

  init(_ expression: String) throws(Target.Problem) {
    let leading = expression.prefix { $0 == " " }.count
    let characters = Array(String(expression.dropFirst(leading)).trimmingTrailingSpaces())
    func problem(_ message: String, _ offset: Int) -> Target.Problem {
      Target.Problem(message: message, offset: leading + offset)
    }
    guard !characters.isEmpty else { throw problem("the target is empty", 0) }
    guard characters.count <= Target.longest else {
      throw problem("the target is longer than \(Target.longest) characters", Target.longest)
    }
    var tokens: [Token] = []
    var calls: [Bool] = []
    var position = 0
    while position < characters.count {
      let start = position
      let first = characters[position]
      if first == " " {
        position += 1
        continue
      }
      let kind: Kind
      if first.isASCIIDigit || first == "." {
        position = TargetTokens.endOfNumber(characters, from: position)
        let digits = String(characters[start..<position])
        guard Double(digits.hasSuffix(".") ? digits + "0" : digits) != nil else {
          throw problem("'\(digits)' is not a number", start)
        }
        kind = .number
      } else if first.isASCIILetter {
        while position < characters.count, characters[position].isNamePart { position += 1 }
        let name = String(characters[start..<position])
        kind = try TargetTokens.meaning(of: name, offset: leading + start)
      } else if first == "(" || first == ")" || first == "," {
        position += 1
        switch first {
        case "(":
          calls.append(tokens.last?.kind == .function)
          guard calls.count <= Target.deepest else {
            throw problem("parentheses nest deeper than \(Target.deepest)", start)
          }
          kind = .open
        case ")":
          guard calls.popLast() != nil else { throw problem("')' closes nothing", start) }
          kind = .close
        default:
          guard calls.last == true else {
            throw problem("',' outside a function's arguments", start)
          }
          kind = .comma
        }
      } else if let sign = TargetTokens.signs.first(where: {
        characters[start...].starts(with: $0)
      }) {
        position += sign.count
        kind = .sign
      } else {
        throw problem("'\(first)' has no meaning in a target", start)
      }
      if kind != .open, tokens.last?.kind == .function {
        throw problem("'\(tokens.last!.text)' needs its arguments in parentheses", start)
      }
      tokens.append(
        Token(kind: kind, text: String(characters[start..<position]), offset: leading + start))
    }
    guard calls.isEmpty else { throw problem("')' is missing", characters.count) }
    if let last = tokens.last, last.kind == .function {
      throw problem("'\(last.text)' needs its arguments in parentheses", characters.count)
    }
    all = tokens
    text = String(characters)
  }

  var latentDimension: Int {
    all.reduce(1) { largest, token in
      if case .latent(let index) = token.kind { max(largest, index) } else { largest }
    }
  }

  var usesNoise: Bool { all.contains { $0.kind == .noise } }

  /// Errs on the side of no.
  var isSmooth: Bool {
    let entire: Set = ["cos", "cosh", "erf", "exp", "sin", "sinh", "tanh", "atan", "asinh"]
    for (index, token) in all.enumerated() {
      let next = index + 1 < all.count ? all[index + 1] : nil
      switch token.kind {
      case .function where !entire.contains(token.text): return false
      case .sign where token.text == "/":
        if next?.kind != .number { return false }
      case .sign where token.text == "^":
        // A whole power, and not the base of a further one.
        let after = index + 2 < all.count ? all[index + 2].text : ""
        guard let next, next.kind == .number, Int(next.text) != nil, after != "^" else {
          return false
        }
      case .sign where !["+", "-", "*"].contains(token.text): return false
      default: continue
      }
    }
    return true
  }

  private static func endOfNumber(_ characters: [Character], from start: Int) -> Int {
    var end = start
    while end < characters.count, characters[end].isASCIIDigit || characters[end] == "." {
      end += 1
    }
    guard end < characters.count, characters[end] == "e" || characters[end] == "E" else {
      return end
    }
    var exponent = end + 1
    if exponent < characters.count, "+-".contains(characters[exponent]) { exponent += 1 }
    guard exponent < characters.count, characters[exponent].isASCIIDigit else { return end }
    while exponent < characters.count, characters[exponent].isASCIIDigit { exponent += 1 }
    return exponent
  }

  private static func meaning(of name: String, offset: Int) throws(Target.Problem) -> Kind {
    if name == "eps" { return .noise }
    if name == "pi" { return .constant }
    if Target.functions.contains(name) { return .function }
    if name.first == "z", let index = Int(name.dropFirst()), "z\(index)" == name {
      guard index >= 1, index <= Target.mostLatents else {
        throw Target.Problem(
          message: "latents run from z1 to z\(Target.mostLatents)", offset: offset)
      }
      return .latent(index)
    }
    throw Target.Problem(message: "'\(name)' is neither a latent nor a function", offset: offset)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { self >= "0" && self <= "9" && isASCII }
  fileprivate var isASCIILetter: Bool { isASCII && isLetter }
  fileprivate var isNamePart: Bool { isASCIIDigit || isASCIILetter || self == "_" }
}

extension String {
  fileprivate func trimmingTrailingSpaces() -> Substring {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return self[...last]
  }
}

/// A word of an expression.
enum Token: Equatable {
  case number(Double)
  /// A path, or the name of a function.
  case path(QuantityPath)
  case parameter(String)
  /// `and`, `or`, `not`
  case word(String)
  case sign(String)
  case end

  /// For messages.
  var description: String {
    switch self {
    case .number(let value): "the number \(value == value.rounded() ? "\(Int(value))" : "\(value)")"
    case .path(let path): "'\(path.label)'"
    case .parameter(let name): "parameter '\(name)'"
    case .word(let word), .sign(let word): "'\(word)'"
    case .end: "the end"
    }
  }
}

/// Splits an expression into tokens.
struct ExpressionLexer {
  struct Placed {
    let token: Token
    let range: Range<Int>
  }

  /// No sensible expression is longer, and no evaluation of a shorter one exhausts the stack.
  static let tokenLimit = 500

  private let text: [Character]
  private var index = 0

  /// - Throws: characters that begin nothing.
  static func tokens(of text: String) throws(ExpressionMistake) -> [Placed] {
    var lexer = ExpressionLexer(text: Array(text))
    var tokens: [Placed] = []
    while let token = try lexer.next() {
      tokens.append(token)
      guard tokens.count <= tokenLimit else {
        throw ExpressionMistake(
          range: token.range, message: "the expression is longer than \(tokenLimit) words",
          help: "say it in parts")
      }
    }
    let end = max(0, text.reversed().drop { $0.isWhitespace }.count)
    return tokens + [Placed(token: .end, range: end..<end + 1)]
  }

  private init(text: [Character]) { self.text = text }

  private mutating func next() throws(ExpressionMistake) -> Placed? {
    while index < text.count, text[index].isWhitespace { index += 1 }
    guard index < text.count else { return nil }
    let start = index
    let token = try token(at: text[index])
    return Placed(token: token, range: start..<index)
  }

  private mutating func token(at character: Character) throws(ExpressionMistake) -> Token {
    let isPoint =
      character == "." && index + 1 < text.count && isDigit(text[index + 1])
    if isDigit(character) || isPoint { return try number() }
    if character.isLetter { return try pathOrWord() }
    if character == "`" { return try parameter() }
    return try sign()
  }

  private mutating func number() throws(ExpressionMistake) -> Token {
    let start = index
    func digits() { while index < text.count, isDigit(text[index]) { index += 1 } }
    digits()
    if index < text.count, text[index] == "." {
      index += 1
      digits()
    }
    if index < text.count, "eE".contains(text[index]) {
      let before = index
      index += 1
      if index < text.count, "+-".contains(text[index]) { index += 1 }
      let exponent = index
      digits()
      if exponent == index { index = before }
    }
    let written = String(text[start..<index])
    if index < text.count, isNamePart(text[index]) || text[index] == "." {
      while index < text.count, isNamePart(text[index]) || text[index] == "." { index += 1 }
      throw ExpressionMistake(
        range: start..<index, message: "'\(String(text[start..<index]))' is not a number",
        help: "a product is written with its sign: \(written) * x")
    }
    guard let value = Double(written.hasSuffix(".") ? written + "0" : written), value.isFinite
    else {
      throw ExpressionMistake(
        range: start..<index, message: "'\(written)' is not a finite number")
    }
    return .number(value)
  }

  private mutating func pathOrWord() throws(ExpressionMistake) -> Token {
    var scanner = PathScanner(text: text, index: index, allowsHyphens: false)
    let path = try scanner.path()
    index = scanner.index
    let isBare = path.quantity == nil && path.selectors.isEmpty
    if isBare, ["and", "or", "not"].contains(path.label) { return .word(path.label) }
    return .path(path)
  }

  /// `` `{param} name` ``
  private mutating func parameter() throws(ExpressionMistake) -> Token {
    let start = index
    let prefix = Array("`{param}")
    guard let close = text[(start + 1)...].firstIndex(of: "`"),
      text[start...].starts(with: prefix)
    else {
      throw ExpressionMistake(
        range: start..<start + 1, message: "'`' begins a parameter here",
        help: "write `{param} name` with its backticks; quantities stand without any")
    }
    let name = String(text[(start + prefix.count)..<close]).split(whereSeparator: \.isWhitespace)
    guard name.count == 1 else {
      throw ExpressionMistake(
        range: start..<close + 1, message: "'{param}' takes the name of one parameter")
    }
    index = close + 1
    return .parameter(String(name[0]))
  }

  private static let signs = [
    "<=", ">=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",", "=",
  ]
  private static let others: [Character: String] = [
    "≤": "<=", "≥": ">=", "−": "-", "·": "*", "×": "*", "÷": "/",
  ]

  private mutating func sign() throws(ExpressionMistake) -> Token {
    let rest = text[index...]
    for (wrong, help) in Self.foreign where rest.starts(with: Array(wrong)) {
      throw ExpressionMistake(
        range: index..<index + wrong.count, message: "there is no '\(wrong)'", help: help)
    }
    if let sign = Self.others[text[index]] {
      index += 1
      return .sign(sign)
    }
    guard let sign = Self.signs.first(where: { rest.starts(with: Array($0)) }) else {
      throw ExpressionMistake(
        range: index..<index + 1, message: "'\(text[index])' does not belong in an expression",
        help: "write numbers, quantities such as label.quantity, + - * / ^, comparisons, and/or/not"
      )
    }
    index += sign.count
    return .sign(sign)
  }

  private static let equality =
    "measured numbers are never equal; write within(a, b, abs=0.1) or within(a, b, rel=0.1)"
  private static let foreign = [
    ("&&", "write 'and'"), ("||", "write 'or'"), ("**", "a power is written a ^ b"),
    ("==", equality), ("!=", equality), ("!", "write 'not'"), ("=<", "write '<='"),
    ("=>", "write '>='"),
  ]
}

private func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

import Diagnostics
import Expressions
import Testing

private func parsed(_ text: String) throws(Diagnostic) -> Expression {
  try Expression(text) { SourceLocation(file: "t", line: 1, column: $0 + 1) }
}

/// `column+length message | help`
private func mistake(_ text: String, as kind: Expression.Kind? = nil) -> String {
  do throws(Diagnostic) {
    let expression = try parsed(text)
    if let kind {
      try expression.require(kind) { SourceLocation(file: "t", line: 1, column: $0 + 1) }
    }
    return ""
  } catch {
    return "\(error.location?.column ?? 0)+\(error.length ?? 0) \(error.message)"
      + (error.help.map { " | \($0)" } ?? "")
  }
}

/// Fully parenthesised.
private func sketch(_ expression: Expression) -> String {
  let parts = expression.parts.map(sketch)
  return switch expression.content {
  case .number(let value): value == value.rounded() ? "\(Int(value))" : "\(value)"
  case .quantity(let path):
    ([path.label] + path.selectors.map { "\($0)" }.sorted() + [path.quantity ?? "-"])
      .joined(separator: " ")
  case .parameter(let name): "{\(name)}"
  case .negated: "(-\(parts[0]))"
  case .not: "(not \(parts[0]))"
  case .arithmetic(let operation, _, _): "(\(parts[0]) \(operation.rawValue) \(parts[1]))"
  case .and: "(" + parts.joined(separator: " and ") + ")"
  case .or: "(" + parts.joined(separator: " or ") + ")"
  case .comparison(_, let links):
    "(" + parts[0]
      + zip(links, parts.dropFirst()).map { " \($0.comparison.rawValue) \($1)" }.joined() + ")"
  case .call(let function, let arguments, let keywords):
    function.rawValue + "("
      + (arguments.map(sketch) + keywords.map { "\($0.name)=\(sketch($0.value))" })
      .joined(separator: ", ") + ")"
  }
}

@Suite("Expressions") struct ExpressionTests {
  @Test(
    "operators bind as in mathematics",
    arguments: [
      ("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"),
      ("-2^2", "(-(2 ^ 2))"),
      ("2^3^2", "(2 ^ (3 ^ 2))"),
      ("2^-1 / 4", "((2 ^ (-1)) / 4)"),
      ("8 / 4 / 2", "((8 / 4) / 2)"),
      ("(1 + 2) * 3", "((1 + 2) * 3)"),
      ("1 < 2 and 3 > 2 or not 1 >= 2", "(((1 < 2) and (3 > 2)) or (not (1 >= 2)))"),
      ("1 < 2 <= 3", "(1 < 2 <= 3)"),
      ("not 1 < 2 and 2 < 3", "((not (1 < 2)) and (2 < 3))"),
      ("1 < 2 and 2 < 3 and 3 < 4", "((1 < 2) and (2 < 3) and (3 < 4))"),
      ("abs(-1) + max(1, 2, 3)", "(abs((-1)) + max(1, 2, 3))"),
      ("within(1, 2, rel=0.2)", "within(1, 2, rel=0.2)"),
      ("1e3 ≤ .5 − 2e-1", "(1000 <= (0.5 - 0.2))"),
      ("`{param} low` < 2", "({low} < 2)"),
    ])
  func binding(text: String, expected: String) throws {
    #expect(sketch(try parsed(text)) == expected)
  }

  @Test("paths name a quantity by label, values, axes and step")
  func paths() throws {
    let expression = try parsed(
      "cliff.quad.delta50 > 1.2 * m.risk[30] - cliff[activation=leaky-relu, loss=f(1,2)].delta50 + r"
    )
    let paths = expression.quantities.map(\.path)
    #expect(
      paths == [
        QuantityPath(label: "cliff", selectors: [.value("quad")], quantity: "delta50"),
        QuantityPath(label: "m", selectors: [.step("30")], quantity: "risk"),
        QuantityPath(
          label: "cliff",
          selectors: [.axis("activation", "leaky-relu"), .axis("loss", "f(1,2)")],
          quantity: "delta50"),
        QuantityPath(label: "r", selectors: [], quantity: nil),
      ])
    let second = expression.quantities[1].range
    #expect(second == 27..<37)
  }

  @Test(
    "a mistake names its place and what could stand there",
    arguments: [
      (
        "",
        "1+1 the expression is empty | write a number, a quantity such as label.quantity, or '('"
      ),
      (
        "a.b >",
        "6+1 something is missing at the end | write a number, a quantity such as "
          + "label.quantity, or '('"
      ),
      ("(a.b > 1", "1+1 '(' is not closed | end it with ')'"),
      ("a.b > 1)", "8+1 this ')' closes nothing"),
      (
        "a.b == 1",
        "5+2 there is no '==' | measured numbers are never equal; write within(a, b, abs=0.1) or "
          + "within(a, b, rel=0.1)"
      ),
      ("a.b > 1 && c.d > 1", "9+2 there is no '&&' | write 'and'"),
      ("2x > 1", "1+2 '2x' is not a number | a product is written with its sign: 2 * x"),
      (
        "a.b 3",
        "5+1 an operator is missing before the number 3 | one of + - * / ^ < <= > >= and or"
      ),
      (
        "witin(a.b, 1, rel=0.1)",
        "1+5 no function is called 'witin' | did you mean 'within'? functions: abs, exp, log, sqrt, "
          + "min, max, mean, rank_correlation, within, increasing, decreasing"
      ),
      (
        "within(a.b, 1)",
        "1+14 within is not called this way | write within(x, y, rel=0.1) or within(x, y, abs=0.1)"
      ),
      ("within(a.b, 1, tol=2)", "16+3 within takes no 'tol' | it takes: rel, abs"),
      (
        "a. > 1",
        "3+1 a name is missing | write label.quantity, label.value.quantity or "
          + "label[axis=value].quantity"
      ),
      (
        "a > * 2",
        "5+1 '*' has nothing before it | write a number, a quantity such as "
          + "label.quantity, or '('"
      ),
      ("1e999 > 2", "1+5 '1e999' is not a finite number"),
    ])
  func mistakes(text: String, expected: String) {
    #expect(mistake(text) == expected)
  }

  @Test("numbers and statements are told apart")
  func kinds() {
    #expect(mistake("a.b > 1 and c.d < 2", as: .statement) == "")
    #expect(mistake("a.b / c.d", as: .number) == "")
    #expect(
      mistake("a.b + 1", as: .statement)
        == "1+7 this is a number, and a statement is needed here | compare it: <, <=, >, >=, "
        + "within(a, b, rel=0.1), increasing(a, b)")
    #expect(
      mistake("1 + (a.b > 1)", as: .number)
        == "5+9 this is true or false, and a number is needed here | statements are joined by and, "
        + "or, not")
    #expect(mistake("increasing(a.b)", as: .statement) == "")
    #expect(mistake("increasing(2)", as: .statement).hasPrefix("12+1 one number neither"))
    #expect(mistake("mean(a.b)", as: .number) == "" && mistake("mean(a.b, 2)", as: .number) == "")
    #expect(mistake("mean(2)", as: .number).hasPrefix("6+1 this is no quantity along an axis"))
    #expect(
      mistake("rank_correlation(a.b, 2)", as: .number)
        == "23+1 this is no quantity along an axis | write rank_correlation(label.quantity, "
        + "label.quantity) along the one axis left open in both")
    #expect(
      mistake("within(a.b, 1, rel=a.c)", as: .statement)
        == "20+3 a tolerance is a number fixed beforehand | rel=0.1")
  }

  @Test("deep and long expressions are refused, not followed")
  func limits() {
    let deep = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
    #expect(mistake(deep).contains("longer than 500 words"))
    let nested = String(repeating: "-", count: 100) + "1"
    #expect(mistake(nested).contains("nested deeper than 64 levels"))
    #expect(mistake(String(repeating: "1+", count: 400) + "1").contains("longer than 500 words"))
    #expect(mistake(String(repeating: "1+", count: 200) + "1") == "")
  }

  @Test("a number is computed from its quantities")
  func evaluation() throws {
    let expression = try parsed(
      "sqrt(a.x ^ 2 + abs(-9)) * min(a.y, 2, 3) - log(exp(1)) / max(1, 2)")
    let value: Double = expression.value { $0.quantity == "x" ? 4 : 10 }
    #expect(abs(value - 9.5) < 1e-12)
  }

  @Test("parameters are numbers put in their place")
  func parameters() throws {
    let expression = try parsed("within(a.x, `{param} goal`, rel=`{param} width`) or a.y > 1")
    let replaced = expression.replacingParameters { name, _ in name == "goal" ? 3 : 0.5 }
    #expect(sketch(replaced) == "(within(a x, 3, rel=0.5) or (a y > 1))")
  }
}

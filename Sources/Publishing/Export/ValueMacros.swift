import Weaving

/// The inline values of a report as LaTeX macros: `cliff.quad.delta50` is `\CliffQuadDeltaFiveZero`.
///
/// The name says the path: words capitalised, digits spelled, everything else dropped. A value with
/// an interval has `…Low`, `…High` and `…Interval` too. Where one path is printed in several
/// formats, the first in the template has the plain name and the others say their format.
public struct ValueMacros: Sendable {
  public struct Macro: Sendable, Equatable {
    public var name: String
    /// LaTeX, escaped.
    public var body: String
  }

  /// Each path in each of its formats, with its macros.
  private var groups: [(value: WovenValue, macros: [Macro])] = []

  public var macros: [Macro] { groups.flatMap(\.macros) }

  public init(_ values: [WovenValue]) {
    var distinct: [WovenValue] = []
    for value in values where !distinct.contains(value) { distinct.append(value) }
    var taken: Set<String> = []
    for value in distinct {
      let plain = Self.name(of: value.path)
      let named = plain + Self.words(format: value.format)
      let choices =
        [plain, named]
        + (2...).lazy.prefix(distinct.count + 1).map {
          named + Self.alphabetic($0)
        }
      let endings = value.interval == nil ? [""] : ["", "Low", "High", "Interval"]
      guard
        let name = choices.first(where: { name in
          endings.allSatisfy { !taken.contains(name + $0) }
        })
      else { continue }
      var macros = [Macro(name: name, body: value.text.map(teXText) ?? "---")]
      if let interval = value.interval {
        let (low, high) = (teXText(interval.low), teXText(interval.high))
        macros += [
          Macro(name: name + "Low", body: low), Macro(name: name + "High", body: high),
          Macro(name: name + "Interval", body: "[\(low), \(high)]"),
        ]
      }
      taken.formUnion(macros.map(\.name))
      groups.append((value, macros))
    }
  }

  /// A file to be read with `\input`.
  public var text: String {
    let head = [
      "% Inline values of the report. Read with \\input; every name is made from the path above it.",
      "% Intervals are 95 %.", "",
    ]
    let lines = groups.flatMap { value, macros in
      ["% " + Self.oneLine(value.path) + (value.format.isEmpty ? "" : " :" + value.format)]
        + macros.map { "\\newcommand{\\\($0.name)}{\($0.body)}" }
    }
    return (head + lines).joined(separator: "\n") + "\n"
  }

  /// Letters only, as TeX has it: `m.population_risk[30]` is `MPopulationRiskThreeZero`.
  static func name(of path: String) -> String {
    var name = ""
    var startsWord = true
    for scalar in path.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z":
        let letter = Character(scalar)
        name += startsWord ? letter.uppercased() : String(letter)
        startsWord = false
      case "0"..."9":
        name += digits[Int(scalar.value) - 48]
        startsWord = true
      default: startsWord = true
      }
    }
    return name.isEmpty ? "Value" : name
  }

  private static let digits = [
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
  ]

  /// `.2f` is `TwoDecimals`.
  private static func words(format: String) -> String {
    let kinds: [Character: String] = ["f": "Decimals", "g": "Digits", "%": "Percent"]
    guard let kind = format.last.flatMap({ kinds[$0] }) else { return "Default" }
    return name(of: String(format.filter(\.isNumber))) + kind
  }

  /// B for 2, C for 3, …
  private static func alphabetic(_ count: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(65 + (count - 1) % 26)))
    return count <= 26 ? letter : alphabetic((count - 1) / 26) + letter
  }

  /// A comment ends with its line.
  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}

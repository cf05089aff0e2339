import Diagnostics

/// What an element of HTML is, by where it may stand.
enum HTMLCategory {
  /// Running text: `b`, `kbd`.
  case phrase
  /// Blocks: `p`, `table`.
  case flow
  case item, description, caption, columns, column, rows, row, cell, summary, annotation
}

/// The rules of one element that a report may hold.
struct HTMLRule: Sendable {
  let category: HTMLCategory
  /// What may stand in it; nothing for an element without an end tag.
  let holds: Set<HTMLCategory>
  /// Its attributes beside those of every element.
  var attributes: [String: HTMLAttributeValue] = [:]

  var isVoid: Bool { holds.isEmpty }

  /// The elements that a report may hold, by name.
  ///
  /// Left out is whatever runs, fetches, styles, or passes for a part of the page that it is not:
  /// scripts, styles, drawings, MathML, forms, frames, media, headings, classes and ids.
  static let all: [String: HTMLRule] = {
    var rules: [String: HTMLRule] = [:]
    for name in [
      "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
      "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var",
    ] {
      rules[name] = HTMLRule(category: .phrase, holds: [.phrase])
    }
    rules["a"] = HTMLRule(category: .phrase, holds: [.phrase], attributes: ["href": .link])
    rules["time"] = HTMLRule(
      category: .phrase, holds: [.phrase], attributes: ["datetime": .text])
    rules["ruby"] = HTMLRule(category: .phrase, holds: [.phrase, .annotation])
    for name in ["rt", "rp"] { rules[name] = HTMLRule(category: .annotation, holds: [.phrase]) }
    for name in ["br", "wbr"] { rules[name] = HTMLRule(category: .phrase, holds: []) }

    rules["hr"] = HTMLRule(category: .flow, holds: [])
    for name in ["p", "pre"] { rules[name] = HTMLRule(category: .flow, holds: [.phrase]) }
    for name in ["div", "blockquote"] {
      rules[name] = HTMLRule(category: .flow, holds: [.flow, .phrase])
    }
    rules["details"] = HTMLRule(
      category: .flow, holds: [.summary, .flow, .phrase], attributes: ["open": .flag])
    rules["summary"] = HTMLRule(category: .summary, holds: [.phrase])
    rules["ul"] = HTMLRule(category: .flow, holds: [.item])
    rules["ol"] = HTMLRule(
      category: .flow, holds: [.item],
      attributes: ["start": .number(-100_000...100_000), "reversed": .flag])
    rules["li"] = HTMLRule(
      category: .item, holds: [.flow, .phrase], attributes: ["value": .number(-100_000...100_000)])
    rules["dl"] = HTMLRule(category: .flow, holds: [.description])
    rules["dt"] = HTMLRule(category: .description, holds: [.phrase])
    rules["dd"] = HTMLRule(category: .description, holds: [.flow, .phrase])

    rules["table"] = HTMLRule(category: .flow, holds: [.caption, .columns, .rows, .row])
    rules["caption"] = HTMLRule(category: .caption, holds: [.phrase])
    rules["colgroup"] = HTMLRule(category: .columns, holds: [.column])
    rules["col"] = HTMLRule(category: .column, holds: [], attributes: ["span": .number(1...100)])
    for name in ["thead", "tbody", "tfoot"] {
      rules[name] = HTMLRule(category: .rows, holds: [.row])
    }
    rules["tr"] = HTMLRule(category: .row, holds: [.cell])
    let spans: [String: HTMLAttributeValue] = [
      "colspan": .number(1...20), "rowspan": .number(1...20),
    ]
    rules["td"] = HTMLRule(category: .cell, holds: [.flow, .phrase], attributes: spans)
    rules["th"] = HTMLRule(
      category: .cell, holds: [.phrase],
      attributes: spans.merging(["scope": .word(["col", "row"])]) { $1 })
    return rules
  }()

  /// Attributes that every element may have.
  static let common: [String: HTMLAttributeValue] = [
    "title": .text, "lang": .language, "dir": .word(["ltr", "rtl", "auto"]),
  ]

  /// The value that an attribute of this element may have; nil for one that it may not have.
  func value(of attribute: String) -> HTMLAttributeValue? {
    attributes[attribute] ?? Self.common[attribute]
  }
}

/// What may be written for an attribute.
enum HTMLAttributeValue: Sendable {
  case text, flag, language, link
  case number(ClosedRange<Int>)
  case word([String])

  /// What is allowed, where a value is not; nil for one that is.
  func objection(to value: String) -> String? {
    switch self {
    case .text: nil
    case .flag: value.isEmpty ? nil : "it stands by itself, without a value"
    case .language:
      value.utf8.count <= 35 && isLabel(value) && !value.contains("_")
        ? nil : "a language tag such as en or pt-BR"
    case .link:
      isSafeLink(value) ? nil : "http, https, mailto, '#label' and relative paths"
    case .number(let range):
      Int(value).map(range.contains) ?? false
        ? nil : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .word(let words): words.contains(value) ? nil : words.joined(separator: ", ")
    }
  }
}

import Diagnostics

/// Puts the tags of a run of text or of blocks around what stands between them.
struct HTMLTree<Piece: Sendable & Equatable> {
  /// Elements nested beyond this are refused.
  static var maximumDepth: Int { 32 }
  /// Cells of a row, and of all tables among the same blocks, beyond these are refused.
  static var maximumCells: (inRow: Int, inAll: Int) { (50, 20_000) }

  private struct Open {
    let tag: HTMLTag
    let holds: Set<HTMLCategory>
    let place: SourceLocation?
    var nodes: [HTMLNode<Piece>] = []
  }

  /// The outermost stands for what is around the tags.
  private var open: [Open]
  /// What Markdown between the tags is.
  private let piece: HTMLCategory
  private var cells = 0
  /// Names of elements that are not allowed.
  private var refused: Set<String> = []
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameters:
  ///   - holds: what may stand where the tags stand.
  ///   - piece: what Markdown between the tags is.
  init(holding holds: Set<HTMLCategory>, piece: HTMLCategory) {
    open = [Open(tag: HTMLTag(""), holds: holds, place: nil)]
    self.piece = piece
  }

  /// The tree, once all was added.
  mutating func finished() -> [HTMLNode<Piece>] {
    for element in open.dropFirst() {
      report(
        "the element '\(element.tag.name)' is not closed", at: element.place,
        help: "add </\(element.tag.name)> where what it holds ends, in the same \(around)")
    }
    return open[0].nodes
  }

  private var around: String { piece == .phrase ? "run of text" : "run of blocks" }

  mutating func add(_ piece: Piece, at place: SourceLocation?) {
    if !top.holds.contains(self.piece) {
      report(
        "text has no place in the element '\(top.tag.name)'", at: place,
        help: "put it into an element that holds text")
    }
    append(.piece(piece))
  }

  /// Adds the tags and words of a piece of HTML.
  mutating func add(_ text: PositionedText) {
    var tokenizer = HTMLTokenizer(text.text)
    do throws(HTMLMistake) {
      for (token, place) in try tokenizer.tokens() {
        add(token, at: text.location(line: place.line, column: place.column))
      }
    } catch {
      let place = text.location(line: error.place.line, column: error.place.column)
      report(error.message, at: place, help: error.help)
    }
  }

  private mutating func add(_ token: HTMLToken, at place: SourceLocation) {
    switch token {
    case .text(let words):
      if top.holds.contains(.phrase) {
        append(.text(words))
      } else if let first = words.first(where: { !$0.isWhitespace }) {
        report(
          "text has no place in the element '\(top.tag.name)': '\(first)'", at: place,
          help: "put it into an element that holds text")
      }
    case .start(let tag, let closesItself): begin(tag, closesItself, at: place)
    case .end(let name) where HTMLRule.all[name] == nil:
      // Its start tag has been refused.
      if !refused.contains(name) { refuse(name, at: place) }
    case .end(let name):
      guard open.count > 1, top.tag.name == name else {
        let help = open.count > 1 ? "</\(top.tag.name)> comes first" : "remove it"
        report("</\(name)> closes nothing here", at: place, help: help)
        return
      }
      let element = open.removeLast()
      append(.element(element.tag, element.nodes))
    }
  }

  private mutating func begin(_ tag: HTMLTag, _ closesItself: Bool, at place: SourceLocation) {
    guard let rule = HTMLRule.all[tag.name] else {
      refused.insert(tag.name)
      refuse(tag.name, at: place)
      return
    }
    check(tag, rule, at: place)
    if closesItself && !rule.isVoid {
      report(
        "the element '\(tag.name)' does not close itself", at: place,
        help: "write <\(tag.name)></\(tag.name)>")
    }
    if !top.holds.contains(rule.category) {
      let outer = top.tag.name.isEmpty ? "this text" : "the element '\(top.tag.name)'"
      report(
        "the element '\(tag.name)' has no place in \(outer)", at: place,
        help: help(for: rule.category))
    } else if rule.category == .summary || rule.category == .caption,
      !top.nodes.allSatisfy(\.isBlank)
    {
      report("'\(tag.name)' comes first", at: place, help: "move it up")
    } else if tag.name == "a", open.contains(where: { $0.tag.name == "a" }) {
      report("a link has no place in a link", at: place, help: "close the outer one before")
    } else if open.count > Self.maximumDepth {
      report(
        "elements are nested more than \(Self.maximumDepth) deep", at: place,
        help: "take them out of each other")
      return
    }
    if rule.category == .cell {
      cells += 1
      let limits = Self.maximumCells
      if top.nodes.count { !$0.isBlank } == limits.inRow || cells == limits.inAll + 1 {
        report(
          "the table is too large", at: place,
          help: "at most \(limits.inRow) cells in a row, \(limits.inAll) in all")
      }
    }
    if rule.isVoid {
      append(.element(tag, []))
    } else {
      open.append(Open(tag: tag, holds: rule.holds, place: place))
    }
  }

  private mutating func refuse(_ name: String, at place: SourceLocation) {
    let close = suggestion(for: name, among: HTMLRule.all.keys.sorted())
    report(
      "the element '\(name)' is not allowed", at: place,
      help: (close.map { "did you mean '\($0)'? " } ?? "")
        + "allowed are tags of text, lists, tables and details; pictures are ![words](file.png)")
  }

  private mutating func check(_ tag: HTMLTag, _ rule: HTMLRule, at place: SourceLocation) {
    for attribute in tag.attributes {
      guard let allowed = rule.value(of: attribute.name) else {
        let names = (Array(rule.attributes.keys) + HTMLRule.common.keys).sorted()
        report(
          "'\(attribute.name)' is not allowed in the tag '\(tag.name)'", at: place,
          help: helpNaming(attribute.name, among: names, noun: "allowed are"))
        continue
      }
      if let objection = allowed.objection(to: attribute.value) {
        report(
          "\(attribute.name)=\"\(attribute.value.prefix(40))\" is not allowed", at: place,
          help: "allowed: " + objection)
      }
    }
  }

  private func help(for category: HTMLCategory) -> String {
    switch category {
    case .flow:
      piece == .phrase
        ? "begin a line of its own with it, after a blank line" : "close that element before"
    case .item: "it stands in ul or ol"
    case .description: "it stands in dl"
    case .caption, .columns, .rows: "it stands in table"
    case .column: "it stands in colgroup"
    case .row: "it stands in table, thead, tbody or tfoot"
    case .cell: "it stands in tr"
    case .summary: "it stands in details"
    case .annotation: "it stands in ruby"
    case .phrase: "put it into an element that holds text"
    }
  }

  private var top: Open { open[open.count - 1] }

  private mutating func append(_ node: HTMLNode<Piece>) { open[open.count - 1].nodes.append(node) }

  private mutating func report(_ message: String, at place: SourceLocation?, help: String) {
    diagnostics.append(Diagnostic(at: place, message, help: help))
  }
}

extension HTMLNode {
  /// Whether it is white space alone.
  var isBlank: Bool {
    if case .text(let text) = self { text.allSatisfy(\.isWhitespace) } else { false }
  }
}

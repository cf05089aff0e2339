import Templates

/// A tree of blocks in one line, without places.
func sketch(_ blocks: [Block]) -> String { blocks.map(sketch).joined(separator: " ") }

func sketch(_ block: Block) -> String {
  switch block.content {
  case .heading(let heading): "h\(heading.level)#\(heading.id)(\(sketch(heading.content)))"
  case .paragraph(let content): "p(\(sketch(content)))"
  case .list(let list):
    (list.start.map { "ol\($0)" } ?? "ul") + (list.tight ? "" : "-loose") + "("
      + list.items.map { item in
        (item.done.map { $0 ? "[x]" : "[ ]" } ?? "") + sketch(item.blocks)
      }.joined(separator: " | ") + ")"
  case .quote(let inner): "quote(\(sketch(inner)))"
  case .code(let code): "code:\(code.language)(\(lines(code.text)))"
  case .table(let table):
    "table:\(table.alignments.map(letter).joined())("
      + ([table.head] + table.rows).map { $0.map(sketch).joined(separator: "|") }
      .joined(separator: "/") + ")"
  case .equation(let equation): "eq#\(equation.label ?? "")(\(lines(equation.tex.text)))"
  case .thematicBreak: "hr"
  case .rawHTML(let text): "html(\(lines(text)))"
  case .html(let node): sketch(node)
  case .div(let div):
    "div.\(div.kind)" + (div.label.map { "#" + $0 } ?? "")
      + (div.title.isEmpty ? "" : "[\(sketch(div.title))]")
      + (div.space.map { "|\($0)cm" } ?? "") + div.conditions.map { "?" + sketch($0) }.joined()
      + "(\(sketch(div.blocks)))"
  case .directive(let directive):
    "{\(directive.kind)#\(directive.label ?? "")"
      + directive.classes.map { "." + $0 }.joined() + "}(\(lines(directive.body.text)))"
  }
}

func sketch(_ content: [Inline]) -> String {
  content.map { inline in
    switch inline.content {
    case .text(let text): text
    case .softBreak: "~"
    case .lineBreak: "⏎"
    case .code(let text): "code(\(text))"
    case .emphasis(let inner): "em(\(sketch(inner)))"
    case .strong(let inner): "strong(\(sketch(inner)))"
    case .strikethrough(let inner): "s(\(sketch(inner)))"
    case .link(let link): "a<\(link.url)>(\(sketch(link.content)))"
    case .image(let image): "img<\(image.url)>(\(image.alt))"
    case .math(let tex, let display): (display ? "$$" : "$") + "(\(lines(tex.text)))"
    case .footnote(let number): "fn\(number)"
    case .reference(let label, let numberOnly): (numberOnly ? "-" : "") + "@(\(label))"
    case .citation(let citation): sketch(citation)
    case .directive(let kind, let body): "{\(kind)}(\(body.text))"
    case .rawHTML(let text): "html(\(text))"
    case .html(let tag, let inner): "\(sketch(tag))(\(sketch(inner)))"
    }
  }.joined()
}

private func sketch(_ tag: HTMLTag) -> String {
  "<" + ([tag.name] + tag.attributes.map { "\($0.name)=\($0.value)" }).joined(separator: " ") + ">"
}

private func sketch(_ node: HTMLNode<Block>) -> String {
  switch node {
  case .text(let text): lines(text)
  case .element(let tag, let nodes): "\(sketch(tag))(\(nodes.map(sketch).joined()))"
  case .piece(let block): sketch(block)
  }
}

private func sketch(_ citation: Inline.Citation) -> String {
  let items = citation.items.map { item in
    (item.hidesAuthors ? "-" : "")
      + [sketch(item.before), item.key, sketch(item.after)].filter { !$0.isEmpty }
      .joined(separator: "|")
  }
  return (citation.isTextual ? "says" : "cite") + "(\(items.joined(separator: "; ")))"
}

func sketch(_ condition: Condition) -> String {
  let test =
    switch condition.test {
    case .profile(let name): "profile:\(name)"
    case .format(let format): "format:\(format)"
    case .parameter(let name, let value): "param:\(name)=\(value)"
    }
  return (condition.isNegated ? "!" : "") + test
}

private func lines(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎")
}

private func letter(_ alignment: Block.Table.Alignment) -> String {
  switch alignment {
  case .natural: "n"
  case .left: "l"
  case .center: "c"
  case .right: "r"
  }
}

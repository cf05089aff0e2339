import Templates

/// The author's own elements, written anew: only words and the values of attributes are theirs.
extension HTMLWriter {
  mutating func html(_ node: HTMLNode<Block>, inLink: Bool = false) -> String {
    switch node {
    case .text(let text): escaped(text)
    case .piece(let block): "\n" + self.block(block) + "\n"
    case .element(let tag, let nodes):
      own(tag, inLink: inLink) { writer in
        nodes.map { writer.html($0, inLink: inLink || tag.name == "a") }.joined()
      }
    }
  }

  mutating func html(_ tag: HTMLTag, _ content: [Inline], inLink: Bool) -> String {
    own(tag, inLink: inLink) { $0.inlines(content, inLink: inLink || tag.name == "a") }
  }

  private mutating func own(
    _ tag: HTMLTag, inLink: Bool, content: (inout HTMLWriter) -> String
  ) -> String {
    let inner = content(&self)
    if tag.name == "a", inLink || !isSafeLink(tag["href"] ?? "") { return inner }
    let attributes = tag.attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
    let start = "<\(tag.name)\(attributes)>"
    return tag.isVoid ? start : start + inner + "</\(tag.name)>"
  }
}

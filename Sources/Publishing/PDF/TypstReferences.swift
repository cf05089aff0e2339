import Weaving

extension TypstWriter {
  /// The works cited, each with links back to where it is cited.
  mutating func references(_ list: WovenReferences) -> String {
    list.items.map { item in
      let mark = item.mark.isEmpty ? "none" : "[\(typstText(item.mark))]"
      let back = item.citedAt.map { "#h(0.3em)#link(\(typstLabel($0)))[#back[↩]];" }.joined()
      return "#work(\(mark), [\(inlines(item.content))\(back)])\(place(item.id))"
    }.joined(separator: "\n")
  }
}

import Weaving

extension HTMLWriter {
  /// The works cited, each with links back to where it is cited.
  mutating func references(_ list: WovenReferences) -> String {
    let isNumbered = list.items.contains { !$0.mark.isEmpty }
    let items = list.items.map { item in
      let mark = isNumbered ? element("span", ["class": "number"], escaped(item.mark)) + " " : ""
      let back = item.citedAt.enumerated().map { index, anchor in
        let label = item.citedAt.count == 1 ? "Back to the text" : "Back to citation \(index + 1)"
        return element(
          "a",
          [
            "class": "back", "href": "#" + anchor, "role": "doc-backlink", "aria-label": label,
          ], "↩")
      }
      let text = withoutSidenotes { $0.inlines(item.content) } + back.joined()
      return element(
        "li", ["id": item.id], mark + (isNumbered ? element("span", [:], text) : text))
    }
    return element(
      "section",
      [
        "class": isNumbered ? "works numbered" : "works", "role": "doc-bibliography",
        "aria-label": "References",
      ], element("ul", [:], "\n" + items.joined(separator: "\n") + "\n"))
  }
}

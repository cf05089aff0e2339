"""Looks a rendered page over: one file, no network, no script, sound structure, modest size."""

import re
import sys
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.faults, self.open, self.ids, self.targets = [], [], set(), []
        self.images = self.figures = 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("script", "iframe", "object", "embed", "base"):
            self.faults.append(f"<{tag}> in the page")
        if tag == "link":
            self.faults.append("<link> in the page")
        for name, value in attributes:
            if name.startswith("on"):
                self.faults.append(f"event handler {name}")
            if name == "src" and not (value or "").startswith("data:"):
                self.faults.append(f"{tag} loads {value!r}")
        if "id" in values:
            if values["id"] in self.ids:
                self.faults.append(f"id {values['id']!r} twice")
            self.ids.add(values["id"])
        if tag == "a" and (values.get("href") or "").startswith("#"):
            self.targets.append(values["href"][1:])
        if tag == "img":
            self.images += 1
            if len(values.get("alt") or "") < 40:
                self.faults.append("an image without a telling alt text")
        self.figures += tag == "figure"

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


def main(path):
    text = open(path, encoding="utf-8").read()
    page = Page()
    page.feed(text)
    faults = page.faults
    if page.open:
        faults.append(f"not closed: {page.open}")
    faults += [f"link to nothing: #{t}" for t in page.targets if t not in page.ids]
    faults += [f"style loads {u}" for u in re.findall(r"url\((?!\s*[\"']?(?:data:|#))[^)]*\)", text)]
    if len(text.encode()) > 3_000_000:
        faults.append("larger than 3 MB")
    if page.images < 3:
        faults.append(f"only {page.images} images")
    if "prefers-color-scheme" not in text or "@media print" not in text:
        faults.append("no dark or no print style")
    for fault in faults:
        print(f"{path}: {fault}", file=sys.stderr)
    print(f"{path}: {len(text.encode()) // 1000} kB, {page.images} images, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""Looks a PDF of the tour over: tagged, outlined, its language known, the words of figures text."""

import json
import re
import subprocess
import sys


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main(pdf, page):
    faults = []
    words = " ".join(output("pdftotext", pdf, "-").split())
    objects = json.loads(output("qpdf", "--json=2", pdf))
    catalog = next(
        value["value"]
        for value in objects["qpdf"][1].values()
        if isinstance(value.get("value"), dict) and value["value"].get("/Type") == "/Catalog"
    )
    if not catalog.get("/MarkInfo", {}).get("/Marked"):
        faults.append("not tagged")
    if "/Lang" not in catalog:
        faults.append("no language")
    html = open(page, encoding="utf-8").read()
    headings = re.findall(r"<h2 id=[^>]*>([^<]*)<", html)
    outlined = [entry["title"] for entry in objects.get("outlines", [])]
    if [heading for heading in headings if heading not in outlined] or not headings:
        faults.append(f"headings {headings}, outline {outlined}")
    for word in ["fraction of successful", "samples per dimension", "eigenvalue", "training", "overlap"]:
        if word not in words:
            faults.append(f"{word!r} of a figure is not text")
    for word in ["Figure 1", "Figure 3", "Table 1", "How this report was made"]:
        if word not in words:
            faults.append(f"{word!r} is missing")
    for fault in faults:
        print(f"{pdf}: {fault}", file=sys.stderr)
    print(f"{pdf}: {len(outlined)} outline entries, {len(words.split())} words, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Makes report.pdf of report.typ in a folder; messages for the caller go into messages.txt.

Exit codes: 0 done, 2 the document cannot be set, 3 this is not the Typst that was asked for.
"""

import pathlib
import sys

folder, version, font_folder = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
try:
    import typst
except ImportError:
    sys.exit(3)
if typst.__version__ != version:
    sys.exit(3)


def compiled(**fonts):
    pdf, warnings = typst.compile_with_warnings(
        str(folder / "report.typ"), root=str(folder), format="pdf", pdf_standards="ua-1",
        font_paths=[font_folder],
        timestamp=0, package_path=str(folder / "no-packages"),
        package_cache_path=str(folder / "no-packages"), **fonts)
    return pdf, [warning.diagnostic for warning in warnings]


try:
    try:
        pdf, messages = compiled(ignore_system_fonts=True)
    except typst.TypstError as error:
        # Scripts that Typst's own fonts lack are set in fonts of this machine.
        if "could not be displayed with font" not in error.diagnostic:
            raise
        pdf, messages = compiled(ignore_system_fonts=False)
        messages.append("some characters are set in fonts of this machine; another may set them otherwise")
except typst.TypstError as error:
    (folder / "messages.txt").write_text(error.diagnostic or error.message, encoding="utf-8")
    sys.exit(2)
(folder / "messages.txt").write_text("\n".join(messages), encoding="utf-8")
(folder / "report.pdf").write_bytes(pdf)

"""PDF pages written operator by operator, for what no drawing library would draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pymupdf

HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
NAMELESS = """<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<<
    /Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600
>>]>>"""
"""A font of two-byte codes, each 0.6 wide, that does not say what they stand for."""

_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange {} endcmap end end"""

Change = Callable[[pymupdf.Document, pymupdf.Page], None]


def page_pdf(
    content: str = "",
    *,
    keys: Mapping[str, str] | None = None,
    resources: str = "",
    change: Change | None = None,
    font: str = HELVETICA,
    to_unicode: str = "",
) -> bytes:
    """A PDF of one page, 300 by 200 points, with the font as /F; `change` is called last."""
    with pymupdf.open() as document:
        page = document.new_page(width=300, height=200)
        face = _object(document, font)
        if to_unicode:
            cmap = _stream(document, "<<>>", _CMAP.format(to_unicode))
            document.xref_set_key(face, "ToUnicode", f"{cmap} 0 R")
        document.xref_set_key(page.xref, "Resources", f"<</Font<</F {face} 0 R>>{resources}>>")
        document.xref_set_key(page.xref, "Contents", f"{_stream(document, '<<>>', content)} 0 R")
        for key, value in (keys or {}).items():
            document.xref_set_key(page.xref, key, value)
        if change is not None:
            change(document, document.reload_page(page))
        written: bytes = document.tobytes()
    return written


def add_form(entries: str, content: str) -> Change:
    """Adds a form to the page's resources, as /X, with the fonts of the page."""

    def change(document: pymupdf.Document, page: pymupdf.Page) -> None:
        fonts = document.xref_get_key(page.xref, "Resources/Font")[1]
        form = _stream(document, f"<</Type/XObject/Subtype/Form/Resources<</Font{fonts}>>{entries}>>", content)
        document.xref_set_key(page.xref, "Resources/XObject", f"<</X {form} 0 R>>")

    return change


def add_pattern(box: str, content: str) -> Change:
    """Adds a pattern of tiles to the page's resources, as /P."""

    def change(document: pymupdf.Document, page: pymupdf.Page) -> None:
        tile = f"<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox{box}/XStep 20/YStep 20/Resources<<>>>>"
        pattern = _stream(document, tile, content)
        document.xref_set_key(page.xref, "Resources/Pattern", f"<</P {pattern} 0 R>>")

    return change


def _object(document: pymupdf.Document, text: str) -> int:
    xref: int = document.get_new_xref()
    document.update_object(xref, text)
    return xref


def _stream(document: pymupdf.Document, entries: str, content: str) -> int:
    xref = _object(document, entries)
    document.update_stream(xref, content.encode("latin-1"))
    return xref

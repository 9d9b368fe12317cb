"""PDF files made on the spot: a small form that adds up (or does not), and files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pymupdf

_LEFT, _TOP, _HEIGHT = 40.0, 90.0, 22.0
_WIDTHS = (60.0, 60.0, 120.0, 80.0, 80.0, 60.0, 70.0, 80.0)

_FORM = """
项目名称*2|道路养护*6
主管部门*2|示例县交通局*2|实施单位|示例县公路站*3
项目资金（万元）*2 v||全年预算数|全年执行数|分值|执行率|得分
^*2|年度资金总额|200.00|200.00|10|100.00%|10.00
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因
产出指标|数量指标|养护里程|≥100公里|97公里|60|SCORE|雨季停工
效益指标|社会效益|通行时间|≤30分钟|28分钟|30|30.00|
总分*5|100|98.00|
"""
"""`text*n` spans n columns, ` v` has the cell below it too, which is `^`."""

_SCORE = (503.0, 215.0)
"""Where the first score stands."""

_LYING_MAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange 1 begincidchar <35> 54 endcidchar endcmap end end"""
"""A map to Unicode that speaks of glyphs by mistake: some take it for 5 = "6", others pass over it."""


def form_pdf(path: Path, *, score: str = "58.00", title: str = "2022年度项目支出绩效自评表", forms: int = 1) -> Path:
    """A project form on each page; with another score of its first indicator its total is wrong."""
    with pymupdf.open() as document:
        for _ in range(forms):
            page = document.new_page(width=700, height=400)
            page.insert_text((180, 60), title, fontname="china-s", fontsize=14)
            for n, row in enumerate(_FORM.replace("SCORE", score).strip().split("\n")):
                _draw(page, n, row.split("|"))
        document.save(path)
    return path


def two_faced_pdf(path: Path) -> Path:
    """A form that prints 58.00 as its first score, in a font whose map two readers understand differently.

    MuPDF reads 68.00, pdfminer 58.00.
    """
    with pymupdf.open(form_pdf(path, score="")) as document:
        document[0].insert_text(_SCORE, "58.00", fontname="helv", fontsize=9)
        (font,) = (each[0] for each in document[0].get_fonts() if each[3] == "Helvetica")
        cmap = document.get_new_xref()
        document.update_object(cmap, "<<>>")
        document.update_stream(cmap, _LYING_MAP)
        document.xref_set_key(font, "ToUnicode", f"{cmap} 0 R")
        document.saveIncr()
    return path


def layered_pdf(path: Path) -> Path:
    """A form whose first score, 58.00, stands on a layer that viewers do not show."""
    with pymupdf.open(form_pdf(path, score="")) as document:
        layer = document.add_ocg("draft", on=False)
        document[0].insert_text(_SCORE, "58.00", fontname="helv", fontsize=9, oc=layer)
        document.saveIncr()
    return path


def text_pdf(path: Path, text: str = "会议通知") -> Path:
    """A PDF with a text and no form."""
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), text, fontname="china-s")
        document.save(path)
    return path


def encrypted_pdf(path: Path) -> Path:
    """A PDF that opens with a password only."""
    with pymupdf.open() as document:
        document.new_page()
        document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="user", owner_pw="owner")
    return path


def _draw(page: pymupdf.Page, n: int, row: list[str]) -> None:
    x, first = _LEFT, 0
    for cell in row:
        text, _, columns = cell.removesuffix(" v").partition("*")
        last = first + int(columns or 1)
        box = pymupdf.Rect(x, _TOP + n * _HEIGHT, x + sum(_WIDTHS[first:last]), _TOP + (n + 1) * _HEIGHT)
        if text != "^":
            page.draw_rect((*box[:3], box.y1 + _HEIGHT * cell.endswith(" v")), width=0.5)
            page.insert_text((x + 3, box.y1 - 7), text, fontname="china-s", fontsize=9)
        x, first = box.x1, last

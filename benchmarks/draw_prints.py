"""Prints of forms, drawn: the same tables with other rulings, or none, fonts, sizes and page breaks, by other programs.

Usage: python -m benchmarks.draw_prints FOLDER [COUNT [SEED]]; then python -m benchmarks.scans FOLDER reads them.

The forms are those of fixtures/, as their expected JSON has them. Chromium and LibreOffice print, Ghostscript and qpdf
write some of the files anew; all four have to be installed. `NAME.expected.json` stands beside `NAME.pdf`.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from statistics import median

from numpy.random import Generator, default_rng

from benchmarks.draw_scans import FIXTURES, WITHOUT
from extractor.form import Document, Form, GridCell, decode, encode

_RULED = {
    "solid": ".75pt solid #000",
    "hair": ".25pt solid #000",
    "thick": "2pt solid #000",
    "grey": ".75pt solid #b0b0b0",
    "dotted": "1pt dotted #000",
    "dashed": ".75pt dashed #000",
    "double": "2.25pt double #000",
}
_KINDS = (*_RULED, "level", "zebra", "none")

_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "AR PL UMing CN", "AR PL UKai CN")

_PRINT = {
    "chromium": "chromium --headless --no-sandbox --no-pdf-header-footer --print-to-pdf={made} {source}",
    "writer": "soffice --headless --convert-to pdf:writer_web_pdf_Export --outdir {folder} {source}",
}
_ANEW = (
    "",
    "",
    "gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -sOutputFile={anew} {made}",
    "qpdf --object-streams=generate {made} {anew}",
)


def main(folder: Path, count: int = 40, seed: int = 1) -> None:
    """Draws so many prints into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    forms = list(_forms())
    for n in range(count):
        chance = default_rng((seed, n))
        name, document = forms[int(chance.integers(len(forms)))]
        kind = _KINDS[n % len(_KINDS)]
        printer = sorted(_PRINT)[int(chance.integers(len(_PRINT)))]
        made = folder / f"{n:03}-{kind}-{printer}-{name}.pdf"
        _print(_page(document.forms[0], kind, chance), printer, made)
        _write_anew(made, _ANEW[int(chance.integers(len(_ANEW)))])
        made.with_suffix(".expected.json").write_bytes(encode(document))
        print(made.name)


def _forms() -> Iterator[tuple[str, Document]]:
    """Every fixture of one form that was read from an ordinary print."""
    for path in sorted((FIXTURES / "expected").glob("*.pdf.json")):
        document = decode(path.read_bytes())
        if len(document.forms) == 1 and not path.name.startswith((*WITHOUT, "wrong-")):
            yield path.name.removesuffix(".pdf.json"), document


def _page(form: Form, kind: str, chance: Generator) -> str:
    """The form as a page of HTML."""
    padding, size = chance.choice([1, 3, 5]), chance.choice([8, 9, 10])
    turned = "landscape" if form.grid.columns > 9 or chance.random() < 0.2 else ""
    style = (
        f"@page {{size: A4 {turned}; margin: 14mm}} body {{font: {size}pt '{chance.choice(_FONTS)}'}}"
        "table {border-collapse: collapse; width: 100%; table-layout: fixed}"
        f"td {{padding: {padding}pt 3pt; vertical-align: {chance.choice(['middle', 'top'])}; {_borders(kind)}}}"
        f"tr {{page-break-inside: {chance.choice(['auto', 'avoid'])}}} h3 {{text-align: center}}"
        "* {-webkit-print-color-adjust: exact}"
    )
    columns = "".join(f'<col style="width: {width:.2f}%">' for width in _widths(form))
    rows = max(cell.row + cell.rowspan for cell in form.grid.cells)
    body = "".join(_row(form, row, shaded=kind == "zebra" and row % 2 == 0) for row in range(rows))
    head = f"<meta charset=utf-8><style>{style}</style><h3>{html.escape(form.title or '')}</h3>"
    return f"{head}<table><colgroup>{columns}</colgroup>{body}</table>"


def _borders(kind: str) -> str:
    if kind in _RULED:
        return f"border: {_RULED[kind]}"
    return "border-top: .75pt solid #000; border-bottom: .75pt solid #000" if kind == "level" else ""


def _row(form: Form, row: int, *, shaded: bool) -> str:
    cells = sorted((cell for cell in form.grid.cells if cell.row == row), key=lambda cell: cell.col)
    shade = ' style="background: #eef"' if shaded else ""
    return f"<tr{shade}>{''.join(map(_cell, cells))}</tr>"


def _cell(cell: GridCell) -> str:
    align = "center" if len(cell.text) < 9 else "left"
    text = html.escape(cell.text).replace("\n", "<br>")
    return f'<td rowspan={cell.rowspan} colspan={cell.colspan} style="text-align: {align}">{text}</td>'


def _widths(form: Form) -> Iterator[float]:
    """How wide each column is, in per cent: as in the print that was read."""
    sides: list[list[float]] = [[] for _ in range(form.grid.columns + 1)]
    for cell in form.grid.cells:
        if cell.bbox:
            sides[cell.col].append(cell.bbox[0])
            sides[cell.col + cell.colspan].append(cell.bbox[2])
    places = list(accumulate(sides, lambda last, side: median(side) if side else last, initial=0.0))[1:]
    widths = [max(right - left, 12.0) for left, right in pairwise(places)]
    yield from (100 * width / sum(widths) for width in widths)


def _print(page: str, printer: str, made: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"{made.stem}.html"
        source.write_text(page, encoding="utf-8")
        _run(_PRINT[printer].format(made=made, source=source, folder=made.parent))


def _write_anew(made: Path, command: str) -> None:
    """Write the file anew by another program, in its place."""
    if command:
        anew = made.with_suffix(".anew")
        _run(command.format(made=made, anew=anew))
        anew.replace(made)


def _run(command: str) -> None:
    subprocess.run(command.split(), check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))

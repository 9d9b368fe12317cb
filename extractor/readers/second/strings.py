"""Where the characters of a printed string stand.

pdfminer's own devices leave out the space behind the last character of a string; here the text state moves on as the
PDF standard has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFTextState
from pdfminer.utils import Matrix, Rect, apply_matrix_pt

_DESCENT = -0.2  # of the size: how far a font reaches below the baseline that does not say so
_UNKNOWN = "\ufffd"


def placed(
    state: PDFTextState, font: PDFFont, string: Iterable[int | float | bytes]
) -> Iterator[tuple[float, float, int]]:
    """Where each character of a string stands in text space, and its code; the text state moves along."""
    scale = 1.0 if font.is_vertical() else state.scaling * 0.01
    for part in string:
        if isinstance(part, int | float):
            _move(state, font, -part * 0.001 * state.fontsize * scale)
        elif isinstance(part, bytes):
            for code in font.decode(part):
                yield (*state.linematrix, code)
                space = state.wordspace if code == 32 and not font.is_multibyte() else 0.0
                _move(state, font, (font.char_width(code) * state.fontsize + state.charspace + space) * scale)


def text_of(font: PDFFont, code: int) -> str:
    """What a code stands for: mostly one character, several for a ligature, U+FFFD where the font does not say."""
    try:
        return font.to_unichr(code)
    except PDFUnicodeNotDefined:
        return _UNKNOWN


def extent(state: PDFTextState, font: PDFFont, code: int) -> Rect:
    """The box of a character around its origin in text space, as wide as its advance and as high as the size."""
    size = state.fontsize
    width = font.char_width(code) * size
    if not font.is_vertical():
        bottom = (font.get_descent() or _DESCENT) * size
        return 0, bottom, width * state.scaling * 0.01, bottom + size
    shift = font.char_disp(code)
    across, up = shift if isinstance(shift, tuple) else (None, 880)
    left = -size / 2 if across is None else -across * size * 0.001
    top = (1000 - up) * size * 0.001
    return left, top + width, left + size, top


def translated(matrix: Matrix, x: float, y: float) -> Matrix:
    """The matrix with its origin at a point of its space."""
    return (*matrix[:4], *apply_matrix_pt(matrix, (x, y)))


def _move(state: PDFTextState, font: PDFFont, step: float) -> None:
    x, y = state.linematrix
    state.linematrix = (x, y + step) if font.is_vertical() else (x + step, y)

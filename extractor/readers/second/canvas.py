"""What pdfminer draws a page on: it keeps every inked character and painted path, as displayed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, num_value
from pdfminer.utils import Matrix, PathSegment, Point, Rect, apply_matrix_rect, mult_matrix

from extractor.readers.paths import Path, picture
from extractor.readers.second.state import known
from extractor.readers.second.strings import extent, placed, text_of, translated
from extractor.readers.second.strokes import painted
from extractor.readers.turning import way
from extractor.readers.words import Glyphs

_ASLANT = 0.05  # the sine of an angle: text that is turned by more, and by no quarter, is no text of a table
_INK = 0.7  # of the size: how high a figure stands on its baseline


class Canvas(PDFDevice):
    """The characters and paths of one page, in points from the top left of the page as displayed."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.paths: list[Path] = []
        self._texts: list[str] = []
        self._rows: list[tuple[float, ...]] = []
        self._seen: list[bool] = []
        self._fonts: list[int] = []
        self._frames: list[Rect] = []

    @property
    def size(self) -> Point:
        """Width and height of the page."""
        return self._frames[0][2:]

    @property
    def glyphs(self) -> Glyphs:
        """The inked characters in the order of the content stream."""
        seen = None if all(self._seen) else np.array(self._seen)
        return Glyphs(self._texts, np.array(self._rows) if self._rows else np.empty((0, 8)), seen)

    @property
    def fonts(self) -> np.ndarray:
        """A number for the font of each character."""
        return np.array(self._fonts, dtype=int)

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Turn the page as it is displayed: only its cropped part, the origin at the top left."""
        x0, y0, x1, y1 = common(apply_matrix_rect(ctm, page.mediabox), apply_matrix_rect(ctm, page.cropbox))
        unit = float(num_value(page.attrs.get("UserUnit", 1)))
        self._shown: Matrix = (unit, 0, 0, -unit, -unit * x0, unit * y1)
        self._frames = [(0, 0, unit * (x1 - x0), unit * (y1 - y0))]

    def set_ctm(self, ctm: Matrix) -> None:
        """Take the matrix of what comes next, from its own space to that of the page."""
        self.ctm: Matrix = mult_matrix(ctm, self._shown)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Clip what comes next to the box of a form that is drawn inside the page."""
        around = apply_matrix_rect(mult_matrix(matrix, self.ctm), bbox)
        self._frames.append(common(self._frames[-1], around))

    def end_figure(self, name: str) -> None:
        """Clip as before the form."""
        self._frames.pop()

    def around(self, path: Sequence[PathSegment]) -> Rect:
        """The box around a path."""
        return painted(path, self.ctm, stroked=False, filled=False).around

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """Keep a path that is seen."""
        stroked, filled, white = known(graphicstate).paints(stroke=stroke, fill=fill)
        if path and (stroked or filled):
            self.paths.append(painted(path, self.ctm, stroked=stroked, filled=filled, white=white))

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Keep where a picture stands: it fills the unit square of its own space."""
        self.paths.append(picture(apply_matrix_rect(self.ctm, (0, 0, 1, 1))))

    def render_string(
        self,
        textstate: PDFTextState,
        seq: Iterable[int | float | bytes],
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> None:
        """Keep the characters of a string that is inked."""
        font, state = textstate.font, known(graphicstate)
        if font is None:
            return
        frame = common(self._frames[-1], state.clip) if state.clip else self._frames[-1]
        matrix = mult_matrix(textstate.matrix, self.ctm)
        for x, y, code in placed(textstate, font, seq):
            if state.inks(textstate.render):
                self._keep(textstate, font, code, translated(matrix, x, y + textstate.rise), frame)

    def _keep(self, state: PDFTextState, font: PDFFont, code: int, matrix: Matrix, frame: Rect) -> None:
        """Keep what one code stands for: characters that share its width."""
        a, b, c, d, *_ = matrix
        along = math.hypot(a, b) or 1.0
        if min(abs(a), abs(b)) > _ASLANT * along:
            return
        runs = _way(matrix, font)
        size = abs(state.fontsize) * math.sqrt(abs(a * d - b * c) * state.scaling * 0.01)
        left, bottom, right, top = extent(state, font, code)
        text = text_of(font, code)
        step = (right - left) / max(len(text), 1)
        for n, character in enumerate(text):
            box = apply_matrix_rect(matrix, (left + n * step, bottom, left + (n + 1) * step, top))
            base = matrix[5]
            self._texts.append(character)
            self._rows.append((*box, box[0] if runs == 0 else matrix[4], base, size, runs))
            self._seen.append(_touch((box[0], base - _INK * size, box[2], base) if runs == 0 else box, frame))
            self._fonts.append(id(font))


def _way(matrix: Matrix, font: PDFFont) -> int:
    """The number of the way that text runs whose space the matrix brings onto the page, its y downwards."""
    a, b, c, d, *_ = matrix
    return way(-c, -d, True) if font.is_vertical() else way(a, b, False)


def common(one: Rect, other: Rect) -> Rect:
    """The box that both boxes share; one that is empty has its sides the wrong way round."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _touch(glyph: Rect, frame: Rect) -> bool:
    """Whether a part of a glyph lies inside a frame; a glyph may have no width."""
    x0, y0, x1, y1 = common(glyph, frame)
    return (x0 < x1 or x0 == x1 == glyph[0] == glyph[2]) and y0 < y1

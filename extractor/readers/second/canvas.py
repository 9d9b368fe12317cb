"""What pdfminer draws a page on: it keeps every inked character and painted path, as displayed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, num_value
from pdfminer.utils import Matrix, PathSegment, Point, Rect, apply_matrix_rect, mult_matrix

from extractor.readers.clipping import clipped, shares
from extractor.readers.glyphs import THIN, Fill, Glyphs
from extractor.readers.paths import Path, picture
from extractor.readers.second.state import State, Tint, known
from extractor.readers.second.strings import extent, placed, text_of, translated
from extractor.readers.second.strokes import painted
from extractor.readers.turning import upright, way

_ASLANT = 0.05  # the sine of an angle: text that is turned by more, and by no quarter, is no text of a table
_PICTURE = (0.5, 0.5, 0.5, 1.0)  # stands for the colours of a picture: text in any colour may stand out from it


class Canvas(PDFDevice):
    """The characters and paths of one page, in points from the top left of the page as displayed."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.paths: list[Path] = []
        self._texts: list[str] = []
        self._rows: list[tuple[float, ...]] = []
        self._bounds: list[Rect] = []
        self._tints: list[Tint] = []
        self.fills: list[Fill] = []
        self._fonts: list[int] = []
        self._frames: list[Rect] = []

    @property
    def size(self) -> Point:
        """Width and height of the page."""
        return self._frames[0][2:]

    @property
    def glyphs(self) -> Glyphs:
        """The inked characters in the order of the content stream."""
        if not self._texts:
            return Glyphs([], np.empty((0, 8)))
        glyphs = Glyphs(self._texts, np.array(self._rows), tints=np.array(self._tints))
        return clipped(glyphs, shares(upright(glyphs, 0, *self.size).inks, np.array(self._bounds)))

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
        if path and fill:
            self._fill(painted(path, self.ctm, stroked=False, filled=True), known(graphicstate))

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Keep where a picture stands, and that it hides what is under it, unless it lets it be seen.

        It fills the unit square of its own space.
        """
        self.paths.append(picture(apply_matrix_rect(self.ctm, (0, 0, 1, 1))))
        if not {"SMask", "Mask", "ImageMask"} & set(stream.attrs):
            box = common(self._frames[-1], apply_matrix_rect(self.ctm, (0, 0, 1, 1)))
            self.fills.append(Fill(box, _PICTURE, len(self._texts)))

    def _fill(self, path: Path, state: State) -> None:
        """Keep what a filled box hides, and on what later characters stand."""
        frame = common(self._frames[-1], state.clip) if state.clip else self._frames[-1]
        is_box = bool(path.boxes) and not path.curves and not path.lines
        for x0, y0, x1, y1 in path.boxes if is_box else (path.around,):
            box = common(frame, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
            if min(box[2] - box[0], box[3] - box[1]) > THIN:
                self.fills.append(Fill(box, state.filling, len(self._texts), is_box))

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
            tint = state.ink(textstate.render)
            if tint[3]:
                place = _Place(textstate, translated(matrix, x, y + textstate.rise), frame, tint)
                self._keep(place, font, code)

    def _keep(self, place: _Place, font: PDFFont, code: int) -> None:
        """Keep what one code stands for: characters that share its width."""
        a, b, c, d, x, y = place.matrix
        along = math.hypot(a, b) or 1.0
        if min(abs(a), abs(b)) > _ASLANT * along:
            return
        runs = _way(place.matrix, font)
        size = abs(place.state.fontsize) * math.sqrt(abs(a * d - b * c) * place.state.scaling * 0.01)
        left, bottom, right, top = extent(place.state, font, code)
        text = text_of(font, code)
        step = (right - left) / max(len(text), 1)
        for n, character in enumerate(text):
            box = apply_matrix_rect(place.matrix, (left + n * step, bottom, left + (n + 1) * step, top))
            self._texts.append(character)
            self._rows.append((*box, box[0] if runs == 0 else x, y, size, runs))
            self._tints.append(place.tint)
            self._bounds.append(place.frame)
            self._fonts.append(id(font))


class _Place(NamedTuple):
    """Where a character stands: its text state and matrix, its frame, and the ink."""

    state: PDFTextState
    matrix: Matrix
    frame: Rect
    tint: Tint


def _way(matrix: Matrix, font: PDFFont) -> int:
    """The number of the way that text runs whose space the matrix brings onto the page, its y downwards."""
    a, b, c, d, *_ = matrix
    return way(-c, -d, True) if font.is_vertical() else way(a, b, False)


def common(one: Rect, other: Rect) -> Rect:
    """The box that both boxes share; one that is empty has its sides the wrong way round."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])

"""pdfminer's interpreter of content streams, minding what it passes over: clipping, opacity, and annotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, int_value, list_value, num_value, resolve1
from pdfminer.psparser import LIT, PSLiteral, literal_name
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Rect, apply_matrix_rect, mult_matrix

from extractor.readers.second.canvas import Canvas, common
from extractor.readers.second.state import State

_PLAIN = (LIT("Normal"), LIT("Compatible"))  # ways of blending that let nothing be seen of what is under
_UNSEEN = 2 | 32  # flags of an annotation: hidden, no view


class Painter(PDFPageInterpreter):
    """What draws a page on a canvas."""

    device: Canvas
    graphicstate: State

    def __init__(self, rsrcmgr: PDFResourceManager, device: Canvas) -> None:
        super().__init__(rsrcmgr, device)
        self._outer = State()
        self._is_group = False

    def process_page(self, page: PDFPage) -> None:
        """Draw a page, then what its annotations and the fields of its form show."""
        super().process_page(page)
        page_matrix = self.ctm
        for annotation in list_value(page.annots or []):
            for shown in _appearances(dict_value(annotation)):
                self._draw(shown, list_value(dict_value(annotation)["Rect"]), page_matrix)

    def subinterp(self) -> Painter:
        """A painter for a form inside the page, which goes on with the state outside."""
        inner = cast(Painter, super().subinterp())
        inner._outer = self.graphicstate.grouped() if self._is_group else self.graphicstate
        return inner

    def init_state(self, ctm: Matrix) -> None:
        """Begin with the state outside."""
        super().init_state(ctm)
        self.graphicstate = self._outer.copy()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 -- named after the operator, as pdfminer finds them
        """Draw a picture or a form; afterwards the matrix is the page's again."""
        drawn = resolve1(self.xobjmap.get(literal_name(xobjid_arg)))
        self._is_group = isinstance(drawn, PDFStream) and "Group" in drawn.attrs
        super().do_Do(xobjid_arg)
        self.device.set_ctm(self.ctm)

    def do_W(self) -> None:  # noqa: N802
        """Clip to the path."""
        if self.curpath:
            around, before = self.device.around(self.curpath), self.graphicstate.clip
            self.graphicstate.clip = common(before, around) if before else around

    def do_W_a(self) -> None:  # noqa: N802
        """Clip to the path, by the other rule of what is inside."""
        self.do_W()

    def do__w(self, aw: Any, ac: Any, s: Any) -> None:
        """Show a string on the next line, as the operator `"` does; pdfminer leaves out the next line."""
        self.do_T_a()
        super().do__w(aw, ac, s)

    def do_gs(self, name: Any) -> None:
        """Take how opaque ink is from a dictionary of the resources."""
        named = dict_value(dict_value(self.resources.get("ExtGState", {})).get(literal_name(name), {}))
        self.graphicstate.opaque_fill = num_value(named.get("ca", self.graphicstate.opaque_fill))
        self.graphicstate.opaque_stroke = num_value(named.get("CA", self.graphicstate.opaque_stroke))
        if "BM" in named:
            self.graphicstate.blends = named["BM"] not in _PLAIN

    def _draw(self, form: PDFStream, place: Any, page_matrix: Matrix) -> None:
        """Draw a form so that it fills a place of the page."""
        self._is_group = "Group" in form.attrs
        bbox = cast(Rect, tuple(num_value(side) for side in list_value(form["BBox"])))
        own = cast(Matrix, tuple(num_value(each) for each in list_value(form.get("Matrix", MATRIX_IDENTITY))))
        matrix = mult_matrix(own, _onto(apply_matrix_rect(own, bbox), tuple(num_value(side) for side in place)))
        self.device.set_ctm(page_matrix)
        self.device.begin_figure("", bbox, matrix)
        self.subinterp().render_contents(
            dict_value(form.get("Resources", {})), [form], ctm=mult_matrix(matrix, page_matrix)
        )
        self.device.end_figure("")


def _appearances(annotation: dict[Any, Any]) -> Iterator[PDFStream]:
    """What an annotation shows on the page: nothing, or one form."""
    if int_value(annotation.get("F", 0)) & _UNSEEN or literal_name(annotation.get("Subtype")) == "Popup":
        return
    normal = resolve1(dict_value(annotation.get("AP", {})).get("N"))
    state = annotation.get("AS")
    if isinstance(normal, dict) and isinstance(state, PSLiteral):
        normal = resolve1(normal.get(literal_name(state)))
    if isinstance(normal, PDFStream) and "BBox" in normal:
        yield normal


def _onto(bbox: Rect, place: tuple[float, ...]) -> Matrix:
    """The matrix that brings a box onto a place."""
    x0, x1 = sorted((place[0], place[2]))
    y0, y1 = sorted((place[1], place[3]))
    across = (x1 - x0) / (bbox[2] - bbox[0]) if bbox[2] > bbox[0] else 1.0
    up = (y1 - y0) / (bbox[3] - bbox[1]) if bbox[3] > bbox[1] else 1.0
    return across, 0, 0, up, x0 - across * bbox[0], y0 - up * bbox[1]

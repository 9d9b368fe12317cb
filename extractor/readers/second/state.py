"""The graphics state of pdfminer, with what hides ink."""

from __future__ import annotations

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfinterp import Color, PDFGraphicState
from pdfminer.utils import Rect

_FILLED, _STROKED = (0, 2, 4, 6), (1, 2, 5, 6)  # text rendering modes; 3 and 7 leave no ink
_INKS = ("Separation", "DeviceN", "Indexed", "Pattern")  # colour spaces whose numbers do not say how light a colour is


class State(PDFGraphicState):
    """A graphics state that knows how opaque fillings and strokes are, and what clipping leaves (None: everything)."""

    def __init__(self) -> None:
        super().__init__()
        self.opaque_fill: float = 1.0
        self.opaque_stroke: float = 1.0
        self.clip: Rect | None = None

    def copy(self) -> State:
        """A state that may change by itself."""
        other = State()
        other.__dict__.update(self.__dict__)
        return other

    def paints(self, *, stroke: bool, fill: bool) -> tuple[bool, bool, bool]:
        """Whether a path leaves a stroke and a filling that are not white, or else white ones, and which it is."""
        stroke, fill = stroke and self.opaque_stroke > 0, fill and self.opaque_fill > 0
        inked = stroke and not _is_white(self.scolor, self.scs), fill and not _is_white(self.ncolor, self.ncs)
        return (*inked, False) if any(inked) else (stroke, fill, True)

    def inks(self, mode: int) -> bool:
        """Whether text of a rendering mode leaves ink, be it white: paper may be dark."""
        return (mode in _FILLED and self.opaque_fill > 0) or (mode in _STROKED and self.opaque_stroke > 0)


def known(state: PDFGraphicState) -> State:
    """The state as one that knows; one from elsewhere hides nothing."""
    return state if isinstance(state, State) else State()


def _is_white(color: Color, space: PDFColorSpace) -> bool:
    parts = color if isinstance(color, tuple) else (color,)
    numbers = [part for part in parts if isinstance(part, int | float)]
    if len(numbers) != len(parts) or space.name in _INKS:
        return False
    return max(numbers) < 0.01 if len(numbers) == 4 else min(numbers) > 0.99

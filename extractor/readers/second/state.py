"""The graphics state of pdfminer, with what hides ink."""

from __future__ import annotations

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfinterp import Color, PDFGraphicState
from pdfminer.utils import Rect

Tint = tuple[float, float, float, float]

_FILLED, _STROKED = (0, 2, 4, 6), (1, 2, 5, 6)  # text rendering modes; 3 and 7 leave no ink
_WHITE = 0.99
_INKS = ("Separation", "DeviceN", "Indexed", "Pattern")  # colour spaces whose numbers do not say how light a colour is


class State(PDFGraphicState):
    """A graphics state that knows how opaque fillings and strokes are, and what clipping leaves (None: everything)."""

    def __init__(self) -> None:
        super().__init__()
        self.opaque_fill: float = 1.0
        self.opaque_stroke: float = 1.0
        self.clip: Rect | None = None
        self.blends = False  # what is painted lets be seen what is under it
        self.group: float = 1.0  # how opaque the groups around are

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

    def grouped(self) -> State:
        """The state in which a group begins that is painted in this one."""
        inner = self.copy()
        inner.group, inner.opaque_fill, inner.opaque_stroke = self.group * self.opaque_fill, 1.0, 1.0
        return inner

    def ink(self, mode: int) -> Tint:
        """The colour in which text of a rendering mode is inked, and how opaque it is."""
        if mode in _FILLED:
            return (*_rgb(self.ncolor, self.ncs), self.opaque_fill * self.group)
        return (*_rgb(self.scolor, self.scs), self.opaque_stroke * self.group if mode in _STROKED else 0.0)

    @property
    def filling(self) -> Tint:
        """The colour of a filling and how opaque it is."""
        return (*_rgb(self.ncolor, self.ncs), min(self.opaque_fill * self.group, 0.5 if self.blends else 1.0))


def known(state: PDFGraphicState) -> State:
    """The state as one that knows; one from elsewhere hides nothing."""
    return state if isinstance(state, State) else State()


def _is_white(color: Color, space: PDFColorSpace) -> bool:
    return min(_rgb(color, space)) > _WHITE


def _rgb(color: Color, space: PDFColorSpace) -> tuple[float, float, float]:
    """Red, green and blue of a colour; black where its numbers do not say."""
    parts = color if isinstance(color, tuple) else (color,)
    numbers = [float(part) for part in parts if isinstance(part, int | float)]
    if len(numbers) != len(parts) or space.name in _INKS or len(numbers) not in (1, 3, 4):
        return 0.0, 0.0, 0.0
    if len(numbers) == 4:
        numbers = [max(0.0, 1 - part - numbers[3]) for part in numbers[:3]]
    red, green, blue = numbers * 3 if len(numbers) == 1 else numbers
    return red, green, blue

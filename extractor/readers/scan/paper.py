"""From a straightened copy of a page back to the page as displayed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractor.geometry import Corners
from extractor.readers.scan.straight import Back

_STEP = 64  # pixels between the places that are kept: bends are smooth


@dataclass(frozen=True, eq=False)
class Mesh:
    """Where places of a straightened copy lie on the page as displayed, in points; between them it is even."""

    xs: np.ndarray
    ys: np.ndarray
    step: float
    size: tuple[float, float]

    @classmethod
    def of(
        cls, back: Back, pixels: tuple[int, int], scale: float, size: tuple[float, float], shown: float | None = None
    ) -> Mesh:
        """The mesh of the way back from a copy of so many pixels (width, height), at `scale` pixels a point.

        `size` is that of the page as displayed, in points; it has `shown` pixels a point, if not as many.
        """
        shown = shown or scale
        across, down = (np.arange(0.0, each + _STEP, _STEP) for each in pixels)
        xs, ys = back(*np.meshgrid(across, down))
        return cls(xs / shown, ys / shown, _STEP / scale, size)

    def displayed(self, corners: Corners) -> Corners:
        """The upright box around a box (x0, top, x1, bottom) of the copy, where the page displays it."""
        x0, top, x1, bottom = corners
        found = [self._place(x, y) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = [x for x, _ in found], [y for _, y in found]
        return min(xs), min(ys), max(xs), max(ys)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        rows, columns = self.xs.shape
        column, row = min(max(int(x / self.step), 0), columns - 2), min(max(int(y / self.step), 0), rows - 2)
        u, v = x / self.step - column, y / self.step - row
        return _between(self.xs, row, column, u, v), _between(self.ys, row, column, u, v)


def _between(values: np.ndarray, row: int, column: int, u: float, v: float) -> float:
    """The value at a place between four, `u` to the right and `v` down from the first of them."""
    a, b, c, d = values[row : row + 2, column : column + 2].ravel()
    return float(a + u * (b - a) + v * (c - a) + u * v * (a - b - c + d))

"""The bar under ≥ and ≤ that a recogniser overlooks, found in the ink: without it both arms are equally heavy."""

from __future__ import annotations

import numpy as np

from extractor.ocr import Grey, Reading

_BARRED = {">": "≥", "<": "≤", "＞": "≥", "＜": "≤"}
_HEAVY = 1.5  # times the upper arm's ink: a lower arm with that much has a bar
_EVEN = 1.2  # a lower arm with no more has none
_SEEN = 0.92  # how sure a sign is whose bar the ink tells
_DOUBTFUL = 0.7
_PALE = 30  # darkness: what is paler is paper


def barred(reading: Reading, picture: Grey) -> Reading:
    """The reading of a line with ≥ for > where its ink has the bar; unsure where that cannot be told."""
    for n, character in enumerate(reading.text):
        if character not in _BARRED:
            continue
        weight = _weight(_window(reading, n, picture), is_left=character in "<＜")
        if weight >= _HEAVY:
            text = reading.text[:n] + _BARRED[character] + reading.text[n + 1 :]
            reading = _with(reading, n, min(_SEEN, max(reading.sure[n], _SEEN)))._replace(text=text, other=reading.text)
        elif weight > _EVEN:
            reading = _with(reading, n, min(reading.sure[n], _DOUBTFUL))
    return reading


def _with(reading: Reading, n: int, sure: float) -> Reading:
    return reading._replace(sure=(*reading.sure[:n], sure, *reading.sure[n + 1 :]))


def _window(reading: Reading, n: int, picture: Grey) -> np.ndarray:
    """The darkness of the columns that a character has for itself."""
    places = [place * picture.shape[1] for place in reading.places]
    left = (places[n - 1] + places[n]) / 2 if n else 0.0
    right = (places[n] + places[n + 1]) / 2 if n + 1 < len(places) else float(picture.shape[1])
    dark = 255.0 - picture[:, int(left) : max(int(right), int(left) + 2)]
    return np.where(dark > _PALE, dark - _PALE, 0.0)


def _weight(dark: np.ndarray, *, is_left: bool) -> float:
    """How much heavier the lower arm of > is than the upper one, away from where they meet."""
    if is_left:
        dark = dark[:, ::-1]
    columns = np.flatnonzero(dark.max(axis=0) > 0.4 * dark.max())
    if len(columns) < 4:
        return 1.0
    first, last = int(columns[0]), int(columns[-1])
    wide = last - first + 1
    tip = dark[:, last - max(1, round(0.18 * wide)) + 1 : last + 1].sum(axis=1)
    rows = np.arange(len(dark))
    middle = float((tip * rows).sum() / tip.sum())
    arms = dark[:, first : first + max(2, round(0.6 * wide))].sum(axis=1)
    return float(arms[rows > middle].sum() / max(1.0, arms[rows <= middle].sum()))

"""OCR remembered: what an engine read of pictures is written down once, and replayed for pictures that look the same.

A picture is known by its size and a coarse copy of it, so that another build of OpenCV, which draws it a shade lighter,
finds it too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from extractor.ocr import Engine, Grey, Reading

_COARSE = (16, 4)
_FAR = 8.0  # levels of grey, on average: pictures that differ by more are not the same


class Recording:
    """An engine that notes what it is asked and answers, to be stored."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._notes = engine, dict[str, None]()

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        return self._noted("read", pictures, self._engine.read(pictures))

    def glance(self, pictures: Sequence[Grey]) -> list[Reading]:
        return self._noted("glance", pictures, self._engine.glance(pictures))

    def store(self, path: Path) -> None:
        """Write down all answers, a line each."""
        path.write_text("\n".join(self._notes) + "\n", encoding="utf-8")

    def _noted(self, how: str, pictures: Sequence[Grey], readings: list[Reading]) -> list[Reading]:
        rounded = [
            each._replace(
                sure=tuple(round(sure, 4) for sure in each.sure), places=tuple(round(place, 4) for place in each.places)
            )
            for each in readings
        ]
        for picture, reading in zip(pictures, rounded, strict=True):
            note = [how, *picture.shape, _copy(picture).tobytes().hex(), *reading]
            self._notes[json.dumps(note, ensure_ascii=False)] = None
        return rounded


class Stored:
    """An engine that answers what another one answered when it was asked the same."""

    def __init__(self, path: Path) -> None:
        self._known: dict[tuple[str, int, int], list[tuple[np.ndarray, Reading]]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            how, high, wide, copy, *reading = json.loads(line)
            pixels = np.frombuffer(bytes.fromhex(copy), np.uint8).astype(float)
            self._known.setdefault((how, high, wide), []).append((pixels, _reading(*reading)))

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        return [self._answer("read", picture) for picture in pictures]

    def glance(self, pictures: Sequence[Grey]) -> list[Reading]:
        return [self._answer("glance", picture) for picture in pictures]

    def _answer(self, how: str, picture: Grey) -> Reading:
        own = _copy(picture).ravel().astype(float)
        known = self._known.get((how, *picture.shape), [])
        found = min(((float(abs(own - pixels).mean()), n) for n, (pixels, _) in enumerate(known)), default=(np.inf, 0))
        if found[0] > _FAR:
            raise LookupError("OCR was never asked this: lines are cut in another way. Renew with --update.")
        return known[found[1]][1]


def _copy(picture: Grey) -> Grey:
    return np.asarray(cv2.resize(picture, _COARSE, interpolation=cv2.INTER_AREA), np.uint8)


def _reading(text: str, sure: Sequence[float], places: Sequence[float], other: Any) -> Reading:
    return Reading(text, tuple(sure), tuple(places), other)

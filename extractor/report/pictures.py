"""Pictures of the strips of pages that findings stand on: one a page, small and grey, shared by its findings."""

from __future__ import annotations

import base64
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from extractor.audit import Audited
from extractor.errors import InputError
from extractor.exporters.personal import people
from extractor.form import BBox, Form, pointer
from extractor.readers.pictures import Picture, strips
from extractor.report.marks import around, boxes_at, marks

_DPI = 100
_QUALITY = 40
_MARGIN = 40.0  # points above and below what is marked


@dataclass(frozen=True)
class Strip:
    """A strip of a page: its place in points, and its picture as a data URL."""

    page: int
    top: float
    width: float
    height: float
    url: str


def strips_of(document: Audited, original: Path | None) -> dict[int, Strip]:
    """The strip of every page that a finding of the document marks; none where the original is not at hand."""
    data = _bytes(document, original)
    wanted = _wanted(document)
    if data is None or not wanted:
        return {}
    hidden = _hidden(one.form for one in document.forms)
    parts = [(page, *around(boxes, _MARGIN)) for page, boxes in sorted(wanted.items())]
    try:
        pictures = list(strips(data, parts, _DPI))
    except InputError:
        return {}
    pairs = zip(parts, pictures, strict=True)
    return {page: _strip(page, top, picture, hidden[page]) for (page, top, _), picture in pairs if picture.width > 1}


def _bytes(document: Audited, original: Path | None) -> bytes | None:
    """The bytes of the original, where it is there and still the one that was read."""
    if original is None or document.source.kind == "text":
        return None
    try:
        data = original.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == document.source.sha256 else None


def _wanted(document: Audited) -> dict[int, list[BBox]]:
    wanted: dict[int, list[BBox]] = defaultdict(list)
    for one in document.forms:
        for said in one.said:
            for page, boxes in marks(one.form, said.finding).items():
                wanted[page] += boxes
    return wanted


def _hidden(forms: Iterable[Form]) -> dict[int, list[BBox]]:
    """The boxes of names and telephone numbers of people, by page."""
    found: dict[int, list[BBox]] = defaultdict(list)
    for form in forms:
        for page, box in _personal(form):
            found[page].append(box)
    return found


def _personal(form: Form) -> Iterator[tuple[int, BBox]]:
    for label in people(form):
        yield from boxes_at(form, pointer("extra", label))


def _strip(page: int, top: float, picture: Picture, hidden: list[BBox]) -> Strip:
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.samples).convert("L")
    scale, pen = picture.scale, ImageDraw.Draw(image)
    for x0, y0, x1, y1 in hidden:
        pen.rectangle((x0 * scale, (y0 - top) * scale, x1 * scale, (y1 - top) * scale), fill=230)
    written = io.BytesIO()
    image.save(written, "WEBP", quality=_QUALITY, method=2)
    url = "data:image/webp;base64," + base64.b64encode(written.getvalue()).decode()
    return Strip(page, top, picture.width / scale, picture.height / scale, url)

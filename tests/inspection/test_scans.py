"""A scan is drawn as OCR read it, with how sure every word is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from extractor.inspection import inspect
from extractor.inspection.palette import READ, RULING
from extractor.ocr import careful
from tests.inspection.drawn_pdfs import english_pdf
from tests.ocr.stored import Stored

SCANS = Path(__file__).parent.parent.parent / "fixtures/scans"


def test_a_page_that_ocr_read_has_a_second_picture_with_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "hubei-sealed.jpg"
    engine = Stored(SCANS / "words" / f"{name}.txt")
    monkeypatch.setattr(careful, "engine", lambda: engine)
    (path,) = inspect(SCANS / name, name).write_scans(tmp_path)
    assert path.name == "hubei-sealed-p1-scan.png"
    with Image.open(path) as opened:
        image = opened.convert("RGB")
    colours = {colour: count for count, colour in image.getcolors(1 << 24) or []}
    (_, sure), (_, unsure), _ = READ
    assert colours[RULING.colour] > colours[sure.colour] > colours[unsure.colour] > 100


def test_a_page_with_a_text_layer_has_none(tmp_path: Path) -> None:
    assert list(inspect(english_pdf(tmp_path / "a.pdf"), "a.pdf").write_scans(tmp_path / "seen")) == []

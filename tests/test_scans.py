"""Whole scans: with OCR replayed each is read as expected; the real engine reads one; nothing is silently wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import extractor
from benchmarks.figures import figures
from extractor.form import Document, decode, encode
from extractor.ocr import careful
from tests.ocr.stored import Recording, Stored

FIXTURES = Path(__file__).parent.parent / "fixtures"
RIGHT = 0.85  # of the figures of a scan, at least; the others are said to be unsure
SCANS = FIXTURES / "scans"
PRINTS = {
    "project_central-office.pdf": "project_central-calc.pdf",
    "hubei-sealed.jpg": "hubei-chromium.pdf",
    "transfer2022-fax.tif": "transfer2022-chromium.pdf",
}
"""The scans, and the prints that were scanned."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, update: bool) -> Iterator[Document]:
    """A scan read with the words that OCR once read on it; with `--update` it reads them anew."""
    name = request.param
    words = SCANS / "words" / f"{name}.txt"
    engine = Recording(careful.engine()) if update else Stored(words)
    monkeypatch.setattr(careful, "engine", lambda: engine)
    yield extractor.read(SCANS / name)
    if isinstance(engine, Recording):
        engine.store(words)


def printed(name: str) -> Document:
    """What was printed before it was scanned."""
    return decode((FIXTURES / "expected" / f"{PRINTS[name]}.json").read_bytes())


def named(read: Document) -> str:
    return read.source.name


@pytest.mark.parametrize("read", PRINTS, indirect=True)
def test_a_scan_is_read_as_expected(read: Document, update: bool) -> None:
    expected = SCANS / "expected" / f"{named(read)}.json"
    if update:
        expected.write_bytes(encode(read))
    assert json.loads(encode(read)) == json.loads(expected.read_bytes())


@pytest.mark.parametrize("read", PRINTS, indirect=True)
def test_every_figure_of_a_scan_is_that_of_its_print_or_said_to_be_unsure(read: Document) -> None:
    found = list(figures(printed(named(read)), read))
    assert [each for each in found if each.is_silent] == []
    assert sum(each.is_right for each in found) >= RIGHT * len(found) > 0


@pytest.mark.parametrize("read", PRINTS, indirect=True)
def test_a_scan_says_that_ocr_read_it_and_where(read: Document) -> None:
    assert {way.source for way in read.pages} == {"ocr"}
    for form in read.forms:
        assert {each.source for each in form.evidence.values()} == {"ocr"}
        assert all(each.page is not None and each.bbox is not None for each in form.evidence.values())


def test_the_real_engine_reads_a_scan() -> None:
    name = "project_central-office.pdf"
    read = extractor.read(SCANS / name)
    found = list(figures(printed(name), read))
    assert [each for each in found if each.is_silent] == []
    assert sum(each.is_right for each in found) >= RIGHT * len(found) > 0
    assert read.forms[0].title == printed(name).forms[0].title


def test_every_scan_has_its_row_and_its_expected_reading() -> None:
    rows = (FIXTURES / "README.md").read_text(encoding="utf-8")
    scans = sorted(path.name for path in SCANS.iterdir() if path.is_file())
    assert scans == sorted(PRINTS)
    assert [name for name in scans if f"`{name}`" not in rows] == []

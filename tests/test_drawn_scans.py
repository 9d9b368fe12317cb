"""The scans that benchmarks draw, and how their figures are held against what was drawn."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
import numpy as np
import pymupdf
import pytest

from benchmarks import draw_scans
from benchmarks.figures import figures
from benchmarks.reprint import reprinted
from extractor import read
from extractor.form import decode

EXPECTED = Path(__file__).parent.parent / "fixtures/expected"


def test_a_form_printed_anew_has_the_figures_that_are_said(tmp_path: Path) -> None:
    document = decode((EXPECTED / "project_central-calc.pdf.json").read_bytes())
    print_, wanted = reprinted(document, np.random.default_rng(1))
    print_.save(tmp_path / "a.pdf")
    found = list(figures(wanted, read(tmp_path / "a.pdf")))
    assert [each for each in found if not each.is_right] == []
    assert len(found) > 40
    assert wanted.forms[0].total != document.forms[0].total


@pytest.mark.parametrize("kind", draw_scans.KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_scan_is_drawn_in_its_size(kind: draw_scans.Kind) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=200, height=100)
        page.insert_text((20, 50), "93.49")
        pixels, dpi = draw_scans._page(page, kind, np.random.default_rng(2))
    sides = sorted(pixels.shape[:2])
    assert dpi in kind.resolutions
    assert np.allclose(sides, [100 * dpi / 72, 200 * dpi / 72], atol=2)
    assert pixels.dtype == np.uint8
    assert pixels.min() < 128 < pixels.max()


def test_a_scan_and_what_it_shows_are_drawn_side_by_side_and_again_the_same(tmp_path: Path) -> None:
    folders = tmp_path / "one", tmp_path / "two"
    for folder in folders:
        folder.mkdir()
    one, two = (draw_scans.draw(3, folder) for folder in folders)
    expected = one.with_name(f"{one.stem}.expected.json")
    assert decode(expected.read_bytes()).forms
    assert expected.read_bytes() == two.with_name(expected.name).read_bytes()
    with pymupdf.open(one) as first, pymupdf.open(two) as second:
        assert [page.get_pixmap(dpi=50).samples for page in first] == [
            page.get_pixmap(dpi=50).samples for page in second
        ]


def test_figures_are_right_wrong_or_lost_and_silent_where_nobody_is_told() -> None:
    document = decode((EXPECTED / "project_central-calc.pdf.json").read_bytes())
    form = document.forms[0]
    first, second, *rest = form.indicators
    wrong = msgspec.structs.replace(first, score=Decimal(77))
    unsure = msgspec.structs.replace(form.evidence["/indicators/0/score"], confidence=0.5)
    evidence = form.evidence | {"/indicators/0/score": unsure}
    spoiled = msgspec.structs.replace(form, indicators=(wrong, *rest), evidence=evidence)
    found = list(figures(document, msgspec.structs.replace(document, forms=(spoiled,))))
    missed = [each for each in found if not each.is_right]
    assert [(each.read, each.is_flagged) for each in missed if each.read is not None] == [(Decimal(77), True)]
    lost = [each for each in missed if each.read is None]
    assert {each.wanted for each in lost} >= {second.weight, second.score}
    assert all(each.is_silent for each in lost)

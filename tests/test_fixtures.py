"""Whole documents: every fixture is read as expected, and its evidence stands where it says."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pymupdf
import pytest
from msgspec import UNSET

import extractor
from extractor.form import Document, Evidence, Form, encode

FIXTURES = Path(__file__).parent.parent / "fixtures"
NAMES = sorted(path.name for path in FIXTURES.glob("*.pdf"))
DUMPS = sorted(path.name for path in FIXTURES.glob("*.txt"))
SEEDS = [name for name in NAMES if name.startswith("seed-")]
PLANTED = sorted((name, code) for name in NAMES for code in re.findall(r"[WSRGBTN]\d\d", name))


@cache
def read(name: str) -> Document:
    return extractor.read(FIXTURES / name)


@pytest.mark.parametrize("name", [*NAMES, *DUMPS])
def test_a_fixture_is_read_as_expected(name: str, update: bool) -> None:
    expected = FIXTURES / "expected" / f"{name}.json"
    if update:
        expected.write_bytes(encode(read(name)))
    assert json.loads(encode(read(name))) == json.loads(expected.read_bytes())


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _places(evidence: Evidence) -> list[tuple[int, tuple[float, float, float, float]]]:
    if evidence.parts is not UNSET:
        return [(part.page, part.bbox) for part in evidence.parts]
    assert evidence.page is not None
    assert evidence.bbox is not None
    return [(evidence.page, evidence.bbox)]


def _cut(pdf: pymupdf.Document, evidence: Evidence) -> str:
    """The text that the page itself, asked again, holds in the evidence's boxes."""
    texts = (pdf[page - 1].get_text("text", clip=pymupdf.Rect(bbox)) for page, bbox in _places(evidence))
    return _squeezed("".join(texts))


@pytest.mark.parametrize("name", NAMES)
def test_the_box_of_every_evidence_holds_its_printed_text(name: str) -> None:
    with pymupdf.open(FIXTURES / name) as pdf:
        for form in read(name).forms:
            for where, evidence in form.evidence.items():
                printed, cut = _squeezed(evidence.text), _cut(pdf, evidence)
                assert not Counter(printed) - Counter(cut), f"{form.form_id} {where}: {printed!r} is not in {cut!r}"


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_the_one_that_its_evidence_prints(name: str) -> None:
    for form in read(name).forms:
        for place, indicator in enumerate(form.indicators):
            for field in ("level1_weight", "level2_weight", "weight", "score"):
                value = getattr(indicator, field)
                if value is not None:
                    printed = form.evidence[f"/indicators/{place}/{field}"].text
                    assert value in {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", printed)}


@pytest.mark.parametrize("name", SEEDS)
def test_the_seed_says_the_same_in_all_its_prints(name: str) -> None:
    (form,) = read(name).forms
    assert len(form.indicators) == 26
    assert sum(row.weight for row in form.indicators if row.weight is not None) == 100
    assert sum(row.score for row in form.indicators if row.score is not None) == Decimal("93.49")
    assert form.total.weight == 100
    assert form.total.score == Decimal("93.49")
    assert form.grade == "优"
    money = {line.item: line.amount for line in form.budget}
    assert money == {
        "总预算": Decimal("56655.54"),
        "基本支出": Decimal("3482.37"),
        "项目支出": Decimal("53173.17"),
        "二次分配资金": Decimal("696.44"),
    }
    assert money["总预算"] == money["基本支出"] + money["项目支出"]  # type: ignore[operator]
    assert not [finding for finding in form.findings if finding.severity == "error"]


def _errors(form: Form) -> set[str]:
    return {finding.code for finding in form.findings if finding.severity == "error"}


@pytest.mark.parametrize(("name", "code"), PLANTED)
def test_a_planted_fault_is_found(name: str, code: str) -> None:
    assert any(code in _errors(form) for form in read(name).forms)


def test_warnings_are_found_beside_a_planted_fault() -> None:
    (form,) = read("wrong-proj-S06.pdf").forms
    assert {finding.code for finding in form.findings} == {"S06", "T02", "T03", "N02", "D01", "D03"}
    assert _errors(form) == {"S06"}


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("wrong-")])
def test_a_clean_form_carries_no_error(name: str) -> None:
    assert not any(_errors(form) for form in read(name).forms)


def test_the_readme_of_the_fixtures_has_a_row_each() -> None:
    rows = (FIXTURES / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*NAMES, *DUMPS) if f"`{name}`" not in rows] == []

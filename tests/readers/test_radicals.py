"""Text layers that name glyphs after radicals, compatibility characters or swapped bytes are read as meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import pipeline
from extractor.form import encode
from extractor.readers import read_pages
from extractor.readers.radicals import unified
from tests.readers.content import page_pdf
from tests.readers.untold import with_maps

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
RADICALS = {
    "目": "⽬",
    "门": "⻔",
    "一": "⼀",
    "用": "⽤",
    "金": "⾦",
    "工": "⼯",
    "年": "\uf98e",
    "行": "\ufa08",
    "度": "\ufa01",
}


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("项⽬⽀出部⻔⾃评表", "项目支出部门自评表"),
        ("⺟亲⻘年⻛险⻬全", "母亲青年风险齐全"),
        ("\uf98e\ufa01\ufa08程", "年度行程"),
        ("\U0002f800", "丽"),
        ("ﬁnal ﬂow eﬃcient", "final flow efficient"),
        ("昀椀nal 昀氀ow e昀昀椀cient 琀椀tle", "final flow efficient title"),
        ("纪昀、刀具、最后、攀枝花", "纪昀、刀具、最后、攀枝花"),
        ("１００．５％ ＡＢ", "１００．５％ ＡＢ"),
        ("", ""),
    ],
)
def test_what_is_meant(printed: str, meant: str) -> None:
    assert unified(printed) == meant


def test_a_form_named_in_radicals_is_the_same_form(tmp_path: Path) -> None:
    name = "project_central-writer.pdf"
    codes = {ord(character): ord(radical) for character, radical in RADICALS.items()}
    path = tmp_path / name
    path.write_bytes(with_maps((FIXTURES / name).read_bytes(), lambda code: codes.get(code, code)))
    (original,), (form,) = pipeline.read(FIXTURES / name).forms, pipeline.read(path).forms
    texts = [[evidence.text for evidence in each.evidence.values()] for each in (original, form)]
    assert texts[0] == texts[1]
    assert "⽬" not in encode(pipeline.read(path)).decode()


@pytest.mark.parametrize("mapped", ["fb01", "00660069", "66006900"], ids=["one character", "two", "two, swapped"])
def test_the_characters_of_a_ligature_share_its_width(mapped: str) -> None:
    data = page_pdf("BT /F 10 Tf 40 100 Td (Awe) Tj ET", to_unicode=f"1 beginbfchar <77> <{mapped}> endbfchar")
    for reading in (page for each in [read_pages(data, cross_check=True)] for page in (*each.pages, each.again[1])):
        (word,) = reading.words
        assert word.text == "Afie"
        assert len(word.edges) == 5
        assert list(word.edges) == sorted(word.edges)

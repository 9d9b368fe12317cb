"""The report: one page that stands alone, and the same as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

import extractor
from extractor.audit import Audited, Settings, Waiver, audited, compared
from extractor.errors import UsageError
from extractor.exporters.columns import Item
from extractor.form import Document, Source
from extractor.report import as_html, as_json, check_name, write
from tests.checks.tables import table

FIXTURES = Path(__file__).parents[2] / "fixtures"
WRONG = FIXTURES / "wrong-proj-B02.pdf"
PICTURE = "data:image/webp;base64,"


def read(path: Path = WRONG, settings: Settings | None = None) -> list[Audited]:
    settings = settings or Settings()
    return compared([audited(Item(path.name, extractor.read(path)), settings)], settings)


@pytest.fixture(scope="module")
def page() -> str:
    return as_html(read(), {WRONG.name: WRONG})


def test_the_page_loads_nothing_from_elsewhere(page: str) -> None:
    links = re.findall(r"(?:src|href)=\"([^\"]+)\"|url\(([^)]+)\)", page)
    assert links
    assert all(link.startswith(("data:", "#")) for pair in links for link in pair if link)


def test_a_finding_shows_its_message_in_both_languages_its_figures_and_its_printed_text(page: str) -> None:
    (form,) = read()[0].forms
    finding = form.open[0]
    assert finding.code == "B02"
    assert finding.message in page
    assert finding.message_en.replace('"', "&#34;") in page
    assert f"<dd>{finding.expected}</dd>" in page
    assert f"“{form.form.evidence[finding.where[0]].text}”" in page


def test_the_page_of_the_original_is_shown_with_every_place_marked(page: str) -> None:
    (form,) = read()[0].forms
    figure = page[page.index('<figure class="view">') : page.index("</figure>")]
    assert PICTURE in page
    assert figure.count("<rect") == len(form.open[0].where)
    assert re.search(r'<use href="#p1-1"/>', figure)
    assert 'id="p1-1"' in page


@pytest.mark.parametrize("original", ["missing", "changed"])
def test_without_the_original_the_cells_that_were_read_are_laid_out(tmp_path: Path, original: str) -> None:
    place = tmp_path / WRONG.name
    if original == "changed":
        place.write_bytes(WRONG.read_bytes() + b"%")
    page = as_html(read(), {WRONG.name: place})
    assert PICTURE not in page
    assert "原件不在手边" in page
    (form,) = read()[0].forms
    assert re.search(rf'class="marked">\s*{re.escape(form.form.evidence[form.open[0].where[0]].text)}', page)


def test_a_waived_finding_shows_its_reason_and_counts_apart() -> None:
    waiver = Waiver(frozenset({"B02"}), "已发<更正>公告", path="*")
    page = as_html(read(settings=Settings(waivers=(waiver,))), {})
    assert "已发&lt;更正&gt;公告" in page
    assert 'class="finding waived"' in page
    assert re.search(r'class="error"><b>0</b>', page)


def test_why_a_check_could_not_be_made_is_told(page: str) -> None:
    rows = [{"level3": "甲", "weight": "50", "score": "50"}, {"level3": "乙", "weight": "50", "score": ""}]
    document = Document(
        source=Source(name="a.pdf", sha256="0" * 64, bytes=1, kind="pdf-text", pages=1),
        forms=(table(rows, total={"score": "50"}),),
    )
    told = as_html([audited(Item("a.pdf", document), Settings())], {})
    assert "缺总分，或有得分空白、无法识别" in told
    assert "the total is missing, or a score is blank or unreadable" in told


def test_names_and_numbers_of_people_are_masked() -> None:
    rows = [{"level3": "王小明编制方案", "weight": "5", "score": "6"}]
    form = table(rows, extra={"填报人": "王小明"})
    document = Document(source=Source(name="a.pdf", sha256="0" * 64, bytes=1, kind="pdf-text", pages=1), forms=(form,))
    assert "王小明" not in as_html([audited(Item("a.pdf", document), Settings())], {}).replace("data-text", "")


def test_what_was_printed_is_never_markup() -> None:
    form = table([{"level3": "<script>alert(1)</script>", "weight": "5", "score": "6"}], title="<b>表</b>")
    document = Document(source=Source(name="a.pdf", sha256="0" * 64, bytes=1, kind="pdf-text", pages=1), forms=(form,))
    page = as_html([audited(Item("<i>.pdf", document), Settings())], {})
    assert "<script>alert" not in page
    assert "<b>表" not in page
    assert "<i>.pdf" not in page


def test_the_json_has_every_outcome_with_its_reasons_and_the_findings() -> None:
    told = json.loads(as_json(read()))
    (form,) = told["forms"]
    assert told["summary"]["errors"] == 1
    assert form["checks"]["B02"]["outcome"] == "inconsistent"
    assert {each["outcome"] for each in form["checks"].values()} >= {"consistent", "not-applicable"}
    assert form["findings"][0]["code"] == "B02"


def test_every_not_checkable_outcome_has_a_reason() -> None:
    for path in sorted(FIXTURES.glob("expected/*.json"))[:20]:
        name = path.name.removesuffix(".json")
        document = replace(extractor.form.decode(path.read_bytes()))
        for one in audited(Item(name, document), Settings()).forms:
            unchecked = {code for code, outcome in one.form.checks.items() if outcome == "not-checkable"}
            assert unchecked <= set(one.whys)


@pytest.mark.parametrize("name", ["a.html", "a.json"])
def test_the_name_says_what_is_written(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, read(), {})
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.lstrip().startswith("<!doctype html>" if name.endswith("html") else "{")


def test_another_name_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match=r"\.html or a \.json"):
        check_name(Path("a.pdf"))

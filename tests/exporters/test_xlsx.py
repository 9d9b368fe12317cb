"""The workbook, read back with another library."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from extractor.errors import OutputError
from extractor.exporters import Item, table_sheet, xlsx
from extractor.exporters.columns import TABLES, columns, rows
from extractor.exporters.fitting import SHEET_NAME_LIMIT
from extractor.exporters.form_sheet import sheet_name
from extractor.exporters.styles import FILLS
from tests.exporters import samples
from tests.exporters.samples import SECRETS, WILD, finding, grid, item, items, read_at, signed
from tests.sample_forms import form, indicator


def written(every: Sequence[Item], folder: Path, **options: Any) -> Path:
    samples.write(xlsx.writing(folder, **options), every)
    return folder / "workbook.xlsx"


def write(folder: Path, *every: Item, **options: Any) -> Workbook:
    return load_workbook(written(every, folder, **options))


def table(book: Workbook, name: str) -> list[dict[str, Any]]:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    header, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), line, strict=True)) for line in lines]


def form_sheet(book: Workbook, number: int = 1) -> Worksheet:
    sheet = book.worksheets[6 + number]
    assert isinstance(sheet, Worksheet)
    return sheet


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


@settings(max_examples=30)
@given(items())
def test_any_document_makes_a_workbook_with_all_its_rows(every: list[Item]) -> None:
    with TemporaryDirectory() as folder:
        book = write(Path(folder), *every, headers="en")
    for name in TABLES:
        assert len(table(book, name)) == sum(1 for each in every for _ in rows(name, each))


def test_tables_have_english_headers_on_wish_and_chinese_ones_otherwise(tmp_path: Path) -> None:
    english = write(tmp_path, item(form()), headers="en")
    assert english.sheetnames[:7] == ["about", *TABLES]
    assert [cell.value for cell in english["budget"][1]] == [column.name for column in columns("budget")]
    chinese = write(tmp_path, item(form()))
    assert chinese.sheetnames[:7] == ["说明", "文件", "自评表", "指标", "预算", "检查", "发现"]
    assert [cell.value for cell in chinese["预算"][1]] == [column.heading for column in columns("budget")]


def test_figures_are_numbers_that_show_every_place(tmp_path: Path) -> None:
    sheet = write(tmp_path, item(form()), headers="en")["budget"]
    assert isinstance(sheet, Worksheet)
    header, line, *_ = sheet.iter_rows()
    shown = {str(name.value): (cell.value, cell.number_format) for name, cell in zip(header, line, strict=True)}
    assert shown["executed"] == (199.8, "#,##0.0")
    assert shown["execution_rate"] == (99.9, '0.0"%"')
    assert shown["score"] == (9.99, "0.00")


def test_a_figure_with_more_digits_than_excel_keeps_is_written_as_text(tmp_path: Path) -> None:
    rows_of = (indicator(1, None, None, actual_value=WILD, target_value=Decimal("0.123456789012345")),)
    (line,) = table(write(tmp_path, item(form(indicators=rows_of)), headers="en"), "indicators")
    assert line["actual_value"] == str(WILD)
    assert line["target_value"] == 0.123456789012345


@pytest.mark.parametrize("text", ["=30个", "+1", "-5", "@x", "=1+1", "{=1}", "http://a.example", "0012"])
def test_a_text_stays_a_text_in_tables_and_on_the_sheet_of_the_form(tmp_path: Path, text: str) -> None:
    of = form(indicators=(indicator(1, None, None, target=text),), grid=grid("aab", a=text, b=text))
    book = write(tmp_path, item(of), headers="en")
    assert table(book, "indicators")[0]["target"] == text
    assert texts(form_sheet(book)).count(text) == 2
    with ZipFile(tmp_path / "workbook.xlsx") as parts:
        assert not [part for part in parts.namelist() if "sheet" in part and b"<f>" in parts.read(part)]


def test_a_table_has_a_frozen_header_and_a_filter(tmp_path: Path) -> None:
    sheet = write(tmp_path, item(form()), headers="en")["indicators"]
    assert isinstance(sheet, Worksheet)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:U3"


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    of = item(form(findings=(finding("/total/score"),)))
    first, second = (written([of], tmp_path / name).read_bytes() for name in "ab")
    assert first == second


def test_a_form_is_laid_out_as_printed(tmp_path: Path) -> None:
    sheet = form_sheet(write(tmp_path, item(form(grid=grid("aab acd")))))
    assert sheet["A2"].value == "2022年度项目支出绩效自评表"
    assert [sheet[place].value for place in ("A3", "C3", "B4", "C4")] == ["a", "b", "c", "d"]


def test_merged_cells_are_merged(tmp_path: Path) -> None:
    sheet = form_sheet(write(tmp_path, item(form(grid=grid("aab ccb ccd")))))
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A3:B3", "A4:B5", "C3:C4"} <= merged


def test_a_long_text_wraps_in_a_bordered_cell(tmp_path: Path) -> None:
    cell = form_sheet(write(tmp_path, item(form(grid=grid("ab", a="字" * 200)))))["A3"]
    assert (cell.alignment.wrap_text, cell.alignment.vertical, cell.border.left.style) == (True, "center", "thin")


def test_findings_are_notes_on_the_cells_that_they_speak_of(tmp_path: Path) -> None:
    found = (finding("/total/score", "/total/weight"), finding("/total/score", code="T02", severity="warning"))
    evidence = {"/total/score": read_at(1, 1, "98.49"), "/total/weight": read_at(1, 0, "100")}
    of = form(findings=found, evidence=evidence, grid=grid("aa bc", b="100", c="98.49"))
    sheet = form_sheet(write(tmp_path, item(of)))
    both, one = sheet["B4"], sheet["A4"]
    assert both.comment is not None
    assert both.comment.text == "S01 sample\nS01的说明\nwhat S01 says\n\nT02 sample\nT02的说明\nwhat T02 says"
    assert one.comment is not None
    assert "T02" not in one.comment.text
    assert {cell.fill.fgColor.rgb for cell in (both, one)} == {"FF" + FILLS["error"][1:]}
    assert sheet["A3"].comment is None


def test_a_reading_that_is_not_sure_is_marked(tmp_path: Path) -> None:
    of = form(evidence={"/total/score": read_at(0, 0, "98.49", confidence=0.72)}, grid=grid("ab"))
    cell = form_sheet(write(tmp_path, item(of)))["A3"]
    assert cell.comment is not None
    assert "0.72" in cell.comment.text


def test_findings_are_listed_below_the_grid_and_lead_to_their_cell(tmp_path: Path) -> None:
    of = form(findings=(finding("/total/score"),), evidence={"/total/score": read_at(0, 1, "1")}, grid=grid("ab"))
    sheet = form_sheet(write(tmp_path, item(of)))
    (code,) = (cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.value == "S01")
    assert code.hyperlink is not None
    assert code.hyperlink.location == f"'{sheet.title}'!B3"
    assert any("what S01 says" in text for text in texts(sheet))


@pytest.mark.parametrize("drawing", ["a", "a b", "abc"])
def test_a_form_with_few_columns_lists_its_findings(tmp_path: Path, drawing: str) -> None:
    of = form(findings=(finding("/total/score"),), grid=grid(drawing))
    assert any("what S01 says" in text for text in texts(form_sheet(write(tmp_path, item(of)))))


def test_a_form_without_a_grid_says_so(tmp_path: Path) -> None:
    of = form(grid=type(form().grid)(columns=0, cells=()))
    assert any("没有可按原样排版的表格" in text for text in texts(form_sheet(write(tmp_path, item(of)))))


def test_the_forms_table_and_the_sheet_of_a_form_lead_to_each_other(tmp_path: Path) -> None:
    book = write(tmp_path, item(form(), form(project_name="道路 #2")))
    there, back = book["自评表"]["A3"].hyperlink, form_sheet(book, 2)["A1"].hyperlink
    assert there is not None
    assert there.location == "'2 道路 #2'!A1"
    assert back is not None
    assert back.location == "'自评表'!A3"


def test_forms_beyond_the_limit_have_no_sheet_and_the_workbook_says_so(tmp_path: Path) -> None:
    book = write(tmp_path, item(form(), form()), item(form()), form_sheets=2)
    assert len(book.worksheets) == 7 + 2
    assert any("共 3 份自评表，只有前 2 份" in text for text in texts(book.worksheets[0]))
    assert len(table(book, "自评表")) == 3


def test_no_sheet_of_a_form_is_made_where_none_is_wanted(tmp_path: Path) -> None:
    assert len(write(tmp_path, item(form()), form_sheets=0).worksheets) == 7


@pytest.mark.parametrize("name", ["a[b]c:d*e?f/g\\h", "'引号'", "长" * 60, "\x01", "𠀀" * 40, "History"])
def test_sheet_names_are_such_as_excel_takes(name: str) -> None:
    made = sheet_name(7, form(project_name=name))
    assert made.startswith("7")
    assert len(made.encode("utf-16-le")) // 2 <= SHEET_NAME_LIMIT
    assert not set(made) & set("[]:*?/\\'\x01")


def test_two_forms_of_one_name_have_sheets_of_two_names(tmp_path: Path) -> None:
    names = write(tmp_path, item(form(project_name="A"), form(project_name="a"))).sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 9


def test_a_text_that_no_cell_can_hold_is_cut_with_a_mark(tmp_path: Path) -> None:
    of = form(title="字" * 40_000, grid=grid("a", a="字" * 40_000))
    book = write(tmp_path, item(of), headers="en")
    assert str(table(book, "forms")[0]["title"]).endswith("the JSON holds the whole]")
    assert str(form_sheet(book)["A3"].value).endswith("the JSON holds the whole]")


@pytest.mark.parametrize("secret", SECRETS)
def test_no_part_of_the_workbook_names_people(tmp_path: Path, secret: str) -> None:
    path = written([item(signed())], tmp_path)
    with ZipFile(path) as parts:
        assert not [part for part in parts.namelist() if secret in parts.read(part).decode()]


def test_people_are_named_in_the_table_and_on_the_sheet_where_asked_for(tmp_path: Path) -> None:
    book = write(tmp_path, item(signed()), personal=True)
    assert "张三丰" in table(book, "自评表")[0]["个人信息"]
    assert form_sheet(book)["B3"].value == "张三丰"


def test_rows_over_the_limit_of_a_sheet_are_counted_on_the_first_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_sheet, "EXCEL_ROWS", 3)
    book = write(tmp_path, item(form()), headers="en")
    assert len(table(book, "budget")) == 2
    assert any("1 more rows" in text for text in texts(book.worksheets[0]))


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\x1f", "\x85", "\ufffe"])
def test_characters_that_xml_does_not_know_break_no_part_of_the_workbook(tmp_path: Path, odd: str) -> None:
    found = finding("/total/score", message=odd)
    evidence = {"/total/score": read_at(0, 0, odd)}
    of = form(title=odd, project_name=odd, findings=(found,), evidence=evidence, grid=grid("ab", a=odd))
    with ZipFile(written([item(of, path=odd)], tmp_path)) as parts:
        for part in parts.namelist():
            ElementTree.fromstring(parts.read(part))  # noqa: S314 -- the tool's own file


def test_a_run_that_breaks_leaves_the_old_workbook(tmp_path: Path) -> None:
    before = written([item(form())], tmp_path).read_bytes()
    with pytest.raises(AttributeError):
        written([item(form()), None], tmp_path)  # type: ignore[list-item]
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


def test_a_place_where_nothing_can_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(OutputError, match="out"):
        written([], tmp_path / "out")

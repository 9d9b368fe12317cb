"""Characters of the text layer become words by baseline and advance, and only those that are seen."""

from __future__ import annotations

from itertools import pairwise

import pymupdf
import pytest

from extractor.readers.shown import shown
from extractor.readers.text_layer import open_pdf, read_page
from tests.readers.content import page_pdf
from tests.readers.sheets import read, sheet, texts, wrapped_in, written


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize("size", [6, 10, 14])
def test_a_mark_in_a_font_and_size_of_its_own_stays_in_its_number(mark: str, size: float) -> None:
    with sheet() as page:
        x = written(page, 50, 100, "93", font="helv")
        x = written(page, x, 100, mark, size=size)
        written(page, x, 100, "49", font="tiro")
        assert texts(page) == [f"93{mark}49"]


def test_a_mark_that_is_printed_after_all_else_stays_in_its_number() -> None:
    with sheet() as page:
        x = written(page, 50, 100, "93", font="helv")
        written(page, x + 2.8, 100, "49", font="helv")
        written(page, 50, 150, "分值")
        written(page, x, 100, ".", font="helv")
        assert texts(page) == ["93.49", "分值"]


def test_characters_on_other_baselines_are_other_words() -> None:
    with sheet() as page:
        x = written(page, 50, 100, "93", font="helv")
        written(page, x, 106, "49", font="helv")
        assert texts(page) == ["93", "49"]


def test_a_gap_parts_words() -> None:
    with sheet() as page:
        written(page, written(page, 50, 100, "分值") + 5, 100, "得分")
        assert [(word.text, word.blank) for word in read(page).words] == [("分值", False), ("得分", False)]


def test_a_blank_that_is_printed_parts_words_and_is_kept() -> None:
    with sheet() as page:
        written(page, 50, 100, "全年 预算")
        assert [(word.text, word.blank) for word in read(page).words] == [("全年", False), ("预算", True)]


@pytest.mark.parametrize(("right", "down"), [(0.0, 0.0), (0.3, 0.0), (0.0, 0.3), (0.4, 0.4)])
def test_fake_bold_that_prints_each_character_twice_counts_once(right: float, down: float) -> None:
    with sheet() as page:
        for step in (0, 1):
            written(page, 50 + step * right, 100 + step * down, "部门100.00")
        assert texts(page) == ["部门100.00"]


def test_the_same_digit_twice_in_a_number_counts_twice() -> None:
    with sheet() as page:
        written(page, 50, 100, "1100.00", font="helv")
        assert texts(page) == ["1100.00"]


def test_words_come_line_by_line_from_left_to_right() -> None:
    with sheet() as page:
        for x, y, text in [(200, 150, "丁"), (50, 150, "丙"), (200, 101, "乙"), (50, 100, "甲")]:
            written(page, x, y, text)
        assert texts(page) == ["甲", "乙", "丙", "丁"]


def test_a_word_knows_its_baseline_its_size_and_where_each_character_stands() -> None:
    with sheet() as page:
        written(page, 50, 100, "预算数", size=12)
        (word,) = read(page).words
        assert (word.baseline, word.size, word.edges) == (100, 12, (50, 62, 74, 86))
        assert (word.box.page, word.box.x0, word.box.x1) == (1, 50, 86)
        assert word.box.top < 100 < word.box.bottom


def test_text_that_is_rendered_invisibly_is_not_read() -> None:
    with sheet() as page:
        page.insert_text((50, 100), "hidden", render_mode=3)
        page.insert_text((50, 130), "seen")
        assert texts(page) == ["seen"]


def test_text_without_opacity_is_not_read() -> None:
    with sheet() as page:
        page.insert_text((50, 100), "hidden", fill_opacity=0, stroke_opacity=0)
        page.insert_text((50, 130), "seen", fill_opacity=0.5)
        assert texts(page) == ["seen"]


def test_text_that_is_only_outlined_is_read() -> None:
    with sheet() as page:
        page.insert_text((50, 100), "outlined", render_mode=1)
        assert texts(page) == ["outlined"]


def test_text_that_is_clipped_away_is_not_read() -> None:
    with sheet() as page:
        page.insert_text((50, 100), "hidden")
        wrapped_in(page, b"q 200 0 200 300 re W n", b"Q")
        page.insert_text((50, 130), "seen")
        assert texts(page) == ["seen"]


def test_of_a_text_that_runs_out_of_its_clip_the_seen_part_is_read_and_wants_a_look() -> None:
    with sheet() as page:
        end = written(page, 50, 100, "Road ", font="helv")
        written(page, written(page, end, 100, "repairs", font="helv"), 100, "completed", font="helv")
        wrapped_in(page, b"q 0 0 %.1f 300 re W n" % (end + 30), b"Q")
        first, second = read(page).words
        assert (first.text, second.text) == ("Road", "repairs")
        assert second.confidence < 0.9


def test_text_that_is_not_clipped_is_sure() -> None:
    with sheet() as page:
        written(page, 50, 100, "养护公路")
        wrapped_in(page, b"q 0 0 300 300 re W n", b"Q")
        (word,) = read(page).words
        assert (word.text, word.confidence) == ("养护公路", 1.0)


def test_a_watermark_that_runs_aslant_is_not_read() -> None:
    with sheet() as page:
        page.insert_text((50, 100), "seen")
        page.insert_text((50, 200), "draft", morph=(pymupdf.Point(50, 200), pymupdf.Matrix(30)))
        assert texts(page) == ["seen"]


@pytest.mark.parametrize("turn", [90, 270])
def test_text_that_runs_up_or_down_is_read_within_its_column(turn: int) -> None:
    with sheet() as page:
        page.insert_text((200, 150), "level", fontsize=10)
        page.insert_text((100, 150), "ABC", rotate=turn, fontsize=10)
        words = [word for word in read(page).words if word.text != "level"]
        assert sorted("".join(word.text for word in words)) == ["A", "B", "C"]
        assert all(85 < word.box.x0 < word.box.x1 < 115 for word in words)


@pytest.mark.parametrize("text", ["分", "预算数 100.00 ，得分", "100%", "a b  c"])
def test_a_word_has_one_side_more_than_characters_and_they_never_go_back(text: str) -> None:
    with sheet() as page:
        written(page, 50, 100, text)
        for word in read(page).words:
            assert len(word.edges) == len(word.text) + 1
            assert all(left <= right for left, right in pairwise(word.edges))


def test_glyphs_that_a_font_draws_in_whole_points_are_print_whatever_size_is_named() -> None:
    font = """<</Type/Font/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/Resources<<>>
        /Encoding<</Type/Encoding/Differences[49/one/two]>>/FirstChar 49/LastChar 50/Widths[8 8]>>"""
    with open_pdf(page_pdf("BT /F 0.9 Tf 40 100 Td (12) Tj ET", font=font)) as document:
        (word,) = read_page(shown(document[0])).words
    assert (word.text, round(word.size, 2)) == ("12", 9.0)

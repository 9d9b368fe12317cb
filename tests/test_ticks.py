"""Which grades are ticked."""

from __future__ import annotations

import pytest

from extractor.ticks import grade_of, offered, ticked


@pytest.mark.parametrize(
    ("printed", "grades"),
    [
        ("√优 90分≤得分≤100分； □良 80分≤得分＜90分； □中 60分≤得分＜80分； □差 得分＜60分", ("优",)),
        ("□优 90分≤得分≤100分； ■良 80分≤得分＜90分； □中； □差", ("良",)),
        ("☑优 □良 □中 □差", ("优",)),
        ("□ 优 □ 良 ☑ 中 □ 差", ("中",)),
        ("■良", ("良",)),
        ("√优、良、中、差", ("优",)),
        ("□√优□良□中□差", ("优",)),
    ],
)
def test_a_mark_before_its_grade_ticks_it(printed: str, grades: tuple[str, ...]) -> None:
    assert ticked(printed) == grades


@pytest.mark.parametrize(
    ("printed", "grades"),
    [
        ("优■ 良□ 中□ 差□", ("优",)),
        ("优□√良□中□差□", ("优",)),
        ("优√ 良 中 差", ("优",)),
        ("优√良中差", ("优",)),
        ("优良√中差", ("良",)),
        ("优(90≤得分≤100)□ 良(80≤得分<90)√ 中□ 差□", ("良",)),
        ("优（≥90）√  良（80-89）  中（60-79）  差（<60）", ("优",)),
        ("优：90分以上√；良：80-90分；中：60-80分；差：60分以下", ("优",)),
        ("优秀□ 良好☑ 中等□ 差□", ("良好",)),
    ],
)
def test_a_mark_behind_its_grade_ticks_it(printed: str, grades: tuple[str, ...]) -> None:
    assert ticked(printed) == grades


def test_a_mark_in_brackets_ticks_and_empty_brackets_do_not() -> None:
    assert ticked("优（√） 良（ ） 中（ ） 差（ ）") == ("优",)
    assert ticked("优（ ） 良（ ） 中（ ） 差（ ）") == ()


def test_a_tick_belongs_to_the_nearer_grade_where_marks_are_few() -> None:
    assert ticked("优 √良 中 差") == ("良",)


@pytest.mark.parametrize("printed", ["R优 £良 £中 £差", "\uf052优 \uf0a3良 \uf0a3中 \uf0a3差", "þ优 ¨良 ¨中 ¨差"])
def test_letters_and_private_characters_of_symbol_fonts_are_marks(printed: str) -> None:
    assert ticked(printed) == ("优",)


@pytest.mark.parametrize("printed", ["优", "良好", "评价等级：优"])
def test_a_lone_grade_counts_as_ticked(printed: str) -> None:
    assert len(ticked(printed)) == 1


@pytest.mark.parametrize("printed", ["", "/", "□优 □良 □中 □差", "优 良 中 差", "□优", "其中：偏差"])
def test_without_a_tick_there_is_no_grade(printed: str) -> None:
    assert ticked(printed) == ()


def test_several_ticks_are_all_said() -> None:
    assert ticked("√优 √良 □中 □差") == ("优", "良")


def test_offered_grades_are_those_printed_ticked_or_not() -> None:
    assert offered("□优 ■良 □中 □差") == ("优", "良", "中", "差")
    assert offered("合计") == ()


def test_long_grade_words_mean_the_short_ones() -> None:
    assert [grade_of(word) for word in ("优秀", " 良好", "中", "合格")] == ["优", "良", "中", "合格"]

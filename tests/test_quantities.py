"""Printed figures, operators and units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import Measure, exact, figure, is_blank, is_blank_text, is_parted, measure, places, plain

decimals = st.decimals(-(10**12), 10**12, allow_nan=False, places=4) | st.integers(-(10**20), 10**20).map(Decimal)
money = st.decimals(0, 10**9, allow_nan=False, places=2)
BLANKS = ["", " ", "\n", "　", "/", "//", "-", "--", "—", "——", "–", "…", "……", "...", "_", "-\n-"]


@given(decimals)
def test_a_figure_with_thousands_separators_is_read_exactly(value: Decimal) -> None:
    assert figure(format(value, ",f")) == value


@given(decimals)
def test_a_figure_without_separators_is_read_exactly(value: Decimal) -> None:
    assert figure(format(value, "f")) == value


@given(decimals, st.sampled_from(["{}%", "{}％", "{}分", " {} ", "￥{}", "¥{}", "\n{}"]))
def test_a_sign_or_blank_around_a_figure_does_not_change_it(value: Decimal, around: str) -> None:
    assert figure(around.format(format(value, ",f"))) == value


@given(decimals)
def test_full_width_digits_are_digits(value: Decimal) -> None:
    wide = str.maketrans("0123456789.-,", "０１２３４５６７８９．－，")
    assert figure(format(value, ",f").translate(wide)) == value


@given(st.integers(0, 6), decimals)
def test_trailing_zeros_change_no_figure(zeros: int, value: Decimal) -> None:
    printed = format(value, ".4f") + "0" * zeros
    assert figure(printed) == exact(printed) == value


@given(decimals)
def test_an_exact_figure_has_neither_trailing_zeros_nor_an_exponent(value: Decimal) -> None:
    printed = str(exact(format(value, "f")))
    assert "E" not in printed
    assert "." not in printed or printed[-1] != "0"


@given(money)
def test_money_in_another_unit_is_turned_into_that_of_its_column(amount: Decimal) -> None:
    assert figure(f"{amount}万元", "元") == amount * 10000
    assert figure(f"{amount}元", "万元") == amount / 10000
    assert figure(f"{amount}亿", "万元") == amount * 10000


@pytest.mark.parametrize("unit", ["元", "万元"])
@given(amount=money)
def test_money_in_the_unit_of_its_column_or_without_one_stays(unit: str, amount: Decimal) -> None:
    assert figure(f"{amount}{unit}", unit) == figure(f"{amount}", unit) == figure(f"{amount}{unit}") == amount


@pytest.mark.parametrize(
    ("printed", "value"), [("150万", "1500000"), ("620.82万元", "6208200"), ("3千元", "3000"), ("200,330,435.30", None)]
)
def test_amounts_seen_in_columns_of_yuan_are_exact(printed: str, value: str | None) -> None:
    assert figure(printed, "元") == Decimal(value or "200330435.30")


@pytest.mark.parametrize("mark", ["¹", " ¹", "①", "*", "(¹)", "[²]", "注¹", "¹²"])
@given(value=decimals)
def test_the_mark_of_a_note_changes_no_figure(mark: str, value: Decimal) -> None:
    assert figure(format(value, ",f") + mark) == value
    assert measure(f"≥{abs(value):f}{mark}") == (">=", abs(value), None)


@pytest.mark.parametrize("printed", ["①98", "1①2", "m²", "98.52(1)", "98.52[1]"])
def test_a_mark_elsewhere_makes_no_figure(printed: str) -> None:
    assert figure(printed) is None


NO_FIGURES = "≥90 9月 12个 3-5 10±1 1.2.3 12,34 1234,567 1e5 NaN Infinity IO 五 优 5. (5) 10/20 100公里 - + 0x10 1_000"


@pytest.mark.parametrize("printed", NO_FIGURES.split())
def test_what_is_no_single_figure_is_none(printed: str) -> None:
    assert figure(printed) is None


@pytest.mark.parametrize("printed", [*BLANKS, "无", None])
def test_marks_for_nothing_are_blank_and_no_figure(printed: str | None) -> None:
    assert is_blank(printed)
    assert figure(printed) is None
    assert measure(printed) is None


@pytest.mark.parametrize("printed", BLANKS)
def test_marks_for_nothing_are_a_blank_text(printed: str) -> None:
    assert is_blank_text(printed)


def test_the_word_for_none_is_a_text() -> None:
    assert not is_blank_text("无")


@pytest.mark.parametrize("printed", ["0", "0.00", "0%", "零", "无偏差", "A/B", "-5", "—5"])
def test_zero_and_words_are_not_blank(printed: str) -> None:
    assert not is_blank(printed)


@pytest.mark.parametrize(
    ("printed", "operator", "value", "unit"),
    [
        ("≥100百分比", ">=", "100", "百分比"),
        ("98%以上", ">=", "98", "%"),
        ("小于5次", "<", "5", "次"),
        ("15%及其以下", "<=", "15", "%"),
        ("15%及以下", "<=", "15", "%"),
        (">=530元/人*月", ">=", "530", "元/人*月"),
        ("≧90%", ">=", "90", "%"),
        ("≦30分钟", "<=", "30", "分钟"),
        ("═100%", "=", "100", "%"),
        ("=30个", "=", "30", "个"),
        ("＝0", "=", "0", None),
        ("大于等于95%", ">=", "95", "%"),
        ("小于等于3次", "<=", "3", "次"),
        ("不少于93台（套）", ">=", "93", "台(套)"),
        ("不低于80分", ">=", "80", "分"),
        ("不超过3天", "<=", "3", "天"),
        ("至少2次", ">=", "2", "次"),
        ("高于80分", ">", "80", "分"),
        ("＞5", ">", "5", None),
        ("30天以内", "<=", "30", "天"),
        ("≥ 1,000 人次", ">=", "1000", "人次"),
        ("≥80,000.50元", ">=", "80000.5", "元"),
        ("≥９０％", ">=", "90", "%"),
        ("≥\n100公里", ">=", "100", "公里"),
        ("≥5个工作日", ">=", "5", "个工作日"),
        ("已完成100%", None, "100", "%"),
        ("实际完成97公里", None, "97", "公里"),
        ("达到100%", None, "100", "%"),
        ("95.5%", None, "95.5", "%"),
        ("12个月", None, "12", "个月"),
        ("100", None, "100", None),
        ("-5%", None, "-5", "%"),
        ("90%（含）以上", ">=", "90", "%"),
        ("100%以上（含）", ">=", "100", "%"),
        ("≥80%（含）", ">=", "80", "%"),
        ("200以上人次", ">=", "200", "人次"),
        ("5人起", ">=", "5", "人"),
        ("3起", None, "3", "起"),
        ("控制在5%以内", "<=", "5", "%"),
        ("未超过5%", "<=", "5", "%"),
        ("少于等于5天", "<=", "5", "天"),
        ("≮95%", ">=", "95", "%"),
        ("100%完成", None, "100", "%"),
    ],
)
def test_a_target_has_an_operator_a_value_and_a_unit(
    printed: str, operator: str | None, value: str, unit: str | None
) -> None:
    assert measure(printed) == (operator, Decimal(value), unit)


DATES = "9月前 7月 10月底 2021年底 2021年12月31日前 2021年 第1季度"
OTHERS = "达成预期指标 优 3-5天 10±1 养护100公里，绿化20公里 / …… ≥ %"


@pytest.mark.parametrize("printed", [*DATES.split(), *OTHERS.split()])
def test_dates_words_and_several_figures_are_no_measure(printed: str) -> None:
    assert measure(printed) is None


@given(
    st.sampled_from(["≥", ">=", "≤", "<=", ">", "<", "=", ""]),
    st.decimals(0, 10**9, allow_nan=False, places=2),
    st.sampled_from(["", "%", "公里", "人次", "万元"]),
    st.booleans(),
)
def test_a_measure_is_what_it_was_put_together_from(operator: str, value: Decimal, unit: str, spaced: bool) -> None:
    printed = (" " if spaced else "").join([operator, format(value, ",f"), unit])
    alike = {"≥": ">=", "≤": "<=", "": None}
    assert measure(printed) == Measure(alike.get(operator, operator), value, unit or None)  # type: ignore[arg-type]


@given(st.integers(0, 6), st.decimals(0, 10**9, allow_nan=False, places=6), st.sampled_from(["{}", "{}%", "≥{}公里"]))
def test_a_figure_shows_as_many_places_as_are_printed(count: int, value: Decimal, around: str) -> None:
    assert places(around.format(format(value, f",.{count}f"))) == count


@pytest.mark.parametrize("printed", ["", "优", "/", None])
def test_what_is_no_figure_shows_no_places(printed: str | None) -> None:
    assert places(printed) is None


@given(st.text())
def test_any_text_is_a_figure_or_none(printed: str) -> None:
    value = figure(printed)
    assert value is None or value.is_finite()


@given(st.text())
def test_a_plain_text_is_plain(printed: str) -> None:
    assert not any(char.isspace() for char in plain(printed))


@pytest.mark.parametrize("text", ["12 12", "1\n1", "10\n10", "100 100", "12\u3000345", "50% 50%", "30 件 40"])
def test_figures_that_blanks_part_are_never_one(text: str) -> None:
    assert figure(text) is None


@pytest.mark.parametrize(
    ("text", "value", "parted"),
    [
        ("1 234.5", "1234.5", False),
        ("1 234 567", "1234567", False),
        ("98 %", "98", False),
        ("5 分", "5", False),
        ("9 8.00", "98", True),
        ("1 0 0", "100", True),
    ],
)
def test_blanks_of_thousands_and_before_units_part_nothing(text: str, value: str, parted: bool) -> None:
    assert (figure(text), is_parted(text)) == (Decimal(value), parted)

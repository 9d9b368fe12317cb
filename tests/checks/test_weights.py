"""W01 to W03: weights add up."""

from __future__ import annotations

from decimal import Decimal

from extractor.form import Arithmetic
from tests.checks.tables import Row, found, outcome, table


def row(
    level1: str = "", level2: str = "", weight: str = "", score: str = "0", names: str = "履职效能 整体效能"
) -> Row:
    one, two = names.split()
    return {
        "level1": one, "level2": two, "level3": "指标", "level1_weight": level1, "level2_weight": level2,
        "weight": weight, "score": score,
    }  # fmt: skip


FIRST = [row("50", "50", weight) for weight in ("20", "20", "10")]
SECOND = [row("50", "15", weight, names="管理效率 绩效管理") for weight in ("5", "3", "7")]
THIRD = [row("50", "35", "35", names="管理效率 采购管理")]
WHOLE = [*FIRST, *SECOND, *THIRD]


def test_weights_that_add_up_at_every_level_are_consistent() -> None:
    form = table(WHOLE, total={"weight": "100"})
    assert [outcome(form, code) for code in ("W01", "W02", "W03")] == ["consistent"] * 3


def test_a_level_2_that_its_level_3_does_not_make_is_said_with_the_sum() -> None:
    (finding,) = found(table([row("50", "50", weight) for weight in ("20", "18", "10")]), "W01")
    assert finding.message == "三级指标分值之和 48 不等于二级指标“整体效能”的分值 50（20 + 18 + 10）"
    assert (
        finding.message_en == 'The level-3 weights under "整体效能" add up to 48 (20 + 18 + 10), not to its weight 50'
    )
    assert (finding.severity, finding.expected, finding.found) == ("error", "50", "48")
    assert finding.where == ("/indicators/0/level2_weight", *(f"/indicators/{n}/weight" for n in range(3)))


def test_a_blank_level_3_weight_makes_its_level_2_not_checkable() -> None:
    assert outcome(table([FIRST[0], FIRST[1], row("50", "50", "")]), "W01") == "not-checkable"


def test_an_unreadable_level_2_weight_is_not_checkable() -> None:
    assert outcome(table([row("50", "五十", "50")]), "W01") == "not-checkable"


def test_forms_without_level_2_weights_have_no_w01() -> None:
    assert (
        outcome(table([{"level1": "产出指标", "level3": "指标", "weight": "90", "score": "90"}]), "W01")
        == "not-applicable"
    )


def test_a_row_struck_out_in_both_columns_counts_as_nothing() -> None:
    assert outcome(table([*FIRST, row("50", "50", "/", "/")]), "W01") == "consistent"


def test_a_weight_printed_on_the_first_row_of_its_group_counts_once() -> None:
    rows = [FIRST[0], *({key: text for key, text in one.items() if "_weight" not in key} for one in FIRST[1:])]
    form = table(rows, total={"weight": "50"})
    assert [outcome(form, code) for code in ("W01", "W02", "W03")] == ["consistent"] * 3


def test_a_level_1_that_its_level_2_does_not_make_is_an_error() -> None:
    second = [one | {"level2_weight": "14"} for one in SECOND]
    (finding,) = found(table([*FIRST, *second, *THIRD]), "W02")
    assert finding.found == "49"
    assert "14 + 35" in finding.message


def test_level_3_stands_in_for_a_level_2_without_weights() -> None:
    rows = [row("50", "", "20"), row("50", "", "30", names="履职效能 其他")]
    assert outcome(table(rows), "W02") == "consistent"
    assert outcome(table([rows[0]]), "W02") == "inconsistent"


def test_a_level_1_over_a_blank_weight_is_not_checkable() -> None:
    assert outcome(table([row("50", "", "")]), "W02") == "not-checkable"


def test_one_mistake_at_level_2_is_said_by_w01_and_w02_and_not_again_by_w03() -> None:
    second = [one | {"level2_weight": "14"} for one in SECOND]
    form = table([*FIRST, *second, *THIRD], total={"weight": "100"})
    assert [outcome(form, code) for code in ("W01", "W02", "W03")] == ["inconsistent", "inconsistent", "consistent"]


def test_level_1_weights_that_miss_the_total_are_an_error() -> None:
    first = [one | {"level1_weight": "45"} for one in FIRST]
    (finding,) = found(table([*first, *SECOND, *THIRD], total={"weight": "100"}), "W03")
    assert finding.message == "各项分值之和 95 不等于总分值 100：45 + 50"


def test_the_total_is_100_where_none_is_printed() -> None:
    assert outcome(table(WHOLE), "W03") == "consistent"
    (finding,) = found(table(FIRST), "W03")
    assert "表中未列总分值" in finding.message


def test_an_unreadable_total_weight_is_not_checkable() -> None:
    assert outcome(table(WHOLE, total={"weight": "一百"}), "W03") == "not-checkable"


def test_the_execution_weight_counts_once_though_the_parts_repeat_it() -> None:
    rows = [{"level3": "指标", "weight": "90", "score": "90"}]
    line = {"weight": "10", "score": "10"}
    assert outcome(table(rows, budget=[line, line, line]), "W03") == "consistent"


def test_an_execution_score_without_a_weight_has_the_template_s() -> None:
    rows, arithmetic = [{"level3": "指标", "weight": "80", "score": "80"}], Arithmetic(execution_weight=Decimal(20))
    assert outcome(table(rows, budget=[{"score": "20"}], arithmetic=arithmetic), "W03") == "consistent"
    assert outcome(table(rows, budget=[{"score": ""}], arithmetic=arithmetic), "W03") == "inconsistent"


def test_forms_without_weights_have_no_w03() -> None:
    assert outcome(table([{"level3": "指标", "score": "90"}]), "W03") == "not-applicable"


def test_a_merged_weight_speaks_for_its_rows() -> None:
    rows = [row("50", "50", "50"), {"level1": "履职效能", "level2": "整体效能", "level3": "另一指标", "score": "10"}]
    assert outcome(table(rows), "W01") == "consistent"

"""Columns of figures that only upright rulings part: each line of figures is a row."""

from __future__ import annotations

from extractor.layout import tables
from tests.layout.drawn import drawn, pages


def read(drawing: str) -> str:
    """The tables of a drawing, drawn."""
    return drawn(tables(pages(drawing)))


def test_each_line_of_figures_is_a_row() -> None:
    assert (
        read(
            """\
+-------+-------+------+
|State  |Cases  |Rate  |
+-------+-------+------+
|Alabama|1,234  |12.5  |
|Alaska |34     |7.0   |
|Ohio   |1,268  |–     |
+-------+-------+------+"""
        )
        == """\
+---------+-------+------+
| State   | Cases | Rate |
+---------+-------+------+
| Alabama | 1,234 | 12.5 |
+---------+-------+------+
| Alaska  | 34    | 7.0  |
+---------+-------+------+
| Ohio    | 1,268 | –    |
+---------+-------+------+"""
    )


def test_a_wrapped_name_belongs_to_its_row_and_a_heading_is_a_row() -> None:
    assert (
        read(
            """\
+-----------+------+------+
|Filed:     |      |      |
|New Mexico |12    |34    |
|Ohio and   |56    |78    |
|territories|      |      |
|Utah       |9     |10    |
+-----------+------+------+"""
        )
        == """\
+----------------------+----+----+
| Filed:               |    |    |
+----------------------+----+----+
| New Mexico           | 12 | 34 |
+----------------------+----+----+
| Ohio and territories | 56 | 78 |
+----------------------+----+----+
| Utah                 | 9  | 10 |
+----------------------+----+----+"""
    )


def test_a_number_that_is_broken_over_two_lines_is_no_rows() -> None:
    assert "| 56655.54 | 1234567.89 |" in read(
        """\
+------+------+
|56655.|12345 |
|54    |67.89 |
+------+------+
|1     |2     |
+------+------+"""
    )


def test_paragraphs_beside_each_other_are_no_rows() -> None:
    table = read(
        """\
+--------+--------+
|one by  |two by  |
|one and |two and |
|so on   |so on   |
+--------+--------+
|1       |2       |
+--------+--------+"""
    )
    assert "| one by one and so on | two by two and so on |" in table


def test_chinese_cells_stay_whole() -> None:
    table = read(
        """\
+----+----+----+
|甲  |1.5 |2.5 |
|乙  |3.5 |4.5 |
|丙  |5.5 |6.5 |
+----+----+----+
|丁  |1   |2   |
+----+----+----+"""
    )
    assert "甲乙丙" in table


def test_a_heading_that_interrupts_the_upright_lines_spans_the_table() -> None:
    assert (
        read(
            """\
+-------+------+------+
|State  |2007  |2008  |
+-------+------+------+
|Men and women        |
|Alabama|12    |34    |
|Alaska |56    |78    |
|Ohio   |90    |12    |
+-------+------+------+"""
        )
        == """\
+---------+------+------+
| State   | 2007 | 2008 |
+---------+------+------+
| Men and women         |
+---------+------+------+
| Alabama | 12   | 34   |
+---------+------+------+
| Alaska  | 56   | 78   |
+---------+------+------+
| Ohio    | 90   | 12   |
+---------+------+------+"""
    )

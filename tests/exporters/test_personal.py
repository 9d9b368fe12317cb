"""Names and telephone numbers are kept out of what is laid out."""

from __future__ import annotations

from extractor.exporters.personal import veil, veiled_grid
from extractor.form import Form
from tests.exporters.samples import SECRETS, grid, read_at, signed
from tests.sample_forms import form


def texts(of: Form) -> list[str]:
    return [cell.text for cell in veiled_grid(of).cells]


def test_values_are_masked_beside_and_behind_their_labels_and_all_else_stays() -> None:
    assert texts(signed()) == ["填报人", "＊＊＊", "联系电话：＊＊＊　项目负责人：＊＊＊", "备注：公开"]


def test_a_short_value_is_masked_in_its_own_place_only() -> None:
    of = form(extra={"填报人": "王"}, evidence={}, grid=grid("ab cc", a="填报人：", b="王", c="王家村道路"))
    assert texts(of) == ["填报人：", "＊＊＊", "王家村道路"]


def test_a_label_that_stands_there_twice_is_known_without_its_number() -> None:
    of = form(extra={"填报人 2": "王"}, evidence={}, grid=grid("ab", a="填报人：王", b="王"))
    assert texts(of) == ["填报人：＊＊＊", "王"]


def test_a_value_that_the_cell_prints_otherwise_takes_all_behind_the_label() -> None:
    of = form(
        extra={"填报人": "张三"}, evidence={"/extra/填报人": read_at(0, 0, "张三")}, grid=grid("aa", a="填报人：張三")
    )
    assert texts(of) == ["填报人：＊＊＊"]


def test_a_department_that_signed_is_no_secret() -> None:
    of = form(department="示例县财政局", extra={"负责人签字": "示例县财政局"}, grid=grid("a", a="示例县财政局"))
    assert texts(of) == ["示例县财政局"]


def test_a_longer_name_is_masked_before_the_shorter_one_in_it() -> None:
    hide = veil(form(extra={"填报人": "张三", "审核人": "张三丰"}))
    assert hide("张三丰与张三") == "＊＊＊与＊＊＊"


def test_a_blank_signature_masks_nothing() -> None:
    assert texts(form(extra={"填报人": "/", "审核人": ""}, grid=grid("a", a="2022/2023"))) == ["2022/2023"]


def test_a_form_that_nobody_signed_stays_as_it_is() -> None:
    assert veiled_grid(form()) == form().grid


def test_a_finding_that_quotes_a_person_is_masked() -> None:
    assert not [secret for secret in SECRETS if secret in veil(signed())("张三丰（联系电话 13800000000）、李四")]

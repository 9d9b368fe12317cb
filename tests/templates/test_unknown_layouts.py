"""A form that no template fits is read by its labels: with the templates taken away every field is the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from extractor.form import Arithmetic, Form
from extractor.pipeline import read

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMES = sorted(path.name for path in FIXTURES.glob("*.pdf"))
UNKNOWN = {name for name in NAMES if name.startswith("unknown-")}
BY_TEMPLATE_ALONE = {"B01", "B02", "B03", "S03", "W03"}
"""The checks that rest on what a template says of a layout's sums."""


@cache
def known(name: str) -> tuple[Form, ...]:
    """The forms as their templates read them."""
    return read(FIXTURES / name).forms


@cache
def unknown(name: str) -> tuple[Form, ...]:
    """The forms as they are read without any template."""
    return read(FIXTURES / name, ()).forms


def as_printed(form: Form) -> Form:
    """The form without what only a template says, and without what follows from that."""
    return replace(form, template=None, arithmetic=Arithmetic(), findings=(), checks={})


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_a_published_layout_names_its_template(name: str) -> None:
    assert all((form.template is None) == (name in UNKNOWN) for form in known(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_no_template_fits_names_none(name: str) -> None:
    assert all(form.template is None for form in unknown(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_value_and_its_evidence_is_the_same_without_a_template(name: str) -> None:
    assert [as_printed(form) for form in unknown(name)] == [as_printed(form) for form in known(name)]


@pytest.mark.parametrize("name", NAMES)
def test_the_form_is_checked_without_a_template(name: str) -> None:
    for with_template, without in zip(known(name), unknown(name), strict=True):
        assert without.checks.keys() == with_template.checks.keys()
        for code in without.checks.keys() - BY_TEMPLATE_ALONE:
            assert without.checks[code] == with_template.checks[code], code

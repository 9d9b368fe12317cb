"""A form that no template fits is read by its labels: with the templates taken away the fields are the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extractor.form import Form
from extractor.pipeline import read

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMES = ["seed-calc.pdf", "project_central-writer.pdf"]


@cache
def known(name: str) -> Form:
    """The form as its template reads it."""
    return read(FIXTURES / name).forms[0]


@cache
def unknown(name: str) -> Form:
    """The form as it is read without any template."""
    return read(FIXTURES / name, ()).forms[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_no_template_fits_names_none(name: str) -> None:
    assert known(name).template is not None
    assert unknown(name).template is None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "field",
    [
        *("title", "fiscal_year", "family", "region", "department", "project_name", "competent_department"),
        *("implementing_unit", "unit_count", "indicators", "budget", "total", "grade", "narratives", "extra"),
    ],
)
def test_a_field_is_the_same_without_a_template(name: str, field: str) -> None:
    assert getattr(unknown(name), field) == getattr(known(name), field)


@pytest.mark.parametrize("name", NAMES)
def test_the_evidence_is_the_same_without_a_template(name: str) -> None:
    assert unknown(name).evidence == known(name).evidence


@pytest.mark.parametrize("name", NAMES)
def test_the_form_is_checked_without_a_template(name: str) -> None:
    assert unknown(name).checks.keys() == known(name).checks.keys()
    assert not [finding for finding in unknown(name).findings if finding.severity == "error"]

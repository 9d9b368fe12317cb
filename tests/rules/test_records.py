"""Forms as the record that users get."""

from __future__ import annotations

import json

import jsonschema
import pytest

from extractor.form import Document, Source, decode, encode, json_schema
from tests.rules.drawn import read
from tests.rules.test_evidence import DRAWINGS


def document(name: str) -> Document:
    """A document of one drawn form."""
    source = Source(name=f"{name}.pdf", sha256="0" * 64, bytes=1, kind="pdf-text", pages=2)
    return Document(source=source, forms=(read(DRAWINGS[name]),))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_form_that_is_written_as_json_and_read_back_is_equal(name: str) -> None:
    assert decode(encode(document(name))) == document(name)


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_json_of_a_form_is_as_its_schema_says(name: str) -> None:
    written = json.loads(encode(document(name)))
    jsonschema.Draft202012Validator(json_schema()).validate(written)
    assert len(written["forms"]) == 1


def test_the_schema_refuses_a_figure_that_is_a_text() -> None:
    written = json.loads(encode(document("project")))
    written["forms"][0]["indicators"][0]["score"] = "58.20"
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(written)


def test_figures_are_numbers_and_keep_their_print_in_the_evidence() -> None:
    written = json.loads(encode(document("project")))["forms"][0]
    assert written["indicators"][0]["score"] == 58.2
    assert written["evidence"]["/indicators/0/score"]["text"] == "58.20"


def test_a_drawing_is_read_the_same_twice() -> None:
    assert encode(document("project")) == encode(document("project"))

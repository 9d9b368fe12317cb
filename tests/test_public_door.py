"""What `import extractor` offers to programs."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

import extractor
from tests.sample_pdfs import encrypted_pdf, form_pdf


def test_a_file_is_read_into_checked_forms(tmp_path: Path) -> None:
    document = extractor.read(form_pdf(tmp_path / "a.pdf", score="55.00"))
    assert isinstance(document, extractor.Document)
    (form,) = document.forms
    assert isinstance(form, extractor.Form)
    assert [finding.code for finding in form.findings] == ["S03"]


def test_a_form_that_was_changed_is_checked_anew(tmp_path: Path) -> None:
    (form,) = extractor.read(str(form_pdf(tmp_path / "a.pdf", score="55.00"))).forms
    assert extractor.check(form) == form.findings
    right = msgspec.structs.replace(form.indicators[0], score=form.indicators[0].score + 3)  # type: ignore[operator]
    changed = msgspec.structs.replace(form, indicators=(right, *form.indicators[1:]))
    assert extractor.check(changed) == ()


def test_documents_become_frames(tmp_path: Path) -> None:
    frames = extractor.to_frames([extractor.read(form_pdf(tmp_path / "a.pdf"))])
    assert list(frames) == ["documents", "forms", "indicators", "budget", "checks", "findings"]
    assert len(frames["indicators"]) == 2


def test_a_file_that_cannot_be_read_raises_the_one_error(tmp_path: Path) -> None:
    with pytest.raises(extractor.ExtractorError, match="encrypted"):
        extractor.read(encrypted_pdf(tmp_path / "a.pdf"))


def test_every_name_on_offer_is_there() -> None:
    assert all(getattr(extractor, name) for name in extractor.__all__)
    assert not hasattr(extractor, "nothing")

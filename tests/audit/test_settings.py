"""Settings of a TOML file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor.audit import Settings, load_settings
from extractor.errors import UsageError
from extractor.form import Finding
from tests.checks.tables import table


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def finding(code: str, severity: str) -> Finding:
    return Finding(code=code, name="", severity=severity, message="", message_en="")  # type: ignore[arg-type]


ALL = """
[tool.extractor]
select = ["s01", "S03"]
ignore = ["S03"]
severity = "warning"
bands = [["优", 95], ["良", 85], ["中", 60], ["差", 0]]

[[tool.extractor.waivers]]
path = "2022/*"
codes = ["S01"]
reason = "已更正"
"""


def test_a_table_says_what_is_wanted_and_what_is_waived(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, ALL))
    assert settings.bands[0] == ("优", Decimal(95))
    assert [settings.wants(finding(code, "error")) for code in ("S01", "S03", "W01")] == [True, False, False]
    assert not settings.wants(finding("S01", "info"))
    assert settings.waived("2022/a.pdf", table(), "S01") == "已更正"
    assert settings.waived("2023/a.pdf", table(), "S01") is None
    assert settings.waived("2022/a.pdf", table(), "S02") is None


def test_a_waiver_may_name_one_form(tmp_path: Path) -> None:
    text = '[[tool.extractor.waivers]]\nform = "0123456789abcdef-1"\ncodes = ["S01"]\nreason = "x"\n'
    settings = load_settings(written(tmp_path, text))
    assert settings.waived("any.pdf", table(), "S01") == "x"
    assert settings.waived("any.pdf", table(form_id="0123456789abcdef-2"), "S01") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("select = 'S01'", "select is no list"),
        ("select = ['Z99']", "no check Z99"),
        ("severity = 'fatal'", "severity is none of error, warning, info"),
        ("bands = [['优', 80], ['良', 90]]", "bands are no pairs"),
        ("bands = 90", "bands are no pairs"),
        ("colour = 'red'", "colour is not known"),
        ("waivers = 1", "waivers are no list"),
        ("waivers = [{codes = ['S01'], path = 'a'}]", r"waivers\[0\].reason is missing"),
        ("waivers = [{codes = ['S01'], reason = 'x'}]", r"waivers\[0\] names neither"),
        ("waivers = [{reason = 'x', path = 'a'}]", r"waivers\[0\].codes names no rule"),
        ("waivers = [{reason = 'x', path = 'a', code = 'S01'}]", r"waivers\[0\].code is not known"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        load_settings(written(tmp_path, f"[tool.extractor]\n{text}\n"))


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"colour.*severity"):
        load_settings(written(tmp_path, "[tool.extractor]\ncolour = 1\nseverity = 'x'\n"))


@pytest.mark.parametrize("text", ["= 1", "tool = 1"])
def test_a_file_that_is_no_such_toml_is_wrong_usage(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"mine\.toml"):
        load_settings(written(tmp_path, text))


def test_the_working_directory_may_have_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(None) == Settings()
    Path("extractor.toml").write_text("[tool.extractor]\nignore = ['T02']\n", encoding="utf-8")
    assert load_settings(None).ignore == {"T02"}
    with pytest.raises(UsageError, match=r"nowhere\.toml"):
        load_settings(Path("nowhere.toml"))


def test_a_projects_bands_count_unless_the_form_prints_its_own() -> None:
    settings = Settings(bands=(("优", Decimal(95)), ("差", Decimal(0))))
    plain = table(grade="优", grade_cell="■优 □良")
    own = table(grade="优", grade_cell="■优（90分以上） □良")
    assert settings.with_bands(plain).arithmetic.bands == settings.bands
    assert settings.with_bands(own) == own
    assert Settings().with_bands(plain) == plain

"""Templates are parsed from TOML, and their mistakes are shown together, each with its path."""

from __future__ import annotations

from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from extractor.errors import TemplateError
from extractor.templates import general, load, parse

HEAD = 'id = "trial"\nfamily = "project"\nname = "试用表"\nname_en = "Trial"\n'
BUILT_IN = {
    entry.name: entry.read_text(encoding="utf-8")
    for entry in resources.files("extractor.templates").joinpath("data").iterdir()
    if entry.name.endswith(".toml")
}


def mistakes(text: str) -> list[str]:
    """What is said about the text of a template, a line each."""
    with pytest.raises(TemplateError) as caught:
        parse(text, "trial.toml", general())
    return [line.partition("trial.toml: ")[2] for line in str(caught.value).splitlines()]


def test_there_are_built_in_templates() -> None:
    assert {"general.toml", "guangdong-department.toml", "mof-project.toml"} <= BUILT_IN.keys()


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_a_built_in_template_parses_and_is_named_by_its_id(name: str) -> None:
    template = parse(BUILT_IN[name], name, general())
    assert f"{template.id}.toml" == name
    assert template.text == BUILT_IN[name]


def test_the_built_in_templates_are_loaded_without_the_dictionary() -> None:
    assert {f"{template.id}.toml" for template in load()} == BUILT_IN.keys() - {"general.toml"}


def test_a_template_has_what_its_text_says() -> None:
    template = parse(
        HEAD
        + '[match]\ntitle = ["项目支出"]\nlabels = ["三级指标"]\n'
        + '[columns]\nscore = ["核定得分"]\n'
        + '[arithmetic]\ndenominator = "initial_budget"\nexecution_weight = 12.5\nbands = [["优", 95], ["差", 0.5]]\n'
        + 'at_most_rule = "target/actual"\n',
        "trial.toml",
        general(),
    )
    assert (template.id, template.family, template.name, template.name_en) == ("trial", "project", "试用表", "Trial")
    assert (template.match.title, template.match.labels) == (("项目支出",), ("三级指标",))
    assert template.labels["columns"]["score"] == ("核定得分",)
    assert template.arithmetic.denominator == "initial_budget"
    assert template.arithmetic.execution_weight == Decimal("12.5")
    assert template.arithmetic.bands == (("优", Decimal(95)), ("差", Decimal("0.5")))
    assert template.arithmetic.at_most_rule == "target/actual"


def test_labels_that_a_template_does_not_give_are_those_of_the_dictionary() -> None:
    template = parse(HEAD + '[columns]\nscore = ["核定得分"]\n', "trial.toml", general())
    assert template.field("columns", "核定得分") == "score"
    assert template.field("columns", "自评得分") is None
    assert template.field("columns", "分值") == "weight"
    assert template.field("identity", "项目名称") == "project_name"
    assert template.arithmetic.bands == general().arithmetic.bands


def test_a_template_that_is_missing_its_head_names_every_key() -> None:
    assert mistakes("") == [
        "id: must be a text, is missing",
        "family: must be one of department, project, transfer, other, is missing",
        "name: must be a text, is missing",
        "name_en: must be a text, is missing",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns]\nscore = ["得分", 3]\n', "columns.score[1]: must be a text, is 3"),
        ("[columns]\nscore = [0]\n", "columns.score[0]: must be a text, is 0"),
        ('[columns]\nscore = [""]\n', "columns.score[0]: must be a text, is ''"),
        ('[columns]\nscore = "得分"\n', "columns.score: must be a list of texts, is '得分'"),
        ("[match]\nlabels = [true]\n", "match.labels[0]: must be a text, is True"),
        ('[arithmetic]\nexecution_weight = "ten"\n', "arithmetic.execution_weight: must be a number, is 'ten'"),
        ("[arithmetic]\nexecution_weight = true\n", "arithmetic.execution_weight: must be a number, is True"),
        (
            '[arithmetic]\ndenominator = "executed"\n',
            "arithmetic.denominator: must be one of annual_budget, initial_budget, is 'executed'",
        ),
        (
            '[arithmetic]\nbands = [["优", 90], ["良"]]\n',
            """arithmetic.bands[1]: must be ["grade", least total], is ['良']""",
        ),
        ("columns = 3\n", "columns: must be a table, is 3"),
    ],
)
def test_a_wrong_value_is_named_with_its_path(text: str, said: str) -> None:
    assert mistakes(HEAD + text) == [said]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("colour = 1\n", "colour"),
        ('[columns]\nscores = ["得分"]\n', "columns.scores"),
        ('[match]\nlabel = ["得分"]\n', "match.label"),
        ("[arithmetic]\nband = []\n", "arithmetic.band"),
        ("[budget]\npart = []\n", "budget.part"),
    ],
)
def test_an_unknown_key_is_named_with_its_path_and_what_is_known(text: str, path: str) -> None:
    (said,) = mistakes(HEAD + text)
    assert said.startswith(f"{path}: is not known here; known are ")


def test_an_unknown_family_is_named() -> None:
    assert mistakes(HEAD.replace("project", "village")) == [
        "family: must be one of department, project, transfer, other, is 'village'"
    ]


def test_all_mistakes_of_a_text_are_collected() -> None:
    said = mistakes(
        HEAD.replace('"trial"', "7")
        + 'colour = 1\n[match]\ntitle = [1]\n[columns]\nscore = [2, "得分", 3]\nscores = []\n'
        + '[arithmetic]\nexecution_weight = "ten"\n'
    )
    assert sorted(line.partition(":")[0] for line in said) == [
        "arithmetic.execution_weight",
        "colour",
        "columns.score[0]",
        "columns.score[2]",
        "columns.scores",
        "id",
        "match.title[0]",
    ]


def test_broken_toml_is_named_with_its_file_and_line() -> None:
    with pytest.raises(TemplateError, match=r"trial\.toml: .*line 2"):
        parse('id = "trial"\nfamily = \n', "trial.toml")


def test_the_mistakes_of_several_files_are_shown_together(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HEAD + "[columns]\nscore = [1]\n", encoding="utf-8")
    (tmp_path / "b.toml").write_text("id = ", encoding="utf-8")
    (tmp_path / "c.toml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "d.toml").write_text(HEAD + "colour = 1\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load(tmp_path)
    said = [line for line in str(caught.value).splitlines() if ".toml: " in line]
    assert [Path(line.partition(": ")[0]).name for line in said] == ["a.toml", "b.toml", "d.toml"]
    assert "columns.score[0]: must be a text, is 1" in said[0]


def test_every_mistake_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HEAD + "colour = 1\n[columns]\nscore = [1, 2]\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load(tmp_path)
    lines = [line for line in str(caught.value).splitlines() if "must be" in line or "not known" in line]
    assert len(lines) == 3
    assert all(str(tmp_path / "a.toml") in line for line in lines)


@pytest.mark.parametrize("name", ["missing", "file.toml"])
def test_a_folder_of_templates_that_is_none_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.toml").write_text(HEAD, encoding="utf-8")
    with pytest.raises(TemplateError, match=name):
        load(tmp_path / name)


def test_a_folder_without_templates_adds_none(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no template", encoding="utf-8")
    assert load(tmp_path) == load()


def test_a_template_of_a_folder_joins_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "trial.toml").write_text(HEAD, encoding="utf-8")
    assert {template.id for template in load(tmp_path)} == {template.id for template in load()} | {"trial"}


def test_a_template_of_a_folder_takes_the_place_of_the_built_in_one_of_its_id(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(HEAD.replace("trial", "mof-project"), encoding="utf-8")
    templates = {template.id: template.name for template in load(tmp_path)}
    assert templates.keys() == {template.id for template in load()}
    assert templates["mof-project"] == "试用表"


def test_an_order_names_fields_of_goals_and_money() -> None:
    assert mistakes(HEAD + '[match]\norder = ["goal", "score", "level3"]\n') == [
        "match.order[2]: must be one of goal, achievement, shortfall, improvement, initial_budget, annual_budget, "
        "executed, weight, execution_rate, score, is 'level3'"
    ]

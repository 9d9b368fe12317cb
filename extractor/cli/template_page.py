"""A template explained on the screen: when it fits, what is its own, and what it says of the sums."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from extractor.templates import Template, general
from extractor.templates.fields import ARITHMETIC, FIELDS, MATCH, SECTIONS, Meaning

_WIDTH = 110  # characters: of a page that goes to a file


def show(template: Template) -> None:
    """Prints the page of a template: its explanation, then its TOML."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH)
    console.print(Group(*_parts(template)))
    console.print(Rule("TOML", style="dim"))
    if console.is_terminal:
        console.print(Syntax(template.text.rstrip("\n"), "toml", theme="ansi_light", background_color="default"))
    else:
        console.print(template.text.rstrip("\n"), markup=False, soft_wrap=True)


def _parts(template: Template) -> Iterator[RenderableType]:
    yield Text.assemble((template.id, "bold"), f"  ({template.family})\n{template.name}\n{template.name_en}")
    yield _heading("何时适用", "When it fits")
    yield _matches(template)
    yield _heading("算术", "Arithmetic")
    yield _arithmetic(template)
    yield _heading("标签", "Labels")
    yield Text(
        "带 * 的为本表样自己的，其余来自通用词典。With *: its own; the others are of the general dictionary.", "dim"
    )
    yield from (_labels(template, section) for section in SECTIONS)
    yield _next_steps(template)


def _heading(zh: str, en: str) -> Text:
    return Text(f"\n{zh} {en}", "bold")


def _matches(template: Template) -> Table:
    asked = {key: getattr(template.match, key) for key in MATCH}
    return _table((key, MATCH[key], Text("  ".join(texts))) for key, texts in asked.items() if texts)


def _arithmetic(template: Template) -> Table:
    stated = template.arithmetic
    bands = "  ".join(f"{grade} ≥ {least}" for grade, least in stated.bands)
    values = {"denominator": stated.denominator, "execution_weight": stated.execution_weight, "bands": bands}
    values["at_most_rule"] = stated.at_most_rule
    shown = ((key, ARITHMETIC[key], Text(str(value))) for key, value in values.items() if value not in (None, ""))
    return _table(shown)


def _labels(template: Template, section: str) -> Group:
    labels = template.labels[section]
    rows = (
        (f"{field} *" if _is_own(template, section, field) else field, meaning, Text("  ".join(labels[field])))
        for field, meaning in FIELDS[section].items()
        if labels.get(field)
    )
    title = Text(f"[{section}]  {SECTIONS[section].zh} {SECTIONS[section].en}", "cyan")
    return Group(title, _table(rows))


def _is_own(template: Template, section: str, field: str) -> bool:
    inherited = general().labels[section].get(field)
    return template.id != general().id and template.labels[section][field] != inherited


def _table(rows: Iterator[tuple[str, Meaning, Text]]) -> Table:
    table = Table(box=SIMPLE, show_header=False, pad_edge=False, expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    for key, meaning, value in rows:
        table.add_row(key, Text(f"{meaning.zh}\n{meaning.en}", "dim"), value)
    return table


def _next_steps(template: Template) -> Text:
    command = f"extractor templates show {template.id} --toml > mine/{template.id}.toml"
    return Text.assemble(
        _heading("自己写一个", "To write one of your own"),
        f"\n{command}\n",
        "extractor templates draft FILE > mine/new.toml\n",
        "extractor convert FILE --out out/ --templates mine/\n",
        ("同名代号取代内置的。One of the same id takes the place of the built-in one. docs/templates.md\n", "dim"),
    )

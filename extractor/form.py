"""The record that users get: a Document of Forms, every value with its evidence, and the JSON Schema of it.

The records mirror the document JSON field by field (see docs/schema.md), are frozen, and know nothing of PDF, tables
or templates. Figures are exact decimals without trailing zeros; what was printed stands in the evidence. A field that
has a place on the form but nothing in it is None and still has evidence: its text is what was printed there ("" or
"/"), its box the empty cell. A field without evidence has no place on the form at all.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from extractor.quantities import Operator

SCHEMA_VERSION = "1.0"

BBox = tuple[float, float, float, float]
Severity = Literal["error", "warning", "info"]
Outcome = Literal["consistent", "within-rounding", "inconsistent", "not-checkable", "not-applicable"]
Family = Literal["department", "project", "transfer", "other"]
Kind = Literal["pdf-text", "pdf-scan", "pdf-mixed", "image", "text"]
Ocr = Literal["auto", "always", "never"]
Why = Literal[
    "picture",
    "hidden text",
    "other text",
    "fonts",
    "outlines",
    "damage",
    "asked",
    "characters",
    "oversized",
    "far",
]

SURE = 0.9
"""Below this confidence a reading wants a look."""

_PERSONAL = re.compile(r"填报人|填表人|制表人|经办人|联系人|负责人|审核人|复核人|电话|手机|签字|签名|签章")


_FIGURES = re.compile(
    r"/(?:indicators|budget|total)(?:/\d+)?"
    r"/(?:(?:level[12]_)?weight|score|amount|initial_budget|annual_budget|executed|execution_rate)"
)


def is_figure(where: str) -> bool:
    """Whether a pointer leads to a weight, a score, an amount of money or a rate, be there one or not."""
    return _FIGURES.fullmatch(where) is not None


def is_personal(label: str) -> bool:
    """Whether a label of `extra` names a person or a telephone number (填报人, 联系电话, 项目负责人, 签字)."""
    return bool(_PERSONAL.search(label))


class Part(Struct, frozen=True):
    """One of several places of a value that was read over a page break."""

    page: int
    bbox: BBox


class Evidence(Struct, frozen=True, kw_only=True):
    """Where a value was read: `bbox` is x0, y0, x1, y1 in points from the top left of the page as displayed.

    `other` is what another reader read there, where a cross-check found that the two disagree on a figure.
    """

    page: int | None = None
    bbox: BBox | None = None
    line: int | None = None
    text: str = ""
    source: Literal["text", "ocr", "review"] = "text"
    confidence: float = 1.0
    parts: tuple[Part, ...] | UnsetType = UNSET
    other: str | UnsetType = UNSET


class Source(Struct, frozen=True, kw_only=True):
    """The input that was read; `pages` is None where it could not be opened."""

    name: str
    sha256: str
    bytes: int
    kind: Kind | None
    pages: int | None


class Way(Struct, frozen=True, kw_only=True):
    """Which way the pages from `first` to `last` went: from the text layer, by OCR, or not read (`source` is None).

    `why` says why OCR read them, or some of their characters (fonts), or the second reader (damage), or nothing did;
    `far` pages of a long document were looked through, and nothing on them is a form.
    """

    first: int
    last: int
    source: Literal["text", "ocr"] | None
    why: Why | None


class Problem(Struct, frozen=True, kw_only=True):
    """What went wrong with a document, P01 to P06."""

    code: str
    severity: Severity
    message: str
    page: int | None = None


class Narratives(Struct, frozen=True, kw_only=True):
    """The running texts of a form: 绩效目标, 完成情况, 未完成原因, 改进措施."""

    goal: str | None = None
    achievement: str | None = None
    shortfall: str | None = None
    improvement: str | None = None


class BudgetLine(Struct, frozen=True, kw_only=True):
    """One line of the money block; figures in `unit`, `execution_rate` in percent."""

    item: str
    unit: str | None = None
    amount: Decimal | None = None
    initial_budget: Decimal | None = None
    annual_budget: Decimal | None = None
    executed: Decimal | None = None
    weight: Decimal | None = None
    execution_rate: Decimal | None = None
    score: Decimal | None = None


class Indicator(Struct, frozen=True, kw_only=True):
    """One scored leaf row (usually a 三级指标), with the levels that it stands under."""

    position: int
    level1: str | None = None
    level1_weight: Decimal | None = None
    level2: str | None = None
    level2_weight: Decimal | None = None
    level3: str | None = None
    weight: Decimal | None = None
    definition: str | None = None
    scoring_standard: str | None = None
    target: str | None = None
    target_operator: Operator | None = None
    target_value: Decimal | None = None
    target_unit: str | None = None
    actual: str | None = None
    actual_value: Decimal | None = None
    score: Decimal | None = None
    reason: str | None = None
    improvement: str | None = None


class Total(Struct, frozen=True, kw_only=True):
    """The total row: 总分."""

    weight: Decimal | None = None
    score: Decimal | None = None


class BudgetSum(Struct, frozen=True, kw_only=True):
    """A sum that the template states: JSON pointers of a budget line and of the lines that make it up."""

    total: str
    parts: tuple[str, ...]


class Arithmetic(Struct, frozen=True, kw_only=True):
    """What the template says of the form's sums.

    `denominator` is the field that executed money is divided by; `execution_weight` the points for execution where
    the form prints none; `bands` the grades with the least total of each, best first; `at_most_rule` the stated
    formula for "at most" targets; `budget_sums` the sums inside the money block.
    """

    denominator: Literal["annual_budget", "initial_budget"] | None = None
    execution_weight: Decimal | None = None
    bands: tuple[tuple[str, Decimal], ...] = ()
    at_most_rule: Literal["target/actual", "1-(actual-target)/target"] | None = None
    budget_sums: tuple[BudgetSum, ...] = ()


class GridCell(Struct, frozen=True, kw_only=True):
    """A cell as printed; over a page break `page` and `bbox` are those of its first part."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    page: int | None
    bbox: BBox | None


class Grid(Struct, frozen=True, kw_only=True):
    """The whole form as printed, over page breaks, repeated headers once."""

    columns: int
    cells: tuple[GridCell, ...]


class Finding(Struct, frozen=True, kw_only=True):
    """What a check says about a form; `where` holds JSON pointers into it."""

    code: str
    name: str
    severity: Severity
    message: str
    message_en: str
    where: tuple[str, ...] = ()
    expected: str | None = None
    found: str | None = None


class Form(Struct, frozen=True, kw_only=True):
    """One self-evaluation form (自评表).

    `unread_pages` stands only where pages could not be read that hold a part of the form, or may.
    """

    form_id: str
    index: int
    pages: tuple[int, int]
    unread_pages: tuple[int, ...] | UnsetType = UNSET
    family: Family
    template: str | None
    title: str | None = None
    fiscal_year: int | None = None
    region: str | None = None
    department: str | None = None
    project_name: str | None = None
    competent_department: str | None = None
    implementing_unit: str | None = None
    unit_count: int | None = None
    narratives: Narratives = Narratives()
    budget: tuple[BudgetLine, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    total: Total = Total()
    grade: str | None = None
    extra: dict[str, str] = {}
    arithmetic: Arithmetic = Arithmetic()
    grid: Grid = Grid(columns=0, cells=())
    evidence: dict[str, Evidence] = {}
    findings: tuple[Finding, ...] = ()
    checks: dict[str, Outcome] = {}

    @property
    def lowest_confidence(self) -> float | None:
        """The confidence of the least sure reading; None where nothing was read."""
        return min((reading.confidence for reading in self.evidence.values()), default=None)

    def _repr_html_(self) -> str:
        """The form as a notebook shows it: its head, then the indicators as a table."""
        head: list[tuple[str, object]] = [
            ("template", self.template),
            ("fiscal_year", self.fiscal_year),
            ("department", self.department),
        ]
        head += [("project_name", self.project_name), ("total", self.total.score), ("grade", self.grade)]
        facts = " · ".join(f"{name}: {escape(str(value))}" for name, value in head if value is not None)
        columns = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")
        rows = [columns] + [tuple(getattr(row, column) for column in columns) for row in self.indicators]
        cells = ("".join(f"<td>{'' if cell is None else escape(str(cell))}</td>" for cell in row) for row in rows)
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        return f"<h4>{escape(self.title or self.form_id)}</h4><p>{facts}</p><table>{body}</table>"


class Document(Struct, frozen=True, kw_only=True):
    """All forms of one input, what went wrong with it, and which way its pages went, in order."""

    schema_version: str = SCHEMA_VERSION
    source: Source
    pages: tuple[Way, ...] = ()
    problems: tuple[Problem, ...] = ()
    forms: tuple[Form, ...] = ()

    def _repr_html_(self) -> str:
        """Every form as a notebook shows it."""
        return "".join(form._repr_html_() for form in self.forms) or f"<p>{escape(self.source.name)}: no form</p>"


@lru_cache(1 << 14)
def pointer(*steps: str | int) -> str:
    """The JSON pointer (RFC 6901) of a place in a form: `pointer("indicators", 3, "score")`."""
    where = "/".join([str(step) for step in steps])
    if "~" in where or where.count("/") >= len(steps):
        where = "/".join([str(step).replace("~", "~0").replace("/", "~1") for step in steps])
    return "/" + where


def resolve(form: Form, where: str) -> Any:
    """What stands at a JSON pointer of a form.

    Raises:
        LookupError: the pointer leads nowhere.
    """
    place: Any = form
    for step in where.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(place, tuple):
            place = place[int(name)]
        elif isinstance(place, dict):
            place = place[name]
        elif name in place.__struct_fields__:
            place = getattr(place, name)
        else:
            raise LookupError(f"{where} leads nowhere")
    return place


def _numbers_for_decimals(node: Any) -> Any:
    if isinstance(node, dict):
        if node.get("format") == "decimal":
            return {"type": "number"}
        return {key: _numbers_for_decimals(value) for key, value in node.items()}
    return [_numbers_for_decimals(value) for value in node] if isinstance(node, list) else node


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document's JSON."""
    schema: dict[str, Any] = _numbers_for_decimals(msgspec.json.schema(Document))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "extractor document", **schema}


_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(Document)


def encode(document: Document) -> bytes:
    """The document as JSON, indented by one blank, UTF-8, the same bytes for the same document."""
    return msgspec.json.format(_ENCODER.encode(document), indent=1) + b"\n"


def decode(data: bytes) -> Document:
    """The document of its JSON.

    Raises:
        msgspec.MsgspecError: the bytes are not the JSON of a document.
    """
    return _DECODER.decode(data)

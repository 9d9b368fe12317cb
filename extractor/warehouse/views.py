"""Views for the questions that people ask of a warehouse, and comments on its tables, in SQL that both engines know.

A view looks at documents that are still there.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.warehouse.tables import TABLES

_TABLE_COMMENTS = {
    "documents": "文档 one row a document; gone_at says since when it is missing from its folder",
    "forms": "表单 one row a form",
    "indicators": "指标 one row a scored indicator",
    "budget": "资金 one row a line of the money block, figures in its unit",
    "checks": "核查 the outcome of every check",
    "findings": "问题 what the checks found",
    "evidence": "出处 where every value was read: page, box, printed text, confidence",
}

_VIEWS = {
    "current_forms": (
        "现存表单 forms of the documents that are still there",
        "SELECT f.* FROM forms f JOIN documents d USING (document_id) WHERE d.gone_at IS NULL",
    ),
    "points_lost": (
        "失分 points lost by year and indicator, of the indicators with a weight and a score",
        """
        SELECT f.fiscal_year, i.level1, i.level2, i.level3, count(*) AS indicators, sum(i.weight) AS weight,
          sum(i.score) AS score, sum(i.weight - i.score) AS lost
        FROM indicators i JOIN current_forms f USING (document_id, form_id)
        WHERE i.weight IS NOT NULL AND i.score IS NOT NULL
        GROUP BY f.fiscal_year, i.level1, i.level2, i.level3
        """,
    ),
    "execution_rates": (
        "预算执行率 budget and execution by form, from the first line of its money block",
        """
        SELECT f.fiscal_year, f.region, f.department, f.implementing_unit, f.project_name, b.unit,
          coalesce(b.annual_budget, b.initial_budget, b.amount) AS budget, b.executed, b.execution_rate,
          CASE WHEN coalesce(b.annual_budget, b.initial_budget, b.amount) > 0 THEN
            b.executed * 100 / coalesce(b.annual_budget, b.initial_budget, b.amount) END AS computed_rate,
          f.document_id, f.form_id
        FROM current_forms f JOIN budget b USING (document_id, form_id)
        WHERE b.position = 1
        """,
    ),
    "failing_forms": (
        "有错误的表单 forms in which a check found an error, and which checks",
        """
        SELECT f.fiscal_year, f.region, f.department, f.project_name, f.title, count(*) AS errors,
          string_agg(DISTINCT n.code, ' ' ORDER BY n.code) AS codes, f.path, f.document_id, f.form_id
        FROM current_forms f JOIN findings n USING (document_id, form_id)
        WHERE n.severity = 'error'
        GROUP BY f.fiscal_year, f.region, f.department, f.project_name, f.title, f.path, f.document_id, f.form_id
        """,
    ),
    "look_here": (
        "需复核 values that were read with a confidence below 0.9",
        """
        SELECT f.path, f.title, e.pointer, e.page, e.line, e.text, e.other, e.source, e.confidence, f.document_id,
          f.form_id
        FROM evidence e JOIN current_forms f USING (document_id, form_id)
        WHERE e.confidence < 0.9
        """,
    ),
}


def views() -> Iterator[str]:
    """The statements that make the views anew."""
    for name in reversed(_VIEWS):
        yield f"DROP VIEW IF EXISTS {name}"
    for name, (_, query) in _VIEWS.items():
        yield f"CREATE VIEW {name} AS {query}"


def comments() -> Iterator[str]:
    """The statements that say what tables, their columns and views are."""
    for table, comment in _TABLE_COMMENTS.items():
        yield f"COMMENT ON TABLE {table} IS '{comment}'"
        for column in TABLES[table]:
            yield f"COMMENT ON COLUMN {table}.\"{column.name}\" IS '{column.heading}'"
    for name, (comment, _) in _VIEWS.items():
        yield f"COMMENT ON VIEW {name} IS '{comment}'"

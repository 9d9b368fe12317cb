"""Findings as SARIF 2.1.0, the format that code review and continuous integration tools read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from extractor.across import ALL_RULES

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(entries: Iterable[dict[str, Any]], version: str) -> dict[str, Any]:
    """A SARIF log of one run with the entries of `entries_of`; JSON pointers stand as logical locations."""
    rules = [
        {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": rule.summary_en},
            "fullDescription": {"text": rule.explanation_en},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for rule in ALL_RULES
    ]
    driver = {"name": "extractor", "version": version, "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_result(entry) for entry in entries]}],
    }


def _result(entry: dict[str, Any]) -> dict[str, Any]:
    physical = {"artifactLocation": {"uri": quote(entry["path"])}}
    logical = [{"fullyQualifiedName": where, "kind": "member"} for where in entry["where"]]
    properties = {key: entry[key] for key in ("form_id", "title", "page", "printed", "expected", "found")}
    result = {
        "ruleId": entry["code"],
        "level": _LEVELS[entry["severity"]],
        "message": {"text": f"{entry['message']}\n{entry['message_en']}"},
        "locations": [{"physicalLocation": physical, "logicalLocations": logical}],
        "properties": properties,
    }
    waived = {"suppressions": [{"kind": "external", "justification": entry["waived"]}]} if entry["waived"] else {}
    return {**result, **waived}

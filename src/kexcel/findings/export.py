"""A finding as it stands in the JSON output."""

from __future__ import annotations

from kexcel.findings.rendering import render
from kexcel.model.finding import Finding


def as_json(finding: Finding, language: str) -> dict[str, str | None]:
    """The finding's keys in the order the contract gives them; what isn't known is None.

    ConfigurationError if the language isn't spoken.
    """
    place, rendered = finding.place, render(finding, language)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": place.file,
        "department": place.department,
        "sheet": place.sheet,
        "cell": place.cell,
        "row": place.row,
        "column": place.column,
        "value": finding.value,
        "message": rendered.message,
        "hint": rendered.hint,
    }

"""A finding as it stands in the JSON output."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kexcel.findings.rendering import render
from kexcel.model.finding import Finding
from kexcel.model.spot import Spot


def as_json(finding: Finding, language: str) -> dict[str, Any]:
    """The finding's keys in the order the contract gives them; what isn't known is None.

    One of a document without cells has ``spot`` too: page, line, paragraph, table and row, those
    that are known. ConfigurationError if the language isn't spoken.
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
        **({"spot": spot_as_json(place.spot)} if place.spot else {}),
    }


def spot_as_json(spot: Spot) -> dict[str, int]:
    """What is known of a place in a document."""
    return {name: number for name, number in asdict(spot).items() if number is not None}

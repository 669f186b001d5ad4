"""What kexcel can say about a file, row or cell, and how it says it in each language."""

from __future__ import annotations

from kexcel.findings.catalogue import CATALOGUE, CODES, Entry, Group
from kexcel.findings.explanation import Explanation, cell_text, explain
from kexcel.findings.export import as_json
from kexcel.findings.make import finding
from kexcel.findings.rendering import Rendered, place_text, render, spot_text, where_text

__all__ = [
    "CATALOGUE",
    "CODES",
    "Entry",
    "Explanation",
    "Group",
    "Rendered",
    "as_json",
    "cell_text",
    "explain",
    "finding",
    "place_text",
    "render",
    "spot_text",
    "where_text",
]

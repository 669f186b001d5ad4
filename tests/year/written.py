"""What the people of the example's year wrote, as it stands in examples/ange-2024/svar/aret."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "examples" / "ange-2024" / "svar" / "aret"
FACTS: dict[str, Any] = json.loads(
    (ROOT / "tests" / "documents" / "ange-2024.json").read_text(encoding="utf-8")
)
"""The document's own goals, activities, measures and figures."""

TERTIALS = ("T1", "T2", "T3")
CLOSES = {"T1": date(2024, 4, 30), "T2": date(2024, 8, 31), "T3": date(2024, 12, 31)}
STEPS = ("november", "maj", "juni", "juli")

Table = dict[str, Any]


@cache
def read(name: str) -> Table:
    """A file of what was written, its figures as Decimal."""
    text = (ANSWERS / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def typed_in_the_plan(sheet: str, until: date) -> list[Table]:
    """The dated rows of a sheet of plan.xlsx that hold on a day, in the order they were typed."""
    rows = [row for step in STEPS for row in read("plan")[step].get(sheet, ())]
    day = date.min
    held: list[Table] = []
    for row in rows:
        day = row.get("Datum", day)  # a decision tells its day on its first row
        if day <= until:
            held.append({**row, "Datum": day})
    return held


def answers(period: str) -> dict[str, Table]:
    """Department → what it wrote, the second file from one department over its first.

    Where the two files say different things of a status, the staff's choice is what was said.
    """
    said = {key: dict(table) for key, table in read(period).items()}
    if period == "T1":
        for department, table in read("T1-rektorerna").items():
            both = said[department]["followup"] | table["followup"]
            for choice in read("beslut")[period]["Konflikter"]:
                number = choice["Rad"].partition(" ")[0]
                both[number] = {**both[number], "status": choice["Val"]}
            said[department]["followup"] = both
    return said


def verdicts(period: str) -> dict[str, str]:
    """Goal → the verdict that the staff wrote in Beslut.xlsx."""
    return {row["Nr"]: row["Bedömning"] for row in read("beslut")[period].get("Mål", ())}

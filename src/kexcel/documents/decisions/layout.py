"""The sheets and columns of Beslut.xlsx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """A sheet: its name, its labels by key in their order, and what a person fills in."""

    name: str
    columns: Mapping[str, str]
    widths: tuple[float, ...]
    identity: tuple[str, ...]
    filled_in: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    """Columns that an older workbook may lack; they are added at its right edge."""
    printed: int = 0
    """How many of the columns are printed; 0 for all."""


GOALS = DecisionSheet(
    name="Mål",
    columns={
        "period": "Period",
        "number": "Nr",
        "text": "Mål",
        "proposed": "Förslag",
        "verdict": "Bedömning",
        "motivation": "Motivering",
    },
    widths=(9, 9, 70, 20, 20, 60),
    identity=("period", "number"),
    filled_in=("verdict", "motivation"),
)

_CANDIDATES = {f"candidate_{place}": f"Alternativ {place}" for place in range(1, 13)}

CONFLICTS = DecisionSheet(
    name="Konflikter",
    columns={
        "period": "Period",
        "department": "Avdelning",
        "sheet": "Blad",
        "row": "Rad",
        "column": "Kolumn",
        "chosen": "Val",
        "motivation": "Motivering",
        "sources": "Källor",
        **_CANDIDATES,
        "key": "Nyckel",
    },
    widths=(9, 20, 14, 30, 16, 36, 30, 44, *([34] * len(_CANDIDATES)), 10),
    optional=("sources",),
    printed=10,
    identity=("period", "key"),
    filled_in=("chosen", "motivation"),
    candidates=tuple(_CANDIDATES),
)

MORE = "Alternativ"
"""The hidden sheet with every candidate of the conflicts that have more than there are columns."""

"""What plan.xlsx helps the coordinator to fill in: dropdowns, dates and numbers.

Each is a help and not a lock: a name by its alias, say, is accepted after a question.
Ranges follow the sheets they point at, so that what is added there can be chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from kexcel.documents.plan.amendment_sheet import AMENDMENTS_SHEET
from kexcel.documents.plan.layout import (
    ACTIVITIES_SHEET,
    DEPARTMENTS_SHEET,
    FRAME_DECISIONS_SHEET,
    FRAMES_SHEET,
    GOALS_SHEET,
    MEASURES_SHEET,
    PlanSheet,
)
from kexcel.documents.plan.reorganisations import REORGANISATIONS_SHEET
from kexcel.model.cell import column_letters
from kexcel.model.plan import AmendmentKind, Direction, FrameKind, GoalLevel, Perspective

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SPARE_ROWS = 200
"""How many rows below the last one are prepared for what the coordinator adds."""

_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
Choice = dict[str, object]


def add_choices(worksheet: Worksheet, layout: PlanSheet, rows: int) -> None:
    """Add the sheet's dropdowns and checks, from its first row to some way below its last."""
    for key, make in _CHOICES.get(layout.name, {}).items():
        index = layout.index(key)
        help_text = layout.column(key).help
        choice = {"ignore_blank": True, "input_title": layout.column(key).label, **make()}
        choice.setdefault("input_message", help_text)
        worksheet.data_validation(1, index, rows + SPARE_ROWS, index, choice)


def sign_choice() -> Choice:
    """Plus or minus, for the rows ``Tecken``."""
    return _words("+", "-")


def figure_choice() -> Choice:
    """A number, for the figures of the sheet Ramar."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -1e12,
        "maximum": 1e12,
        "error_title": "Inte ett tal",
        "error_message": "Skriv beloppet som ett tal, utan enhet.",
        "error_type": "stop",
    }


def _words(*words: str) -> Choice:
    return {
        "validate": "list",
        "source": list(words),
        "error_title": "Välj i listan",
        "error_message": f"Skriv ett av: {', '.join(words)}.",
        "error_type": "stop",
    }


def _from_sheet(layout: PlanSheet, key: str, what: str) -> Choice:
    letter = column_letters(layout.index(key))
    column = f"'{layout.name}'!${letter}:${letter}"
    first = f"'{layout.name}'!${letter}$2"
    return {
        "validate": "list",
        "source": f"=OFFSET({first},0,0,MAX(1,COUNTA({column})-1),1)",
        "error_title": "Finns inte i listan",
        "error_message": f"{what} finns inte i bladet {layout.name}. Vill du behålla texten?",
        "error_type": "warning",
    }


def _department() -> Choice:
    return _from_sheet(DEPARTMENTS_SHEET, "name", "Namnet")


def _goal() -> Choice:
    return _from_sheet(GOALS_SHEET, "number", "Numret")


def _date() -> Choice:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": _FIRST_DAY,
        "maximum": _LAST_DAY,
        "error_title": "Inte ett datum",
        "error_message": "Skriv ett datum som 2024-01-31.",
        "error_type": "stop",
    }


def _number() -> Choice:
    return {**figure_choice(), "error_message": "Skriv ett tal, utan enhet."}


_CHOICES: dict[str, dict[str, Callable[[], Choice]]] = {
    GOALS_SHEET.name: {
        "level": lambda: _words(*(str(level) for level in GoalLevel)),
        "parent": _goal,
        "valid_until": _date,
    },
    ACTIVITIES_SHEET.name: {"goal": _goal, "start": _date, "end": _date, "lead": _department},
    MEASURES_SHEET.name: {
        "goal": _goal,
        "direction": lambda: _words(*(str(each) for each in Direction if each)),
        "target": _number,
        "department": _department,
        "outcome": _number,
        "as_of": _date,
    },
    FRAMES_SHEET.name: {
        "perspective": lambda: _words(*(str(each) for each in Perspective)),
        "department": _department,
    },
    FRAME_DECISIONS_SHEET.name: {
        "kind": lambda: _words(*(str(each) for each in FrameKind)),
        "decided": _date,
        "perspective": lambda: _words(*(str(each) for each in Perspective)),
        "name": lambda: {**_department(), "show_error": False},
        "amount": _number,
        "change": _number,
    },
    AMENDMENTS_SHEET.name: {
        "decided": _date,
        "kind": lambda: _words(*(str(kind) for kind in AmendmentKind)),
        "goal": _goal,
        "start": _date,
        "end": _date,
        "lead": _department,
    },
    REORGANISATIONS_SHEET.name: {
        "source": _department,
        "receiver": _department,
        "day": _date,
        "frame": _number,
    },
}

"""Frames and distributions of every size, for properties that must hold in any unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from kexcel.model.consolidation import MergedAnswer, Source, TableRow
from kexcel.model.plan import FrameLine, Perspective, Plan, UnitFrame
from tests.builders import plan

UNITS = ("mnkr", "tkr", "kr", "mdkr")
COLUMN = "Budget 2024"

amounts = st.decimals(-(10**12), 10**12, allow_nan=False, places=6)
"""Amounts as people and ledgers give them, in any unit: with öre in mnkr, or whole billions."""

names = st.text("abcåäö ÅÄÖ-0123/#", min_size=0, max_size=12)


def answer(value: object, *, sound: bool = True) -> MergedAnswer:
    return MergedAnswer(value, str(value), Source("svar.xlsx", "", "Fördelning", "A5"), sound)  # type: ignore[arg-type]


def handed_in(
    unit: str = "",
    code: str = "",
    amount: object = None,
    *,
    department: str = "stab",
    sound: bool = True,
) -> TableRow:
    """A row of Fördelning; ``sound`` is about the amount."""
    answers = {"unit": answer(unit), "responsibility": answer(code)}
    kept = {key: each for key, each in answers.items() if each.written}
    if amount is not None:
        kept["amount"] = answer(amount, sound=sound)
    return TableRow("distribution", department, kept)


def plan_with(frame: Decimal, *units: UnitFrame, unit: str = "mnkr") -> Plan:
    """The small plan where Staben has this frame and these units."""
    line = FrameLine(Perspective.DEPARTMENT, "Staben", "stab", {COLUMN: frame})
    other = plan().frames[1]
    return replace(plan(), frames=(line, other), frame_column=COLUMN, units=units, unit=unit)


def unit(code: str, frame: str, name: str = "", department: str = "stab") -> UnitFrame:
    return UnitFrame(department, name or f"Enhet {code}", code, Decimal(frame))

"""Whether the printed totals are the sums of their lines, and the same in both perspectives.

What differs is said and never repaired: the printed figure is the decided one. It is told whether
rounding can be why.
"""

from __future__ import annotations

from decimal import Decimal

from kexcel.documents.plan.cell_words import alike
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.printed_frames import PrintedFrames
from kexcel.locale import mark
from kexcel.model.plan import Perspective
from kexcel.money.rounding import Judgement, judge, tolerance

WITHIN_ROUNDING = mark("no more than rounding can give")


def say_sums(printed: PrintedFrames, notes: Notes) -> None:
    """Say where a printed total isn't the sum of its lines, and where the two tables differ."""
    for perspective in Perspective:
        for column in printed.columns:
            _say_total(printed, perspective, column, notes)
    for column in printed.columns:
        _say_perspectives(printed, column, notes)


def _say_total(printed: PrintedFrames, perspective: Perspective, column: str, notes: Notes) -> None:
    total = printed.total_of(perspective)
    lines = printed.lines_of(perspective)
    if total is None or column not in total.figures or not lines:
        return
    # A sum over lines of which one can't be read would say nothing.
    if any(column in line.unread for line in lines):
        return
    computed = sum((line.figures.get(column, Decimal(0)) for line in lines), Decimal(0))
    stated = total.figures[column]
    if stated != computed:
        shown = dict(zip(_TOTAL, alike(stated, computed, stated - computed), strict=True))
        figures = [line.figures[column] for line in lines if column in line.figures]
        reason = _reason(stated - computed, [stated, *figures])
        notes.add("total-mismatch", total.cells[column], **shown, **reason)


def _say_perspectives(printed: PrintedFrames, column: str, notes: Notes) -> None:
    totals = {
        perspective: total
        for perspective in Perspective
        if (total := printed.total_of(perspective)) and column in total.figures
    }
    if len(totals) < len(Perspective):
        return
    citizen, department = (abs(totals[each].figures[column]) for each in Perspective)
    if citizen != department:
        shown = dict(zip(_BOTH, alike(citizen, department, department - citizen), strict=True))
        cell = totals[Perspective.DEPARTMENT].cells[column]
        reason = _reason(department - citizen, [citizen, department])
        notes.add("perspectives-differ", cell, **shown, **reason)


def _reason(difference: Decimal, figures: list[Decimal]) -> dict[str, str]:
    """Why the figures differ, where their rounding can be all of it."""
    is_rounding = judge(difference, tolerance(figures)) is Judgement.ROUNDING
    return {"reason": WITHIN_ROUNDING} if is_rounding else {}


_TOTAL = ("printed", "computed", "difference")
_BOTH = ("citizen", "department", "difference")

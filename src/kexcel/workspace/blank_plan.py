"""The plan that a new workspace is given."""

from __future__ import annotations

from decimal import Decimal

from kexcel.model.plan import Department, FrameLine, Perspective, Plan
from kexcel.settings import Settings

_DEPARTMENTS = (Department("stab", "Staben"),)
"""What shows in a new plan what goes where."""


def blank_plan(settings: Settings) -> Plan:
    """A plan whose department and frames show what goes where."""
    amounts = {settings.money.frame: Decimal("0.0")}
    lines = (
        FrameLine(Perspective.DEPARTMENT, "Staben", "stab", amounts),
        FrameLine(Perspective.DEPARTMENT, "Summa", None, amounts, is_total=True),
    )
    return Plan(
        organisation=settings.organisation,
        body=settings.body,
        year=settings.year,
        unit=settings.money.unit,
        sign="nettokostnad anges med plus",
        decision="",
        departments=_DEPARTMENTS,
        frames=lines,
        frame_columns=(settings.money.frame,),
    )


def is_unfilled(plan: Plan) -> bool:
    """Whether a plan is the one that a new workspace is given, with nothing filled in."""
    figures = {amount for line in plan.frames for amount in line.amounts.values()}
    holds_more = plan.goals or plan.activities or plan.measures or figures - {Decimal(0)}
    return not holds_more and plan.departments == _DEPARTMENTS

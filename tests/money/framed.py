"""A plan of frames alone: two printed tables, and the decisions that a test gives it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kexcel.model.plan import (
    Department,
    FrameChange,
    FrameKind,
    FrameLine,
    FrameVersion,
    Perspective,
    Plan,
)

BUDGET = "Budget 2024"
PROPOSAL = "Förslag november 2023"

DEPARTMENTS = (
    Department("stab", "Staben", ("Stab",)),
    Department("ekonomi", "Ekonomiavdelningen", ("Ekonomi",)),
    Department("kultur", "Kulturavdelningen"),
)


def line(name: str, department: str | None, amount: str, *, version: str = PROPOSAL) -> FrameLine:
    perspective = Perspective.DEPARTMENT if department else Perspective.CITIZEN
    amounts = {"Budget 2023": Decimal(1), BUDGET: Decimal(amount)}
    return FrameLine(perspective, name, department, amounts, version)


def total(perspective: Perspective, amount: str, *, version: str = PROPOSAL) -> FrameLine:
    amounts = {BUDGET: Decimal(amount)}
    return FrameLine(perspective, "Summa", None, amounts, version, is_total=True)


def framed(*versions: FrameVersion, printed_as: str = PROPOSAL) -> Plan:
    """Staben has 50.4, Ekonomi 9.0 and Kultur nothing; the citizens' table has the same sum."""
    return Plan(
        organisation="Ange (exempel)",
        body="Kommunstyrelsen",
        year=2024,
        unit="mnkr",
        sign="cost-positive",
        decision="",
        departments=DEPARTMENTS,
        frames=(
            line("Barn och unga", None, "40.0", version=printed_as),
            line("Äldre", None, "19.4", version=printed_as),
            total(Perspective.CITIZEN, "59.4", version=printed_as),
            line("Staben", "stab", "50.4", version=printed_as),
            line("Ekonomi", "ekonomi", "9.0", version=printed_as),
            total(Perspective.DEPARTMENT, "59.4", version=printed_as),
        ),
        frame_columns=("Budget 2023", BUDGET),
        frame_versions=versions,
    )


def version(
    name: str, kind: FrameKind, day: str | None, *changes: FrameChange, decision: str = ""
) -> FrameVersion:
    decided = date.fromisoformat(day) if day else None
    return FrameVersion(name, kind, decided, decision, "", changes)


def becomes(department: str, amount: str) -> FrameChange:
    return FrameChange(Perspective.DEPARTMENT, department, department, amount=Decimal(amount))


def adds(department: str, change: str, code: str = "") -> FrameChange:
    return FrameChange(
        Perspective.DEPARTMENT,
        department,
        department,
        change=Decimal(change),
        responsibility=code,
    )


def group(name: str, *, amount: str | None = None, change: str | None = None) -> FrameChange:
    return FrameChange(
        Perspective.CITIZEN,
        name,
        None,
        amount=None if amount is None else Decimal(amount),
        change=None if change is None else Decimal(change),
    )


DECIDED = version("Beslut november 2023", FrameKind.DECIDED, "2023-11-27", decision="KF § 112")
REVISED = version(
    "Revidering mars 2024",
    FrameKind.REVISED,
    "2024-03-12",
    becomes("ekonomi", "9.8"),
    decision="KF § 20",
)
MOVED = version(
    "Överföring juni 2024",
    FrameKind.TRANSFER,
    "2024-06-17",
    adds("stab", "-0.5"),
    adds("kultur", "0.5"),
    decision="KS § 71",
)

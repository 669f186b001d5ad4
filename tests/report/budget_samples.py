"""The Ånge example consolidated for T1 by hand: figures, faults and a department missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from kexcel.documents.plan.reader import read_plan
from kexcel.findings import finding
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import (
    BudgetResult,
    Consolidation,
    MergedAnswer,
    Source,
    TableRow,
)
from kexcel.model.finding import Finding, Place
from kexcel.model.plan import Plan
from kexcel.settings import Settings, parse_settings

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ange-2024"

FIGURES: dict[str, tuple[str, str]] = {
    "gemensamt": ("1.1", "3.5"),
    "stab": ("27.3", "82.9"),
    "ekonomi": ("4.6", "13.7"),
    "samhallsbyggnad": ("20.4", "64.9"),
    "utbildning": ("88.1", "258.4"),
}
"""Department → actual and forecast; ``social`` wrote something that is no number."""

COMMENTS = {
    "stab": ("Vakanser hålls tomma.", "Högre licenskostnader; upphandling pågår."),
    "ekonomi": ("=SUM(A1:A9)", ""),
    "samhallsbyggnad": (
        "Snöröjningen kostade mer än väntat under årets första månader.",
        "Se över avtalet.",
    ),
}


def settings() -> Settings:
    return parse_settings((EXAMPLE / "kexcel.toml").read_bytes())


def answer(
    department: str, column: str, value: CellValue, *, sheet: str = "Budget", sound: bool = True
) -> MergedAnswer:
    letters = {"actual": "C", "forecast": "D", "comment": "F", "action": "G", "amount": "C"}
    file = f"T1 2024 {department}.xlsx"
    source = Source(file, f"arkiv/{department}.xlsx", sheet, f"{letters.get(column, 'A')}5")
    return MergedAnswer(value, str(value), source, sound)


def printed_plan() -> tuple[Plan, tuple[Finding, ...]]:
    """The example's plan as it was printed, before anything was decided."""
    plan, findings = read_plan((EXAMPLE / "plan.xlsx").read_bytes())
    return replace(plan, frame_versions=()), findings


def consolidation(*, tables: bool = False) -> Consolidation:
    """All that the reports for finance show."""
    plan, findings = printed_plan()
    frame = settings().money.frame
    results = [
        _result(each.key, each.name, plan.frame_of(each.key, frame)) for each in plan.departments
    ]
    place = Place("T1 2024 stab.xlsx", "stab", "Budget", "F5", "stab", "comment")
    other = Place("T1 2024 stab.xlsx", "stab", "Uppföljning", "J5", "3.1.1-2", "status")
    said = (
        *findings,
        finding(
            "not-a-number",
            Place("T1 2024 social.xlsx", "social", "Budget", "D5", "social", "forecast"),
            value="ca 290",
        ),
        finding(
            "deviation-unexplained",
            place,
            deviation="-1.2",
            limit="0.5",
            percent="1",
            unit="mnkr",
        ),
        finding("missing-status", other, title="Aktivitet"),
    )
    return Consolidation(
        plan=plan,
        period=settings().period("T1"),
        departments=plan.departments,
        activities=(),
        goals=(),
        measures=(),
        budget=tuple(results),
        tables=_tables() if tables else (),
        returns=(),
        missing=(),
        findings=said,
    )


def missing_one() -> Consolidation:
    """The same, with a return missing."""
    return replace(consolidation(), missing=("social",))


def _result(key: str, name: str, frame: Decimal | None) -> BudgetResult:
    if key not in FIGURES:
        wrong = {"forecast": answer(key, "forecast", "ca 290", sound=False)}
        return BudgetResult(key, key, name, frame, None, None, None, wrong)
    actual, forecast = (Decimal(figure) for figure in FIGURES[key])
    answers = {
        "actual": answer(key, "actual", actual),
        "forecast": answer(key, "forecast", forecast),
    }
    for column, text in zip(("comment", "action"), COMMENTS.get(key, ("", "")), strict=True):
        if text:
            answers[column] = answer(key, column, text)
    deviation = frame - forecast if frame is not None else None
    return BudgetResult(key, key, name, frame, actual, forecast, deviation, answers)


def _tables() -> tuple[TableRow, ...]:
    rows = [("Kansli", "1010", Decimal("60.2")), ("It", "=1020", Decimal("21.5"))]
    distribution = tuple(
        TableRow(
            "distribution",
            "stab",
            {
                "unit": answer("stab", "unit", unit, sheet="Fördelning"),
                "responsibility": answer("stab", "responsibility", code, sheet="Fördelning"),
                "amount": answer("stab", "amount", amount, sheet="Fördelning"),
            },
        )
        for unit, code, amount in rows
    )
    attest = TableRow(
        "attest",
        "ekonomi",
        {
            "responsibility": answer("ekonomi", "responsibility", "2010", sheet="Attest"),
            "position": answer("ekonomi", "position", "Ekonomichef (exempel)", sheet="Attest"),
            "limit": answer("ekonomi", "limit", Decimal("0.5"), sheet="Attest"),
        },
    )
    return (*distribution, attest)

"""A small consolidation made by hand: two council goals with committee goals, one direct."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from kexcel.findings import finding
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import (
    ActivityResult,
    BudgetResult,
    Consolidation,
    ContributorComment,
    DateState,
    GoalResult,
    MeasureResult,
    MergedAnswer,
    Source,
    TableRow,
)
from kexcel.model.decision import ConflictDecision, Verdict
from kexcel.model.finding import Finding, Place
from kexcel.model.period import Period
from kexcel.model.plan import (
    Activity,
    Department,
    Direction,
    Goal,
    GoalLevel,
    Measure,
    Plan,
)
from kexcel.model.returned import Answer, Return, ReturnedRow, ReturnState
from kexcel.report.followup.workbook import write_followup
from kexcel.settings import Settings, parse_settings
from kexcel.template.load import load_template
from kexcel.template.schema import Template

SETTINGS = b"""
organisation = "\xc3\x85nge kommun"
body = "Kommunstyrelsen"
year = 2024
[money]
frame = "Budget 2024"
[[periods]]
key = "T1"
name = "Tertial 1"
opens = 2024-01-01
closes = 2024-04-30
due = 2024-05-10
sheets = ["cover", "followup"]
"""
STAFF_FILE = "T1 2024 Staben.xlsx"
STAFF_PATH = "arkiv/ab/abcd.xlsx"

PERIOD = Period(
    key="T1",
    name="Tertial 1",
    opens=date(2024, 1, 1),
    closes=date(2024, 4, 30),
    due=date(2024, 5, 10),
    sheets=("cover", "followup", "measures", "budget", "own"),
)
DEPARTMENTS = (
    Department("stab", "Staben"),
    Department("social", "Socialtjänsten"),
    Department("utbildning", "Utbildningsavdelningen"),
)
GOALS = (
    Goal("3.1", GoalLevel.COUNCIL, "En attraktiv arbetsgivare"),
    Goal("3.1.1", GoalLevel.COMMITTEE, "Sjukfrånvaron ska minska", parent="3.1"),
    Goal("3.1.2", GoalLevel.COMMITTEE, "Fler ska söka våra tjänster", parent="3.1"),
    Goal("4.1", GoalLevel.COUNCIL, "God ekonomisk hushållning"),
)


def settings() -> Settings:
    return parse_settings(SETTINGS)


def template() -> Template:
    return load_template()


def activity(number: str, lead: str, *contributing: str, start: int = 1, end: int = 12) -> Activity:
    goal, _, place = number.partition("-")
    return Activity(
        number=number,
        goal=goal,
        title=f"Aktivitet {place} under {goal}",
        description="Vad som ska göras, och för vem.",
        start=date(2024, start, 1),
        end=date(2024, end, 28),
        lead=lead,
        contributing=contributing,
    )


def answer(
    value: CellValue, cell: str, *, sound: bool = True, sheet: str = "Uppföljning"
) -> MergedAnswer:
    source = Source(STAFF_FILE, STAFF_PATH, sheet, cell)
    return MergedAnswer(value, str(value), source, sound)


def answers(row: int, **values: CellValue) -> dict[str, MergedAnswer]:
    columns = {"status": "J", "completed": "K", "new_end": "L", "comment": "M", "action": "N"}
    return {key: answer(value, f"{columns[key]}{row}") for key, value in values.items()}


def activities() -> tuple[ActivityResult, ...]:
    comment = ContributorComment(
        "social", "Vi är med.", Source("soc.xlsx", "arkiv/cd/cdef.xlsx", "Uppföljning", "M5")
    )
    unsound = {"status": answer("Klart typ", "J8", sound=False)}
    return (
        ActivityResult(
            activity("3.1.1-1", "stab", "social", end=4),
            DateState.DUE,
            "delayed",
            answers(
                5,
                status="Försenad",
                new_end=date(2024, 9, 30),
                comment="Upphandlingen drog ut på tiden.",
                action="Överprövning; ny tidplan är satt.",
            ),
            (comment,),
        ),
        ActivityResult(
            activity("3.1.1-2", "stab", end=3),
            DateState.DUE,
            "done",
            answers(6, status="Genomförd", completed=date(2024, 3, 20), comment="Klart."),
        ),
        ActivityResult(
            activity("3.1.2-1", "social"),
            DateState.UNDER_WAY,
            "ongoing",
            answers(7, status="Pågående"),
        ),
        ActivityResult(activity("3.1.2-2", "stab"), DateState.UNDER_WAY, "", unsound),
        ActivityResult(
            activity("4.1-1", "stab", start=9),
            DateState.NOT_DUE_TO_START,
            "not_started",
            answers(9, status="Ej påbörjad"),
        ),
        ActivityResult(activity("4.1-2", "utbildning"), DateState.UNDER_WAY, "", {}),
    )


def goals() -> tuple[GoalResult, ...]:
    proposed = (Verdict.DEVIATES, Verdict.DEVIATES, Verdict.CANNOT_JUDGE, Verdict.CANNOT_JUDGE)
    first, *others = (GoalResult(g, {}, p) for g, p in zip(GOALS, proposed, strict=True))
    return (replace(first, decided="Avviker", motivation="En aktivitet är försenad."), *others)


def measures() -> tuple[MeasureResult, ...]:
    measure = Measure(
        "sick-stab",
        "Sjukfrånvaro",
        "3.1.1",
        "%",
        Direction.DOWN,
        "stab",
        Decimal("5.5"),
        Decimal("6.2"),
        date(2023, 12, 31),
    )
    return (MeasureResult(measure, {"outcome": answer(Decimal("5.9"), "H5", sheet="Mått")}),)


def budget() -> tuple[BudgetResult, ...]:
    reported = {
        "actual": answer(Decimal("4.0"), "C5", sheet="Budget"),
        "forecast": answer(Decimal("12.6"), "D5", sheet="Budget"),
        "comment": answer("Konsulter.", "F5", sheet="Budget"),
    }
    wrong = {"actual": answer("ca tre", "C5", sheet="Budget", sound=False)}
    return (
        BudgetResult(
            "frame", "stab", "Staben", Decimal("12.3"), Decimal("4.0"), Decimal("12.6"),
            Decimal("-0.3"), reported,
        ),
        replace(unanswered("social", "Socialtjänsten", Decimal("200.5")), answers=wrong),
        unanswered("utbildning", "Utbildningsavdelningen", Decimal(90)),
    )  # fmt: skip


def unanswered(department: str, name: str, frame: Decimal) -> BudgetResult:
    return BudgetResult("frame", department, name, frame, None, None, None)


def signed_return() -> Return:
    fields: dict[str, CellValue] = {
        "signing": "Slutlig",
        "signed_by": "Avdelningschef (exempel)",
        "signed_on": date(2024, 5, 2),
    }
    cover = {
        key: ReturnedRow(key, "Läs mig", 9, {"value": Answer("value", value, str(value), "B10")})
        for key, value in fields.items()
    }
    return Return(
        file=STAFF_FILE,
        sha256="ab" * 32,
        state=ReturnState.NEEDS_CORRECTION,
        department="stab",
        period="T1",
        form="KX-12345678",
        received="2024-05-03T08:15:00",
        rows={"cover": cover},
        findings=findings(),
    )


def findings() -> tuple[Finding, ...]:
    late = Place(STAFF_FILE, "stab", "Uppföljning", "J5", "3.1.1-1", "status")
    unknown = Place(STAFF_FILE, "stab", "Uppföljning", "J8", "3.1.2-2", "status")
    return (
        finding("overdue", late, value="Försenad", end="2024-04-28", status="Försenad"),
        finding("unknown-status", unknown, value="Klart typ", allowed="Ej påbörjad, Pågående"),
    )


def consolidation() -> Consolidation:
    results = activities()
    plan = Plan(
        organisation="Ånge kommun",
        body="Kommunstyrelsen",
        year=2024,
        unit="mnkr",
        sign="cost-positive",
        decision="",
        departments=DEPARTMENTS,
        goals=GOALS,
        activities=tuple(result.activity for result in results),
    )
    own = {
        "title": answer("Städdag", "B5", sheet="Egna aktiviteter"),
        "start": answer(date(2024, 5, 4), "C5", sheet="Egna aktiviteter"),
    }
    return Consolidation(
        plan=plan,
        period=PERIOD,
        departments=DEPARTMENTS,
        activities=results,
        goals=goals(),
        measures=measures(),
        budget=budget(),
        tables=(TableRow("own", "stab", own),),
        returns=(signed_return(),),
        missing=("utbildning",),
        findings=findings(),
        conflicts=(ConflictDecision("T1", "stab", "followup", "3.1.1-1", "status", ("a", "b")),),
    )


def written(whole: Consolidation | None = None, *, language: str = "sv") -> bytes:
    return write_followup(whole or consolidation(), template(), settings(), language=language)


def opened(data: bytes, *, values: bool = False) -> Any:
    """The workbook as openpyxl reads it: its formulas, or their stored values."""
    return load_workbook(BytesIO(data), data_only=values)


def cells(sheet: Any) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row)


def table(sheet: Any, name: str = "") -> list[dict[str, Any]]:
    """The rows of a sheet's Excel table, the first unless it is named, each by its headings."""
    chosen = sheet.tables[name] if name else next(iter(sheet.tables.values()))
    rows = [[cell.value for cell in row] for row in sheet[chosen.ref]]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def named_table(sheet: Any, name: str) -> list[list[Any]]:
    """A table's rows with its headings first, as lists."""
    return [[cell.value for cell in row] for row in sheet[sheet.tables[name].ref]]


def final() -> Consolidation:
    """Everything in, nothing wrong, nothing to decide."""
    whole = consolidation()
    sound = tuple(replace(each, findings=()) for each in whole.returns)
    answered = tuple(each for each in whole.activities if each.is_answered)
    return replace(whole, missing=(), activities=answered, returns=sound, conflicts=(), findings=())

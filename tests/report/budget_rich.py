"""The Ånge example in T2 by hand: units, a ledger, a round of distribution, and what T1 said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kexcel.findings import finding
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import (
    BudgetResult,
    Consolidation,
    LedgerAmount,
    MergedAnswer,
    Source,
    TableRow,
)
from kexcel.model.finding import Place
from kexcel.model.plan import FrameChange, FrameKind, FrameVersion, Perspective, UnitFrame
from kexcel.model.returned import Return, ReturnState
from kexcel.money.versions import with_versions
from kexcel.report.budget.history import PeriodFigures
from tests.report.budget_samples import printed_plan, settings

Row = tuple[str, str, str, str, str, str, str]
"""Department, code, name, frame, actual, forecast, booked; "" where there is none."""

ROWS: tuple[Row, ...] = (
    ("gemensamt", "", "", "3.5", "2.1", "3.5", "2.1"),
    ("stab", "1100", "Kansli", "41.25", "27.9", "41.9", "27.9"),
    ("stab", "1200", "Kommunikation och it", "30.45", "19.8", "30.2", "19.5"),
    ("stab", "", "", "10", "6.4", "10", ""),
    ("ekonomi", "", "", "14.2", "9.1", "13.7", "9.1"),
    ("samhallsbyggnad", "3100", "Gata och park", "45.4", "34.6", "48.1", "34.6"),
    ("samhallsbyggnad", "3200", "Bygglov och miljö", "20", "11.9", "19.4", "11.9"),
    ("samhallsbyggnad", "3900", "Skogsförvaltning", "-2", "-1.6", "-2.4", "-1.6"),
    ("utbildning", "4100", "Förskola", "96.4", "64", "ca 97", "64"),
    ("utbildning", "4200", "Grundskola", "162", "109.3", "161.5", "109.3"),
    ("social", "", "", "286.5", "", "", "190.123456"),
)
TEXTS = {
    "stab/1100": ("Högre licenskostnader än väntat.", "Upphandling pågår, klar i oktober."),
    "samhallsbyggnad/3100": (
        "Snöröjningen kostade mer än väntat under årets första månader.",
        "Avtalet sägs upp till årsskiftet; barmarksunderhållet skjuts till nästa år.",
    ),
    "samhallsbyggnad/3900": ("=SUM(A1:A9)", ""),
}
YEAR_END: tuple[Row, ...] = (
    ("gemensamt", "", "", "3.5", "3.4", "3.4", "3.4"),
    ("stab", "1100", "Kansli", "41.25", "42.05", "42", "42.05"),
    ("stab", "1200", "Kommunikation och it", "30.45", "30.1", "30.2", "30.1"),
    ("stab", "", "", "10", "9.9", "10", ""),
    ("ekonomi", "", "", "14.2", "13.6", "13.7", "13.6"),
    ("samhallsbyggnad", "3100", "Gata och park", "45.4", "48.3", "48.1", "48.3"),
    ("samhallsbyggnad", "3200", "Bygglov och miljö", "20", "19.1", "19.4", "19.1"),
    ("samhallsbyggnad", "3900", "Skogsförvaltning", "-2", "-2.6", "-2.4", "-2.6"),
    ("utbildning", "4100", "Förskola", "96.4", "97", "96.9", "97"),
    ("utbildning", "4200", "Grundskola", "162", "", "161.5", ""),
    ("social", "", "", "286.5", "288.123456", "287", "288.123456"),
)
WITHOUT_FRAME: tuple[Row, ...] = (
    ("gemensamt", "", "", "0", "0.2", "0.6", ""),
    ("stab", "1100", "Kansli", "0", "", "0", ""),
    ("stab", "1200", "It", "0.0", "0.1", "", ""),
)
HISTORY = (
    PeriodFigures(
        "T1",
        date(2024, 4, 30),
        forecasts={
            "gemensamt": Decimal("3.5"),
            "stab": Decimal("82.9"),
            "ekonomi": Decimal("14.2"),
            "samhallsbyggnad": Decimal("64.9"),
            "utbildning": Decimal("258.4"),
        },
        actuals={
            "gemensamt": Decimal("1.1"),
            "stab": Decimal("27.3"),
            "ekonomi": Decimal("4.6"),
            "samhallsbyggnad": Decimal("20.4"),
            "utbildning": Decimal("88.1"),
        },
    ),
)
WHOLE_HISTORY = (
    *HISTORY,
    PeriodFigures(
        "T2",
        date(2024, 8, 31),
        forecasts={"gemensamt": Decimal("3.5"), "stab": Decimal("82.1"), "social": Decimal(286)},
        actuals={"gemensamt": Decimal("2.1"), "stab": Decimal("54.1")},
    ),
)
DISTRIBUTED = (
    ("stab", "Kansli", "1100", "41.25"),
    ("stab", "Kommunikation och it", "1200", "30.45"),
    ("stab", "Näringsliv", "1300", "10"),
    ("samhallsbyggnad", "Gata och park", "3100", "45.4"),
    ("samhallsbyggnad", "Bygglov", "3200", "11.2"),
    ("samhallsbyggnad", "Miljö", "3200", "8.8"),
    ("samhallsbyggnad", "Skogsförvaltning", "3900", "-2.000000"),
    ("utbildning", "Förskola", "4100", "96.4"),
    ("utbildning", "Grundskola", "4200", "162"),
)
APPROVERS = (
    ("stab", "1100", "Kanslichef (exempel)", "Anna Ek (exempel)", "0.5", "Bo Al (exempel)"),
    ("stab", "1200", "It-chef (exempel)", "Cia Rönn (exempel)", "0.5", ""),
    ("samhallsbyggnad", "3100", "Gatuchef (exempel)", "Dan (exempel)", "1", "Dan (exempel)"),
    ("samhallsbyggnad", "3200", "Miljöchef (exempel)", "Eva (exempel)", "0.25", "Bo Al (exempel)"),
    ("samhallsbyggnad", "3900", "Jägmästare (exempel)", "Fia (exempel)", "0.25", "Eva (exempel)"),
    ("utbildning", "4200", "Rektor (exempel)", "Gun Sälg (exempel)", "0.4", "Ivar Al (exempel)"),
)  # fmt: skip


def answer(
    department: str, sheet: str, cell: str, value: CellValue, *, period: str, sound: bool = True
) -> MergedAnswer:
    file = f"{period} 2024 {department}.xlsx"
    path = f"arkiv/{period}/{department}.xlsx"
    return MergedAnswer(value, str(value), Source(file, path, sheet, cell), sound)


def amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def rich(period: str = "T2", rows: tuple[Row, ...] = ROWS) -> Consolidation:
    """All that finance can be given."""
    plan, found = printed_plan()
    names = {each.key: each.name for each in plan.departments}
    units = tuple(UnitFrame(r[0], r[2], r[1], Decimal(r[3])) for r in rows if r[1])
    numbers: dict[str, int] = {}
    results = []
    divided = {row[0] for row in rows if row[1]}
    for row in rows:
        numbers[row[0]] = numbers.get(row[0], 4) + 1
        identity = f"{row[0]}/{row[1]}" if row[0] in divided else row[0]
        results.append(_result(row, identity, names[row[0]], f"{numbers[row[0]]}", period))
    ledger = tuple(each.ledger for each in results if each.ledger)
    if ledger:
        lost = LedgerAmount("9999", Decimal("1.2"), _booked("A40"), None, "Observationskonto")
        ledger = (*ledger, lost)
    wrong = Place(f"{period} 2024 utbildning.xlsx", "utbildning", "Budget", "D5", "utbildning/4100")
    return Consolidation(
        plan=replace(plan, units=units, frame_column="Budget 2024"),
        period=settings().period(period),
        departments=plan.departments,
        activities=(),
        goals=(),
        measures=(),
        budget=tuple(results),
        tables=(),
        returns=(),
        missing=("social",),
        findings=(*found, finding("not-a-number", wrong, value="ca 97")),
        ledger=ledger,
    )


def _booked(cell: str) -> Source:
    return Source("huvudbok.xlsx", "arkiv/huvudbok.xlsx", "Blad1", cell)


def _result(row: Row, identity: str, department_name: str, line: str, period: str) -> BudgetResult:
    department, code, name, frame, actual, forecast, booked = row
    frames, known = Decimal(frame), amount(forecast)
    answers = {
        key: answer(
            department, "Budget", f"{column}{line}", value, period=period, sound=value is not text
        )
        for key, column, text in (("actual", "C", actual), ("forecast", "D", forecast))
        if (value := amount(text) if amount(text) is not None else text) != ""
    }
    for key, text in zip(("comment", "action"), TEXTS.get(identity, ("", "")), strict=True):
        if text:
            answers[key] = answer(department, "Budget", f"F{line}", text, period=period)
    ledger = (
        LedgerAmount(code or "2000", Decimal(booked), _booked(f"C{line}"), department)
        if booked
        else None
    )
    return BudgetResult(
        identity,
        department,
        name or department_name,
        frames,
        amount(actual) if actual else (ledger.amount if ledger else None),
        known,
        None if known is None else frames - known,
        answers,
        responsibility=code,
        period_budget=frames if period == "T3" else round(frames * 2 / 3, 4),
        ledger=ledger,
    )


def handed_in() -> Consolidation:
    """The round before, with what departments distributed and who approves."""
    round_ = settings().period("internbudget")
    whole = rich()
    return replace(
        whole,
        period=round_,
        tables=(*_distribution(), *_approvers()),
        missing=("social",),
        findings=(
            finding("self-substitute", _place("samhallsbyggnad", "Attest", "E5"), value="Dan Asp"),
            finding("substitute-missing", _place("stab", "Attest", "E6")),
            finding("responsibility-uncovered", _place("stab", "Fördelning", "B7"), value="1300"),
        ),
    )


def year_end() -> Consolidation:
    """T3, when the actual of the year is known for all but one department."""
    return rich("T3", YEAR_END)


def in_ore(*parts: int) -> Consolidation:
    """T2 with actuals, forecasts and what is booked in öre, 8 decimals of a million.

    ``parts`` are the last two decimals of each row in turn, which sums are rounded to without.
    """
    ends = parts or (45, 50, 49, 51, 5, 95, 45, 49)
    rows = tuple(
        (*row[:4], figure, figure, figure)
        for place, row in enumerate(ROWS)
        for figure in [f"{place + 3}.{123400 + place:06d}{ends[place % len(ends)]:02d}"]
    )
    return rich(rows=rows)


def without_a_krona(whole: Consolidation) -> Consolidation:
    """The same, where a krona of the ledger is in no department's figures."""
    first, *others = whole.ledger
    return replace(whole, ledger=(replace(first, amount=first.amount + Decimal("1e-6")), *others))


def unanswered() -> Consolidation:
    """T2 when nobody has answered and no ledger was read in."""
    return rich(rows=tuple((*row[:4], "", "", "") for row in ROWS))


def _place(department: str, sheet: str, cell: str) -> Place:
    return Place(f"internbudget 2024 {department}.xlsx", department, sheet, cell)


def _rows(sheet: str, key: str, rows: tuple[dict[str, CellValue], ...]) -> tuple[TableRow, ...]:
    lines: dict[str, int] = {}
    made = []
    for row in rows:
        department = str(row["department"])
        lines[department] = lines.get(department, 4) + 1
        answers = {
            column: answer(
                department, sheet, f"{'ABCDEFG'[place]}{lines[department]}", value,
                period="internbudget",
            )
            for place, (column, value) in enumerate(
                each for each in row.items() if each[0] != "department"
            )
            if value not in {"", None}
        }  # fmt: skip
        made.append(TableRow(key, department, answers))
    return tuple(made)


def _distribution() -> tuple[TableRow, ...]:
    rows: tuple[dict[str, CellValue], ...] = tuple(
        {"department": department, "unit": unit, "responsibility": code, "amount": Decimal(text)}
        for department, unit, code, text in DISTRIBUTED
    )
    return _rows("Fördelning", "distribution", rows)


def _approvers() -> tuple[TableRow, ...]:
    rows: tuple[dict[str, CellValue], ...] = tuple(
        {
            "department": department,
            "responsibility": code,
            "position": position,
            "name": name,
            "limit": Decimal(limit),
            "substitute": substitute,
            "valid_from": date(2024, 1, 1),
            "valid_to": date(2024, 12, 31),
        }
        for department, code, position, name, limit, substitute in APPROVERS
    )
    return _rows("Attest", "attest", rows)


def received(file: str) -> Return:
    """A file that Staben sent."""
    return Return(file, "ab" * 32, ReturnState.ACCEPTED, "stab", received="2023-12-01T10:00:00Z")


def in_order() -> tuple[Consolidation, Consolidation]:
    """T2 with nothing missing or wrong, and the round before it where every code is covered."""
    rows = tuple(
        (*row[:4], row[4] or "190", row[5] if amount(row[5]) is not None else row[3], row[6])
        for row in ROWS
    )
    whole = replace(rich(rows=rows), missing=())
    rest = replace(
        next(each for each in whole.budget if each.identity == "stab/"),
        identity="stab/1300",
        name="Näringsliv",
        responsibility="1300",
    )
    budget = tuple(rest if each.identity == "stab/" else each for each in whole.budget)
    round_ = handed_in()
    first = next(row for row in round_.tables if row.sheet == "attest")
    more = tuple(
        replace(first, answers={**first.answers, "responsibility": code})
        for each in ("1300", "4100")
        for code in [replace(first.answers["responsibility"], value=each, written=each)]
    )
    return replace(whole, budget=budget), replace(round_, tables=(*round_.tables, *more))


TRANSFERRED = {"stab/1200": "-0.5", "utbildning/4100": "0.2", "samhallsbyggnad/3950": "0.3"}
"""What a decision in June moves between units, one of which nobody distributed anything to."""


def transferred(undivided: str = "") -> tuple[Consolidation, Consolidation]:
    """The same as ``in_order`` after a transfer in June, and the round as it stood before.

    ``undivided`` is also added to Staben as a whole, and so to what no unit of it has.
    """
    whole, round_ = in_order()
    moves = {**TRANSFERRED, **({"stab/": undivided} if undivided else {})}
    names = {each.key: each.name for each in whole.plan.departments}
    changes = tuple(
        FrameChange(
            Perspective.DEPARTMENT, names[department], department, None, Decimal(text), code
        )
        for identity, text in moves.items()
        for department, _, code in [identity.partition("/")]
    )
    day = date(2024, 6, 11)
    version = FrameVersion("Överföring juni", FrameKind.TRANSFER, day, changes=changes)
    plan = with_versions(replace(whole.plan, frame_versions=(version,)), "Budget 2024")
    budget = tuple(
        replace(each, frame=(each.frame or Decimal(0)) + Decimal(moves.get(each.identity, 0)))
        for each in (*whole.budget, *_new_rows(whole, moves, names))
    )
    now = replace(whole, plan=replace(plan, frame_column=version.name), budget=budget)
    return now, replace(round_, plan=replace(plan, frame_column="Budget 2024"))


def _new_rows(
    whole: Consolidation, moves: dict[str, str], names: dict[str, str]
) -> list[BudgetResult]:
    known = {each.identity for each in whole.budget}
    return [
        replace(
            whole.budget[4],
            identity=identity,
            department=department,
            name="Naturvård" if code else names[department],
            responsibility=code,
            frame=Decimal(0),
            ledger=None,
        )
        for identity in moves
        if identity not in known
        for department, _, code in [identity.partition("/")]
    ]

"""Two forms with every kind of answer in every sheet, and what each means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from kexcel.model.finding import Severity
from kexcel.model.returned import Return
from tests.builders import SOUND, Answers, Issued, examined, issued

TEXTS = (
    "Rad ett\nRad två\n\nRad fyra",
    "=1+1 är ett försök",
    "+46 60 12 34 56",
    "-ingen anmärkning",
    "@alla: åäö ÅÄÖ é ß – ”citat” ’apostrof’",
    "<b>1 < 2</b> & 'x' \"y\"",
    "007",
    "1/2",
    "2024-04-30",
    "SANT",
    "ett  två   tre",
    "Nöjda medborgare 😀",
    "5 % av 1\u00a0234,5 mnkr",
)
"""Words that some program or other takes for something else."""

_OWN: Answers = {
    key: value
    for number, text in enumerate(TEXTS, start=2)
    for key, value in {
        ("own", f"own-{number:03}", "title"): text,
        ("own", f"own-{number:03}", "comment"): text,
        ("own", f"own-{number:03}", "status"): "Pågående",
        ("own", f"own-{number:03}", "start"): date(2024, 1, 1),
        ("own", f"own-{number:03}", "end"): date(2024, 2, 29),
    }.items()
}

FOLLOWUP: Answers = {
    **SOUND,
    **_OWN,
    ("followup", "3.1-1", "status"): "Försenad",
    ("followup", "3.1-1", "new_end"): date(2025, 3, 31),
    ("followup", "3.1-1", "comment"): TEXTS[0],
    ("followup", "3.1-1", "action"): TEXTS[5],
    ("followup", "3.1-3", "comment"): TEXTS[4],
    ("measures", "sjukfranvaro-stab", "comment"): TEXTS[12],
    ("budget", "stab", "actual"): Decimal("12.3456"),
    ("budget", "stab", "comment"): TEXTS[1],
}
"""What Staben answers in T1."""

BUDGET: Answers = {
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
    ("cover", "signed_on", "value"): date(2023, 12, 1),
    ("budget", "stab", "actual"): Decimal(0),
    ("budget", "stab", "forecast"): Decimal("50.4"),
    ("distribution", "distribution-001", "unit"): "Kansli",
    ("distribution", "distribution-001", "responsibility"): "0110",
    ("distribution", "distribution-001", "amount"): Decimal("30.25"),
    ("distribution", "distribution-002", "unit"): "Arkiv & diarium",
    ("distribution", "distribution-002", "responsibility"): "0120",
    ("distribution", "distribution-002", "amount"): Decimal("20.15"),
    ("distribution", "distribution-002", "comment"): TEXTS[0],
    **{
        ("attest", f"attest-00{number}", column): value
        for number, code, substitute in ((1, "0110", "0120"), (2, "0120", "0110"))
        for column, value in {
            "responsibility": code,
            "position": "Enhetschef (exempel)",
            "name": f"Attestant {code} (exempel)",
            "limit": Decimal("0.5"),
            "substitute": f"Ersättare {substitute} (exempel)",
            "valid_from": date(2024, 1, 1),
            "valid_to": date(2024, 12, 31),
        }.items()
    },
}
"""What Staben answers before the year."""

FORMS = {"T1": FOLLOWUP, "internbudget": BUDGET}


@cache
def workbooks() -> dict[str, bytes]:
    """The filled forms, by their period."""
    return {period: issued_for(period).workbook(answers) for period, answers in FORMS.items()}


def issued_for(period: str) -> Issued:
    return issued("stab", period)


def collected(data: bytes, period: str, ending: str) -> Return:
    """What collect says of a form that came back."""
    return examined(data, issued_for(period), file=f"svar.{ending}", expected=period)


def in_order(answers: Answers) -> list[tuple[str, int, str, object]]:
    """Answers with the place of their row among the answered rows of its sheet.

    Without the hidden column, the rows of a table that the department may extend are its own.
    """
    rows: dict[str, list[str]] = {}
    for sheet, row, _ in sorted(answers):
        if row not in rows.setdefault(sheet, []):
            rows[sheet].append(row)
    return sorted(
        (sheet, rows[sheet].index(row), column, answers[sheet, row, column])
        for sheet, row, column in answers
    )


def faults(result: Return) -> list[tuple[str, str | None, str | None, str | None]]:
    """The errors and warnings."""
    return [
        (f.code, f.place.sheet, f.place.cell, f.value)
        for f in result.findings
        if f.severity is not Severity.NOTE
    ]

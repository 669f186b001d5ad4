"""Returns of the round internbudget, of several departments, without a workbook in between."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from kexcel.merge import Inputs, Judge, consolidate, settle_together
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import Consolidation
from kexcel.model.decision import Decisions
from kexcel.model.finding import Severity, count
from kexcel.model.form import Form
from kexcel.model.plan import Department, FrameLine, Perspective, Plan
from kexcel.model.returned import Return, ReturnState
from kexcel.validate import RawCell, RawRow, RawSheet, Reckoning, judge_workbook
from tests.builders import Issued, issue, plan, settings, template

Typed = Mapping[tuple[str, int, str], CellValue]
"""Sheet, row counted from 1, and column; the cover's fields are rows 1 to 3."""

SHEETS = ("distribution", "attest")
FRAMES = {"stab": "50.4", "ekonomi": "9", "gemensamt": "3"}


@cache
def whole_plan() -> Plan:
    """The small plan with a department more: common resources, that nobody heads."""
    lines = tuple(
        FrameLine(Perspective.DEPARTMENT, key, key, {"Budget 2024": Decimal(amount)})
        for key, amount in FRAMES.items()
    )
    departments = (*plan().departments, Department("gemensamt", "Gemensamma resurser"))
    return replace(plan(), departments=departments, frames=lines)


@cache
def round_form(department: str, language: str = "sv") -> Issued:
    return issue(department, "internbudget", language, of=whole_plan())


def money(row: int, code: str, amount: object, unit: str = "Enhet", **more: CellValue) -> Typed:
    answers = {"unit": unit, "responsibility": code, "amount": amount, **more}
    return {("distribution", row, key): value for key, value in answers.items()}  # type: ignore[misc]


def approver(row: int, code: str, **changes: CellValue) -> Typed:
    whole: dict[str, CellValue] = {
        "responsibility": code,
        "position": "Enhetschef",
        "name": f"Chef {code}",
        "substitute": "Bo (exempel)",
        "valid_from": date(2024, 1, 1),
        "valid_to": date(2024, 12, 31),
        **changes,
    }
    return {("attest", row, key): value for key, value in whole.items()}


def file(
    *parts: Typed,
    department: str = "stab",
    name: str = "a",
    at: int = 10,
    without: str = "",
    signing: str = "",
    of: Issued | None = None,
) -> Return:
    """What collect reads in a file; ``without`` is a sheet that it lacks."""
    issued = of or round_form(department)
    typed: dict[tuple[str, int, str], CellValue] = {}
    for part in parts:
        typed |= part
    if signing:
        typed["cover", 1, "value"] = signing
    raws = [_raw(issued, key, typed) for key in ("cover", *SHEETS) if key != without]
    judged = judge_workbook(issued.form, raws, issued.book, Reckoning(2024, "mnkr", "sv"))
    named = f"{name}.xlsx"
    findings = tuple(each.within(file=named, department=department) for each in judged.findings)
    faulty = count(findings, Severity.ERROR)
    content = f"{named}{department}{at}{sorted(map(str, typed.items()))}"
    return Return(
        file=named,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        state=ReturnState.NEEDS_CORRECTION if faulty else ReturnState.ACCEPTED,
        department=department,
        period="internbudget",
        form=issued.form.code,
        received=f"2023-12-10T{at:02}:00:00+00:00",
        rows=judged.rows,
        findings=findings,
    )


def _raw(issued: Issued, key: str, typed: Typed) -> RawSheet:
    sheet = issued.form.sheet(key)
    assert sheet is not None
    rows = []
    for place, row in enumerate(sheet.rows, start=1):
        cells = {
            column: RawCell(typed.get((key, place, column)), issued.cell(key, row.identity, column))
            for column in sorted(row.inputs)
        }
        rows.append(RawRow(row.identity, sheet.name, row.index, cells))
    return RawSheet(key, tuple(rows))


def _known(more: tuple[Issued, ...]) -> dict[str, Issued]:
    forms = (*(round_form(key) for key in FRAMES), *more)
    return {each.form.code: each for each in forms}


def together(*files: Return, more: tuple[Issued, ...] = ()) -> tuple[Return, ...]:
    """The returns as they stand together."""
    known = _known(more)
    judge = Judge({code: each.book for code, each in known.items()}, template(), "mnkr")
    forms: dict[str, Form] = {code: each.form for code, each in known.items()}
    return settle_together(files, forms, whole_plan(), judge, Decisions()).returns


def merged(*files: Return, more: tuple[Issued, ...] = ()) -> Consolidation:
    """The consolidation of some returns, settled first."""
    known = _known(more)
    return consolidate(
        Inputs(
            plan=whole_plan(),
            template=template(),
            period=settings().period("internbudget"),
            frame_column="Budget 2024",
            asked=whole_plan().departments,
            forms={code: each.form for code, each in known.items()},
            returns=together(*files, more=more),
            books={code: each.book for code, each in known.items()},
        )
    )


Said = tuple[str, str | None, str | None, str]
"""File, sheet, cell and code."""


def said(files: tuple[Return, ...]) -> list[Said]:
    """The findings of the files that count, apart from that they are not signed."""
    return [
        (each.file, f.place.sheet, f.place.cell, f.code)
        for each in files
        for f in each.findings
        if each.is_usable and f.code != "not-signed-off"
    ]

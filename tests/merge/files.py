"""Returns as collect reads them, made from what is typed, without a workbook in between."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from kexcel.merge import Inputs, Judge, consolidate, settle_together
from kexcel.model.cell import CellValue, cell_reference
from kexcel.model.consolidation import Consolidation
from kexcel.model.decision import ConflictDecision, Decisions
from kexcel.model.finding import Severity, count
from kexcel.model.form import CarriedReturn, Form, FormSheet, FormValue
from kexcel.model.returned import Envelope, Return, ReturnState
from kexcel.validate import RawCell, RawRow, RawSheet, Reckoning, judge_workbook
from tests.builders import Issued, issue, issued, plan, settings, template

Cell = tuple[str, str, str]
Typed = Mapping[Cell, CellValue]

STATUS: Cell = ("followup", "3.1-1", "status")
COMMENT: Cell = ("followup", "3.1-1", "comment")
ACTUAL: Cell = ("budget", "stab", "actual")
SIGNING: Cell = ("cover", "signing", "value")
CLEARED = None


def returned(
    typed: Typed,
    name: str = "a",
    *,
    at: int = 10,
    sent: int = 0,
    form: Issued | None = None,
    corrects: Return | None = None,
    without: tuple[str, str] | None = None,
) -> Return:
    """A return in which these cells were typed in; a mended correction keeps its original's.

    ``at`` and ``sent`` are hours of the day; ``without`` is a sheet and a row that it lacks.
    """
    issue_ = form or issued()
    before = _typed_in(corrects) if corrects else {}
    answers = {**before, **typed}
    raws = [_raw(sheet, answers, without) for sheet in issue_.form.sheets]
    judged = judge_workbook(issue_.form, raws, issue_.book, Reckoning(2024, "mnkr", "sv"))
    findings = [each.within(file=f"{name}.xlsx", department="stab") for each in judged.findings]
    faulty = count(tuple(findings), Severity.ERROR)
    return Return(
        file=f"{name}.xlsx",
        sha256=hashlib.sha256(
            f"{name}{at}{sorted(map(str, answers.items()))}".encode()
        ).hexdigest(),
        state=ReturnState.NEEDS_CORRECTION if faulty else ReturnState.ACCEPTED,
        department="stab",
        period="T1",
        form=issue_.form.code,
        received=f"2024-05-10T{at:02}:00:00+00:00",
        corrects=corrects.sha256 if corrects else "",
        envelope=Envelope("Anna (exempel)", f"2024-05-09T{sent:02}:00:00+00:00")
        if sent
        else Envelope(),
        rows=judged.rows,
        findings=tuple(findings),
    )


def _raw(sheet: FormSheet, answers: Typed, without: tuple[str, str] | None) -> RawSheet:
    rows = []
    for row in sheet.rows:
        if not row.inputs or (sheet.key, row.identity) == without:
            continue
        cells = {
            key: RawCell(
                answers.get((sheet.key, row.identity, key), row.values.get(key)),
                cell_reference(row.index, sheet.column(key).index),
            )
            for key in sorted(row.inputs)
        }
        rows.append(RawRow(row.identity, sheet.name, row.index, cells))
    return RawSheet(sheet.key, tuple(rows))


def _typed_in(file: Return) -> dict[Cell, CellValue]:
    return {
        (sheet, identity, key): answer.value if answer.sound else answer.written
        for sheet, rows in file.rows.items()
        for identity, row in rows.items()
        for key, answer in row.answers.items()
        if answer.written
    }


@cache
def newer(carried: tuple[tuple[Cell, FormValue], ...], of: tuple[str, ...] = ()) -> Issued:
    """A newer form, issued with answers in it; ``of`` are the sha256 of their returns."""
    plain = issue("stab", "T1")
    values = dict(carried)
    sheets = tuple(
        replace(
            sheet,
            rows=tuple(
                replace(
                    row,
                    values={
                        **row.values,
                        **{
                            key: values[sheet.key, row.identity, key]
                            for key in row.inputs
                            if (sheet.key, row.identity, key) in values
                        },
                    },
                )
                for row in sheet.rows
            ),
        )
        for sheet in plain.form.sheets
    )
    form = replace(
        plain.form,
        code="KX-NYARE123",
        sheets=sheets,
        carried=tuple(CarriedReturn(each, "2024-05-10T09:00:00+00:00") for each in of),
    )
    return Issued(form, plain.book)


def together(*files: Return, forms: tuple[Issued, ...] = ()) -> tuple[Return, ...]:
    """The returns as they stand together."""
    known = _known(forms)
    judge = Judge({code: each.book for code, each in known.items()}, template(), "mnkr")
    by_code: dict[str, Form] = {code: each.form for code, each in known.items()}
    return settle_together(files, by_code, plan(), judge, Decisions()).returns


def _known(forms: tuple[Issued, ...]) -> dict[str, Issued]:
    return {each.form.code: each for each in (issued(), *forms)}


def merged(
    *files: Return, forms: tuple[Issued, ...] = (), decisions: Decisions | None = None
) -> Consolidation:
    """The consolidation of some returns, settled first."""
    known = _known(forms)
    books = {code: each.book for code, each in known.items()}
    return consolidate(
        Inputs(
            plan=plan(),
            template=template(),
            period=settings().period("T1"),
            frame_column="Budget 2024",
            asked=plan().departments[:1],
            forms={code: each.form for code, each in known.items()},
            returns=together(*files, forms=forms),
            books=books,
            decisions=decisions or Decisions(),
        )
    )


def answer(whole: Consolidation, cell: Cell) -> str | None:
    """What counts in a cell, as written; None where nothing does."""
    sheet, row, column = cell
    if sheet == "budget":
        found = {line.identity: line.answers for line in whole.budget}[row]
    else:
        found = {each.activity.number: each.answers for each in whole.activities}[row]
    return found[column].written if column in found else None


def outcome(whole: Consolidation, cell: Cell) -> str:
    """What came of a cell in one word or the answer: "conflict", or what counts, or "blank"."""
    if any((each.sheet, each.row, each.column) == cell for each in whole.conflicts):
        return "conflict"
    return answer(whole, cell) or "blank"


def decide(cell: Cell, chosen: str, motivation: str = "Enligt chefen.") -> Decisions:
    """The coordinator's choice about one cell."""
    conflict = ConflictDecision("T1", "stab", *cell, (), chosen, motivation, "F2")
    return Decisions(conflicts=(conflict,))


FULL: Typed = {
    SIGNING: "Slutlig",
    ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
    ("cover", "signed_on", "value"): date(2024, 5, 8),
    STATUS: "Pågående",
    COMMENT: "Tre enheter av fem.",
    ("followup", "3.1-2", "status"): "Genomförd",
    ("followup", "3.1-2", "completed"): date(2024, 3, 15),
    ("followup", "3.1-3", "status"): "Ej påbörjad",
    ("measures", "sjukfranvaro-stab", "outcome"): Decimal("5.8"),
    ACTUAL: Decimal("16.9"),
    ("budget", "stab", "forecast"): Decimal("50.4"),
}
"""Everything that Staben is asked for, with nothing wrong."""

"""Judge a whole workbook: what stands on one sheet is seen from the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kexcel.model.finding import Finding
from kexcel.model.form import Form
from kexcel.model.returned import ReturnedRow
from kexcel.rules import RuleBook
from kexcel.validate.judge import ReadBook, judge_read, read_sheet
from kexcel.validate.raw import RawSheet
from kexcel.validate.reading import Reckoning


@dataclass(frozen=True, slots=True)
class Judged:
    """The answers by sheet key and row identity, and what there is to say of them."""

    rows: Mapping[str, Mapping[str, ReturnedRow]]
    findings: tuple[Finding, ...]


def judge_workbook(
    form: Form, sheets: Iterable[RawSheet], book: RuleBook, reckoning: Reckoning
) -> Judged:
    """The answers of a file's sheets, held against the rules of the form that it was issued as.

    What the form printed is taken from ``form``, its frame too, never from the returned file. A
    row of an extendable table in which nothing is written is left out; a sheet without any row
    was not found, and what depends on it is not judged.
    """
    rules = book.of(form)
    read = ReadBook(
        [
            read_sheet(issued, raw, rules.sheet(raw.key), reckoning)
            for raw in sheets
            if raw.rows and (issued := form.sheet(raw.key)) is not None
        ],
        reckoning,
    )
    rows: dict[str, Mapping[str, ReturnedRow]] = {}
    findings: list[Finding] = []
    for sheet in read.sheets:
        rows[sheet.key], said = judge_read(sheet, read)
        findings += said
    return Judged(rows, tuple(findings))

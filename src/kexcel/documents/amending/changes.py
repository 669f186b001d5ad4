"""What a new document changes in a plan.xlsx that came from an earlier one.

A cell that nobody has touched since the last document was read takes the new document's words. One
that a person has changed keeps them, and if the document has changed there too, both are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kexcel.documents.amending.standing import StandingRow, StandingSheet
from kexcel.documents.plan.cell_values import parse_number
from kexcel.documents.plan.cell_words import plain, same_words, written
from kexcel.documents.plan.layout import (
    ACTIVITIES_SHEET,
    DEPARTMENTS_SHEET,
    FRAMES_SHEET,
    GOALS_SHEET,
    MEASURES_SHEET,
    SIGN_ROW,
)
from kexcel.documents.plan.rows import RowValue
from kexcel.locale import format_number


class ChangeKind(StrEnum):
    """What has happened to a row or a cell."""

    ADDED = "added"
    GONE = "gone"
    REWORDED = "reworded"
    MOVED = "moved"
    FIGURE = "figure"
    FILLED = "filled"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a row, or of a cell of it.

    ``before`` is what stands and ``after`` what the document says. KEPT tells a cell that a person
    has changed and the document too: it stays. ``index`` is the row's place in the sheet, None for
    one that is added. ``cells`` are those of an added row, by column.
    """

    kind: ChangeKind
    sheet: str
    row: str
    column: str = ""
    before: str = ""
    after: str = ""
    value: RowValue = None
    index: int | None = None
    cells: Mapping[str, RowValue] | None = None


def shown(change: Change, text: str, language: str) -> str:
    """A text of a change for a person: a figure is written as the language writes it."""
    number = parse_number(text) if change.kind is ChangeKind.FIGURE else None
    return text if number is None else format_number(number, language)


Named = Mapping[str, Mapping[str, RowValue]]
"""What tells a row → its cells by column."""

_OF_THE_DOCUMENT = {
    GOALS_SHEET.name: ("text", "valid_until"),
    ACTIVITIES_SHEET.name: ("title", "description", "start", "end"),
    MEASURES_SHEET.name: ("name", "unit", "target", "outcome", "as_of"),
}
"""The columns that a document fills. All others are a person's, and filled only while blank."""

_KINDS = {
    "start": ChangeKind.MOVED,
    "end": ChangeKind.MOVED,
    "valid_until": ChangeKind.MOVED,
    "as_of": ChangeKind.MOVED,
    "target": ChangeKind.FIGURE,
    "outcome": ChangeKind.FIGURE,
}
_OWNERS = ("lead", "contributing", "proposal")


def compare(
    sheet: StandingSheet, base: Mapping[str, StandingRow] | None, new: Named
) -> Iterator[Change]:
    """The changes of a sheet, row by row as it stands, then what is added.

    ``base`` are the rows as the last document gave them, None where none is known: then what
    stands is taken to be untouched. ``new`` are the rows of the document.
    """
    for told, row in sheet.rows.items():
        if told in new:
            known = (base or {}).get(told)
            yield from _row_changes(sheet, told, row, known, base is None, new[told])
        elif _was_of_the_document(sheet, told, row, base):
            title = row.text("title") or row.text("text") or row.text("name")
            yield Change(ChangeKind.GONE, sheet.layout.name, told, before=title, index=row.index)
    for told, cells in new.items():
        if told not in sheet.rows:
            words = written(cells.get("title") or cells.get("text") or cells.get("name"))
            yield Change(ChangeKind.ADDED, sheet.layout.name, told, after=words, cells=cells)


def _was_of_the_document(
    sheet: StandingSheet, told: str, row: StandingRow, base: Mapping[str, StandingRow] | None
) -> bool:
    """Whether the last document gave a row; where none is known, whether one may have.

    The frames may have come from anywhere, and are told only where it is known that they did not.
    """
    if sheet.layout is FRAMES_SHEET:
        return base is not None and told in base and row.text("name") != SIGN_ROW
    return (base is None or told in base) and sheet.layout.name in _OF_THE_DOCUMENT


def _row_changes(
    sheet: StandingSheet,
    told: str,
    row: StandingRow,
    base: StandingRow | None,
    is_untouched: bool,  # noqa: FBT001
    new: Mapping[str, RowValue],
) -> Iterator[Change]:
    name = sheet.layout.name
    usual = ChangeKind.FIGURE if sheet.layout is FRAMES_SHEET else ChangeKind.REWORDED
    for key in _document_columns(sheet, new):
        before, after = plain_text(row.text(key)), plain_text(written(new.get(key)))
        known = before if is_untouched else plain_text(base.text(key)) if base else None
        if after in {before, known}:
            continue
        kind = _KINDS.get(key, usual)
        if before and known != before:
            kind = ChangeKind.KEPT
        yield Change(kind, name, told, key, before, after, new.get(key), row.index)
    yield from _filled(sheet, told, row, base, new)


def plain_text(text: str) -> str:
    """A cell's words without blanks that nobody sees, a figure without zeros that say nothing."""
    words = " ".join(text.split())
    number = parse_number(words)
    return words if number is None else plain(number.normalize())


def _document_columns(sheet: StandingSheet, new: Mapping[str, RowValue]) -> Sequence[str]:
    if sheet.layout is FRAMES_SHEET:
        known = {column.key for column in FRAMES_SHEET.columns}
        return [key for key in new if key not in known]
    return _OF_THE_DOCUMENT.get(sheet.layout.name, ())


def _filled(
    sheet: StandingSheet,
    told: str,
    row: StandingRow,
    base: StandingRow | None,
    new: Mapping[str, RowValue],
) -> Iterator[Change]:
    """Owners that are blank, or that are still the proposals of the last time."""
    for key in _fillable(sheet, row, base):
        before, after = row.text(key), written(new.get(key))
        if after and same_words(before) != same_words(after):
            yield Change(
                ChangeKind.FILLED, sheet.layout.name, told, key, before, after, new[key], row.index
            )


def _fillable(sheet: StandingSheet, row: StandingRow, base: StandingRow | None) -> Sequence[str]:
    """The columns of a person's own that may be filled: blank ones, and proposals left as they
    were.
    """
    if sheet.layout is DEPARTMENTS_SHEET:
        return [key for key in ("aliases",) if not row.text(key)]
    if sheet.layout is not ACTIVITIES_SHEET:
        return []
    if not row.text("lead"):
        return [key for key in _OWNERS if key == "proposal" or not row.text(key)]
    is_proposed = base is not None and bool(row.text("proposal"))
    is_untouched = is_proposed and all(
        same_words(row.text(key)) == same_words(base.text(key)) for key in _OWNERS if base
    )
    return _OWNERS if is_untouched else []

"""The sheet Plan: what the plan is of, as keys and values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kexcel.documents.plan.cell_values import number_of, say_missing, text_of, word_of
from kexcel.documents.plan.cell_words import same_words
from kexcel.documents.plan.layout import SETTINGS, SIGN_FACTORS, Setting
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import PlanCell, Table


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What the sheet Plan says. ``year`` is 0 where it can't be read.

    ``sign_factor`` is what a printed figure is multiplied by to be a net cost.
    """

    organisation: str = ""
    body: str = ""
    year: int = 0
    unit: str = ""
    sign: str = ""
    decision: str = ""
    remark: str = ""
    sign_factor: int = 1


def read_settings(table: Table | None, notes: Notes) -> PlanSettings:
    """Read the keys, wherever they stand. Required ones without a value are said."""
    if table is None:
        return PlanSettings()
    cells = _cells(table, notes)
    texts = {
        key: text_of(cells[key], notes) if key in cells else ""
        for key in ("organisation", "body", "unit", "decision", "remark")
    }
    year = _year(cells["year"], notes) if "year" in cells else 0
    sign = cells["sign"].written if "sign" in cells else ""
    factor = word_of(cells["sign"], SIGN_FACTORS, notes) if "sign" in cells else None
    return PlanSettings(**texts, year=year, sign=sign, sign_factor=factor or 1)


def _cells(table: Table, notes: Notes) -> dict[str, PlanCell]:
    cells: dict[str, PlanCell] = {}
    for row in table.rows():
        key, cell = same_words(row.cell("key").written), row.cell("value")
        earlier = cells.setdefault(key, cell)
        if key and earlier is not cell:
            where = f"{earlier.place.cell}, {cell.place.cell}"
            notes.add_at("number-duplicated", cell.place, key, cells=where)
    found = {setting.key: cells[setting.key] for setting in SETTINGS if setting.key in cells}
    for setting in SETTINGS:
        _say_unset(setting, found.get(setting.key), table, notes)
    return found


def _say_unset(setting: Setting, cell: PlanCell | None, table: Table, notes: Notes) -> None:
    if not setting.required:
        return
    if cell is None:
        place = replace(table.place(column="value"), row=setting.key)
        notes.add_at("missing-value", place, label=setting.key)
    elif not cell.written:
        column = replace(cell.column, label=setting.key)
        say_missing(replace(cell, column=column), notes)


def _year(cell: PlanCell, notes: Notes) -> int:
    number = number_of(cell, notes)
    if number is None:
        return 0
    year = int(number)
    if year != number or not 1900 <= year <= 2200:  # noqa: PLR2004 - as in kexcel.toml
        notes.add("unknown-word", cell, allowed="1900-2200")
        return 0
    return year

"""The sheet Avdelningar, and finding a department by any of its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kexcel.documents.plan.cell_values import names_of, text_of
from kexcel.documents.plan.cell_words import same_words
from kexcel.documents.plan.department_codes import codes_of, say_shared_codes
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import PlanCell, Table, TableRow
from kexcel.model.plan import Department


@dataclass(frozen=True, slots=True)
class DepartmentNames:
    """Every name a department goes by → its key. Case and blanks don't matter."""

    keys: Mapping[str, str]

    def key_of(self, name: str) -> str | None:
        """The key of the department that goes by the name, or None."""
        return self.keys.get(same_words(name))

    def key_in(self, cell: PlanCell, notes: Notes) -> str | None:
        """The department a cell names; None if the cell is blank or names no department."""
        name = text_of(cell, notes)
        key = self.key_of(name) if name else None
        if name and key is None:
            notes.add("unknown-department", cell)
        return key

    def keys_in(self, names: tuple[str, ...], cell: PlanCell, notes: Notes) -> tuple[str, ...]:
        """The departments that go by the names; each that is unknown is said and left out."""
        keys: list[str] = []
        for name in names:
            key = self.key_of(name)
            if key is None:
                notes.add_at("unknown-department", cell.place, name)
            elif key not in keys:
                keys.append(key)
        return tuple(keys)


def read_departments(
    table: Table | None, notes: Notes
) -> tuple[tuple[Department, ...], DepartmentNames]:
    """The departments in order, and their names.

    A row without a key, or with one that is taken, is left out. A name that two go by
    is said and belongs to the first.
    """
    departments: list[Department] = []
    taken: dict[str, tuple[str, str]] = {}
    cells: list[PlanCell] = []
    for row in table.rows() if table else ():
        key_cell = row.cell("key")
        key = text_of(key_cell, notes)
        if key and _take(key, key, key_cell, taken, notes):
            departments.append(_department(row, key, taken, notes))
            cells.append(row.cell("codes"))
    say_shared_codes(departments, cells, notes)
    return tuple(departments), DepartmentNames({name: key for name, (key, _) in taken.items()})


def _department(
    row: TableRow, key: str, taken: dict[str, tuple[str, str]], notes: Notes
) -> Department:
    name = text_of(row.cell("name"), notes) or key
    aliases = names_of(row.cell("aliases"), notes)
    _take(name, key, row.cell("name"), taken, notes)
    for alias in aliases:
        _take(alias, key, row.cell("aliases"), taken, notes)
    return Department(
        key=key,
        name=name,
        aliases=aliases,
        head=text_of(row.cell("head"), notes),
        email=text_of(row.cell("email"), notes),
        units=names_of(row.cell("units"), notes),
        codes=codes_of(row.cell("codes"), notes),
    )


def _take(
    name: str, key: str, cell: PlanCell, taken: dict[str, tuple[str, str]], notes: Notes
) -> bool:
    here = cell.place.cell or ""
    owner, there = taken.setdefault(same_words(name), (key, here))
    if owner == key and (name != key or there == here):
        return True
    notes.add_at("number-duplicated", cell.place, name, cells=f"{there}, {here}")
    return False

"""Whether what one file lacks in structure stands in another of the department's files."""

from __future__ import annotations

from collections.abc import Sequence

from kexcel.merge.files import Files
from kexcel.model.finding import Finding
from kexcel.model.form import FormRow
from kexcel.model.returned import Return


def is_supplied(each: Finding, sheet: str, returned: Return, files: Files) -> bool:
    """Whether other usable files together have the row, the column or the sheet that is missing."""
    others = [other for other in files.usable if other.sha256 != returned.sha256]
    form = files.form(returned)
    asked = form.sheet(sheet) if form else None
    if asked is None:
        return False
    rows = [row for row in asked.rows if row.inputs]
    match each.code:
        case "row-missing":
            return any(each.place.row in other.rows.get(sheet, {}) for other in others)
        case "column-missing":
            column = each.place.column or ""
            wanted = [row for row in rows if column in row.inputs]
            return bool(wanted) and all(_has(others, sheet, row, column) for row in wanted)
        case "sheet-missing" if asked.extendable:
            return any(sheet in other.rows for other in others)
        case "sheet-missing":
            return bool(rows) and all(_has(others, sheet, row) for row in rows)
    return False


def _has(others: Sequence[Return], sheet: str, row: FormRow, column: str = "") -> bool:
    found = (other.rows.get(sheet, {}).get(row.identity) for other in others)
    return any(each is not None and (not column or column in each.answers) for each in found)

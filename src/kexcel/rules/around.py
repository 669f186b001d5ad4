"""What an expression may know beside its own row: the workbook's tables, and the code plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kexcel.model.cell import CellValue

Row = Mapping[str, CellValue]
"""A row's values by the keys of its columns."""

Tables = Mapping[str, Sequence[Row]]
"""The rows of a workbook's tables, by the keys of their sheets. A sheet that is not among them
is not known, and nothing is said that depends on it."""

NO_TABLES: Tables = {}
BLANK_ROW: Row = {}


def _any_code(_column: str, _text: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Around:
    """``this`` is the row itself as it is among the rows of ``tables``, None where it is not.

    ``is_coded`` tells whether a text may be a code in a column, as far as a formula can tell.
    """

    tables: Tables = field(default_factory=dict)
    this: Row | None = None
    is_coded: Callable[[str, str], bool] = _any_code

    def rows(self, sheet: str) -> Sequence[Row]:
        """The rows of a sheet's table."""
        return self.tables.get(sheet, ())


ALONE = Around()

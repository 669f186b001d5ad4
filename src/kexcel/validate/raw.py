"""A returned row found by its identity, before anyone has asked what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kexcel.model.cell import CellValue, cell_reference


@dataclass(frozen=True, slots=True)
class RawCell:
    """What one cell held, and its A1 reference. ``disputed`` are the words of several copies
    of the same row that disagree; then none of them is the answer.
    """

    value: CellValue
    reference: str
    disputed: str = ""


class CellsOfRow(Mapping[str, RawCell]):
    """The cells of a row by their columns, each made when it is asked for.

    ``values`` are the whole sheet's, by row and column; ``columns`` where each column stands.
    """

    __slots__ = ("columns", "line", "values_of_sheet")

    def __init__(
        self, values: Mapping[tuple[int, int], CellValue], line: int, columns: Mapping[str, int]
    ) -> None:
        self.values_of_sheet = values
        self.line = line
        self.columns = columns

    def value(self, key: str) -> CellValue:
        """What stands in a column; KeyError where the file does not have it."""
        return self.values_of_sheet.get((self.line, self.columns[key]))

    def __getitem__(self, key: str) -> RawCell:
        place = self.columns[key]
        value = self.values_of_sheet.get((self.line, place))
        return RawCell(value, cell_reference(self.line, place))

    def __contains__(self, key: object) -> bool:
        return key in self.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row by its identity. ``sheet`` is the name in the file, ``line`` counted from 0.

    ``cells`` has every column of the form that was found in the file, blank or not.
    """

    identity: str
    sheet: str
    line: int
    cells: Mapping[str, RawCell] = field(default_factory=dict)

    def is_blank(self, key: str) -> bool:
        """Whether nothing stands in a column's cell; KeyError where the file has no such column."""
        cells = self.cells
        if isinstance(cells, CellsOfRow):
            return cells.value(key) is None
        return cells[key].value is None and not cells[key].disputed


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The rows of one of the form's sheets, by the sheet's key."""

    key: str
    rows: tuple[RawRow, ...] = ()

"""Where the compilation's rows stand, so that other sheets can refer to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kexcel.excel.references import quoted_sheet
from kexcel.report.budget.figures import Figure, is_finer, total
from kexcel.report.budget.lines import (
    ACTUAL,
    DEVIATION,
    FORECAST,
    FRAME,
    PERIOD,
    Group,
    Line,
    sum_of_known,
)
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import PlacedTable

SHEET = "budget"
"""The key of the form's sheet that the figures come from."""

NAME, LEVEL, CODE = "name", "level", "responsibility"
USED, SHARE, STANDING = "used", "deviation.share", "standing"

WHOLE, PARTED, UNIT, REST = "whole", "parted", "unit", "rest"
"""The levels: a department without units, one with them, a unit, what is not distributed."""


def level_words(context: ReportContext) -> Mapping[str, str]:
    """The words of the column that says what a row is."""
    _ = context.translate
    return {
        WHOLE: _("Department"),
        PARTED: _("Sum"),
        UNIT: _("Unit"),
        REST: _("Not distributed"),
    }


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A reported row and where it stands."""

    line: Line
    row: int
    level: str


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """A department's own row, and the rows that are reported: beneath it, or itself."""

    group: Group
    row: int
    lines: tuple[PlacedLine, ...]

    def line(self, identity: str) -> PlacedLine | None:
        """The row with the identity ("stab/1100"), if there is one."""
        return next((each for each in self.lines if each.line.result.identity == identity), None)


@dataclass(frozen=True, slots=True)
class PlacedSummary:
    """The table of the compilation. Its total stands in the row beneath it."""

    table: PlacedTable
    groups: tuple[PlacedGroup, ...]

    @property
    def total_row(self) -> int:
        """The row of the total, counted from 0."""
        return self.table.last_row + 1

    @property
    def lines(self) -> list[PlacedLine]:
        """Every reported row."""
        return [line for group in self.groups for line in group.lines]

    @property
    def is_split(self) -> bool:
        """Whether any department has units."""
        return any(group.group.is_split for group in self.groups)

    @property
    def has_forecast_part(self) -> bool:
        """Whether some rows have a forecast and some have not; then their sum stands apart."""
        known = sum(each.line.amounts[FORECAST] is not None for each in self.lines)
        return 0 < known < len(self.lines)

    @property
    def part_with_forecast(self) -> Mapping[str, Decimal]:
        """The sums over the rows with a deviation, which is the first of two less the other."""
        amounts = [each.line.amounts for each in self.lines]
        part = [each for each in amounts if each[DEVIATION] is not None]
        keys = (FRAME, PERIOD, ACTUAL, FORECAST, DEVIATION)
        return {key: total(each[key] for each in part) for key in keys}

    def own_range(self, group: PlacedGroup, key: str) -> str:
        """The reported rows of a department in a column, as the sheet itself refers to them."""
        first, last = group.lines[0].row, group.lines[-1].row
        return f"{self.table.cell(key, first)}:{self.table.cell(key, last)}"

    def far(self, key: str, row: int) -> str:
        """A cell of the table as other sheets refer to it."""
        return self.table.far_cell(key, row)

    def far_own_range(self, group: PlacedGroup, key: str) -> str:
        """The reported rows of a department in a column, as other sheets refer to them."""
        return f"{quoted_sheet(self.table.sheet)}!{self.own_range(group, key)}"

    def group(self, department: str) -> PlacedGroup | None:
        """A department's rows, if it has any."""
        return next((each for each in self.groups if each.group.department == department), None)

    def sum_of(self, key: str) -> Decimal | None:
        """The sum over the rows of what is known, rounded once; None where nothing is."""
        return sum_of_known(each for group in self.groups for each in group.group.parts(key))

    def sum_of_departments(self, key: str) -> Decimal | None:
        """The sum over the departments' own figures: those with units are rounded already."""
        return sum_of_known(group.group.sum_of(key) for group in self.groups)

    def roundings(self, key: str) -> int:
        """How many halves of a unit in the last decimal the two sums may be apart.

        None where no row has more decimals than sums have; else one for each department with
        units, and one since both sums are rounded.
        """
        amounts = [each.line.amounts[key] for each in self.lines]
        is_any_finer = any(each is not None and is_finer(each) for each in amounts)
        return 1 + sum(each.group.is_split for each in self.groups) if is_any_finer else 0

    def total(self, key: str) -> Figure:
        """The total of a column, as the sheet itself refers to it."""
        return Figure(self.table.cell(key, self.total_row), self.sum_of(key))


def place_groups(groups: Sequence[Group], first: int) -> tuple[PlacedGroup, ...]:
    """Where each department stands when the table's first row is ``first``."""
    return tuple(_placed(groups, first))


def _placed(groups: Sequence[Group], row: int) -> Iterator[PlacedGroup]:
    for group in groups:
        start = row + group.is_split
        lines = tuple(
            PlacedLine(line, start + place, _level(group, line))
            for place, line in enumerate(group.lines)
        )
        yield PlacedGroup(group, row, lines)
        row = start + len(lines)


def _level(group: Group, line: Line) -> str:
    if not group.is_split:
        return WHOLE
    return UNIT if line.is_unit else REST

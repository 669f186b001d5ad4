"""The rows that departments handed in, where they stand, and the units that they are frames of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kexcel.model.cell import CellValue
from kexcel.model.consolidation import TableRow
from kexcel.money.codes import plain_code
from kexcel.report.budget.distribution_since import DecidedSince
from kexcel.report.budget.figures import difference
from kexcel.report.budget.layout import PlacedGroup, PlacedLine, PlacedSummary
from kexcel.report.budget.lines import FRAME, sum_of_known
from kexcel.report.budget.rounds import AMOUNT, CODE, DISTRIBUTION, UNIT


@dataclass(frozen=True, slots=True)
class HandedRow:
    """A row, with the unit's row in the compilation if it is the first of its code.

    ``same`` are the amounts of all rows of the department with the code, and ``since`` what
    decisions have added to it after the round. ``is_added`` says that nobody handed the row in:
    its unit has its frame by such a decision alone.
    """

    answers: TableRow
    row: int
    unit: PlacedLine | None
    is_repeated: bool
    same: tuple[Decimal | None, ...]
    since: Decimal | None = None
    is_added: bool = False

    @property
    def amount(self) -> Decimal | None:
        """What the row distributes; None where it could not be read."""
        return amount_of(self.answers)

    @property
    def code(self) -> str:
        """The responsibility code, or ""."""
        if self.is_added and self.unit:
            return self.unit.line.result.responsibility
        return text_of_answer(self.answers, CODE)

    @property
    def unit_name(self) -> str:
        """The unit's name, or ""."""
        if self.is_added and self.unit:
            return self.unit.line.result.name
        return text_of_answer(self.answers, UNIT)

    @property
    def difference(self) -> Decimal | None:
        """The unit's frame less what the rows with its code distribute and what came since."""
        frame = self.unit.line.amounts[FRAME] if self.unit else None
        given = sum((each for each in (*self.same, self.since) if each is not None), Decimal(0))
        return difference(frame, given)


@dataclass(frozen=True, slots=True)
class Handed:
    """A department's own row, and its rows beneath. Rows are counted from 0.

    ``since`` is what decisions have added to the department after the round.
    """

    department: str
    name: str
    row: int
    group: PlacedGroup | None
    rows: tuple[HandedRow, ...]
    since: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """Its frame less what it distributes and what came since; None where one is not known."""
        given = None if self.amount is None else self.amount + (self.since or 0)
        return difference(self.frame, given)

    @property
    def amount(self) -> Decimal | None:
        """What the department distributes; None where it has handed nothing in."""
        return sum_of_known(row.amount for row in self.rows)

    @property
    def frame(self) -> Decimal | None:
        """Its frame in the compilation."""
        return self.group.group.sum_of(FRAME) if self.group else None

    @property
    def has_units(self) -> bool:
        """Whether the compilation has its units."""
        return bool(self.group and self.group.group.is_split)


def handed_in(
    rows: Sequence[TableRow],
    summary: PlacedSummary,
    names: Mapping[str, str],
    since: DecidedSince,
    first: int,
) -> tuple[Handed, ...]:
    """Every department with a frame or a row, placed from ``first`` on, in the plan's order."""
    keys = [each.group.department for each in summary.groups]
    keys = list(dict.fromkeys([*keys, *(row.department for row in rows)]))
    return tuple(_placed(keys, rows, summary, names, since, first))


def _placed(
    keys: Sequence[str],
    rows: Sequence[TableRow],
    summary: PlacedSummary,
    names: Mapping[str, str],
    since: DecidedSince,
    place: int,
) -> Iterator[Handed]:
    for key in keys:
        own = [row for row in rows if row.department == key]
        group = summary.group(key)
        placed = tuple(_rows(own, group, since, place + 1))
        if placed and group:
            placed += tuple(_added(placed, group, since, place + 1 + len(placed)))
        yield Handed(key, names.get(key, key), place, group, placed, since.departments.get(key))
        place += 1 + len(placed)


def _added(
    rows: Sequence[HandedRow], group: PlacedGroup, since: DecidedSince, place: int
) -> Iterator[HandedRow]:
    """The units of a department that decisions alone have given a frame."""
    department = group.group.department
    known = {plain_code(row.code or row.unit_name) for row in rows}
    for line in group.lines:
        code = line.line.result.responsibility
        added = since.of_code(department, code)
        if line.line.is_unit and added is not None and plain_code(code) not in known:
            answers = TableRow(DISTRIBUTION, department, {})
            yield HandedRow(
                answers, place, line, is_repeated=False, same=(), since=added, is_added=True
            )
            place += 1


def _rows(
    rows: Sequence[TableRow], group: PlacedGroup | None, since: DecidedSince, first: int
) -> Iterator[HandedRow]:
    seen: set[str] = set()
    for place, row in enumerate(rows, start=first):
        identity = _identity(row)
        same = tuple(amount_of(each) for each in rows if _identity(each) == identity)
        unit = group.line(identity) if group and group.group.is_split else None
        is_repeated = identity in seen
        code = text_of_answer(row, CODE) or text_of_answer(row, UNIT)
        added = None if is_repeated else since.of_code(row.department, code)
        yield HandedRow(row, place, None if is_repeated else unit, is_repeated, same, added)
        seen.add(identity)


def _identity(row: TableRow) -> str:
    return f"{row.department}/{text_of_answer(row, CODE) or text_of_answer(row, UNIT)}"


def amount_of(row: TableRow) -> Decimal | None:
    """The row's amount; None where it could not be read."""
    answer = row.answers.get(AMOUNT)
    value: CellValue = answer.value if answer and answer.sound else None
    return value if isinstance(value, Decimal) else None


def text_of_answer(row: TableRow, key: str) -> str:
    """What is shown of a row in a column of texts, or ""."""
    answer = row.answers.get(key)
    if answer is None:
        return ""
    return answer.value if answer.sound and isinstance(answer.value, str) else answer.written

"""What departments distributed over their units, as the units' frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kexcel.model.consolidation import MergedAnswer, TableRow
from kexcel.model.plan import UnitFrame
from kexcel.money.codes import plain_code
from kexcel.money.sums import add_up

DISTRIBUTION = "distribution"
"""The key of the sheet where a frame is distributed."""

Changes = Mapping[tuple[str, str], Decimal]
"""Department and responsibility code → what is added to the code's frame after the round."""

_LONGEST_NAME = 100
_BETWEEN = ", "


def unit_frames(rows: Iterable[TableRow], changes: Changes | None = None) -> tuple[UnitFrame, ...]:
    """The frame of each responsibility code, or of each unit that has none, in the order handed in.

    Amounts of several rows are added. A row whose amount is missing or could not be read is left
    out, and so is one that has neither a code nor a name: that money stays undistributed. A change
    of a code that nobody handed in makes a unit of it, in a department that has distributed.
    """
    found: dict[tuple[str, str], _Unit] = {}
    for row in rows:
        amount = _amount(row.answers.get("amount"))
        code, name = _text(row, "responsibility"), _text(row, "unit")
        if row.sheet == DISTRIBUTION and amount is not None and (code or name):
            activity = _text(row, "activity")
            _unit_of(found, row.department, code, name).add(amount, name, activity)
    return with_changes((unit.frame for unit in found.values()), changes or {})


def with_changes(units: Iterable[UnitFrame], changes: Changes) -> tuple[UnitFrame, ...]:
    """The units with what is added to their codes.

    A code that no unit has becomes one, in a department that has units.
    """
    found = {(u.department, plain_code(u.responsibility or u.unit)): u for u in units}
    departments = {department for department, _ in found}
    for (department, code), change in changes.items():
        written = _tidy(code)
        if department in departments and written:
            key = (department, plain_code(written))
            unit = found.get(key) or UnitFrame(department, written, written, Decimal(0))
            found[key] = replace(unit, frame=add_up((unit.frame, change)))
    return tuple(found.values())


@dataclass(slots=True)
class _Unit:
    department: str
    code: str
    names: list[str] = field(default_factory=list)
    amounts: list[Decimal] = field(default_factory=list)
    activities: dict[str, Decimal] = field(default_factory=dict)

    def add(self, amount: Decimal, name: str = "", activity: str = "") -> None:
        self.amounts.append(amount)
        if activity:
            before = self.activities.get(activity, Decimal(0))
            self.activities[activity] = add_up((before, amount))
        if name and plain_code(name) not in map(plain_code, self.names):
            self.names.append(name)

    @property
    def frame(self) -> UnitFrame:
        name = _BETWEEN.join(self.names)[:_LONGEST_NAME].rstrip() or self.code
        activities = tuple(self.activities.items())
        return UnitFrame(self.department, name, self.code, add_up(self.amounts), activities)


def _unit_of(found: dict[tuple[str, str], _Unit], department: str, code: str, name: str) -> _Unit:
    return found.setdefault((department, plain_code(code or name)), _Unit(department, code))


def _amount(answer: MergedAnswer | None) -> Decimal | None:
    if answer is None or not answer.sound:
        return None
    return answer.value if isinstance(answer.value, Decimal) else None


def _text(row: TableRow, column: str) -> str:
    answer = row.answers.get(column)
    return _tidy(answer.written) if answer is not None and answer.sound else ""


def _tidy(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_NAME].rstrip()

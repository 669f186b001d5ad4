"""What decisions have added to frames since the round in which they were distributed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kexcel.model.consolidation import Consolidation
from kexcel.model.plan import FrameKind, FrameVersion
from kexcel.money.codes import plain_code
from kexcel.report.budget.lines import frame_column
from kexcel.report.budget.rounds import RoundTable
from kexcel.timeline.code_changes import code_changes


@dataclass(frozen=True, slots=True)
class DecidedSince:
    """What has been added after the round's close and until the period's, where it is not zero.

    ``departments`` are whole departments' changes, ``codes`` those of a department's code, which
    is in its plain form. ``decisions`` are what was decided then.
    """

    departments: Mapping[str, Decimal] = field(default_factory=dict)
    codes: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    decisions: tuple[FrameVersion, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.departments or self.codes)

    @property
    def names(self) -> str:
        """The decisions with their days."""
        return ", ".join(f"{each.name} ({each.decided})" for each in self.decisions)

    def of_code(self, department: str, code: str) -> Decimal | None:
        """What is added to a department's code, or its unit without one; None for nothing."""
        return self.codes.get((department, plain_code(code)))


def decided_since(of: RoundTable) -> DecidedSince:
    """What has been decided since the round of the rows; nothing in that round itself."""
    now, then = of.context.consolidation, of.source
    if now is then:
        return DecidedSince()
    settings = of.context.settings
    columns = frame_column(then, settings), frame_column(now, settings)
    changes = code_changes(now.plan, then.period.closes, now.period.closes)
    codes: dict[tuple[str, str], Decimal] = {}
    for (department, code), amount in changes.items():
        key = department, plain_code(code)
        codes[key] = codes.get(key, Decimal(0)) + amount
    departments = {
        each.key: change
        for each in now.plan.departments
        if (change := _change(now, then, each.key, columns))
    }
    return DecidedSince(
        departments, {k: a for k, a in codes.items() if a}, tuple(_taken(now, then))
    )


def _change(
    now: Consolidation, then: Consolidation, department: str, columns: tuple[str, str]
) -> Decimal:
    before = then.plan.frame_of(department, columns[0])
    return (now.plan.frame_of(department, columns[1]) or Decimal(0)) - (before or Decimal(0))


def _taken(now: Consolidation, then: Consolidation) -> Iterator[FrameVersion]:
    for each in now.plan.frame_versions:
        day = each.decided
        is_since = day is not None and then.period.closes < day <= now.period.closes
        is_decided = each.kind is not FrameKind.PROPOSED and not each.reorganises
        if is_since and each.changes and is_decided:
            yield each

"""What the ledger says of a period, read again from the archive whenever it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kexcel.ledger.placing import unplaced
from kexcel.model.consolidation import LedgerAmount, Source
from kexcel.model.finding import Finding
from kexcel.model.period import Period
from kexcel.money.booked import with_departments
from kexcel.money.responsibility import department_of
from kexcel.workspace import steps
from kexcel.workspace.archive import Entry
from kexcel.workspace.budgeting import plan_of

if TYPE_CHECKING:
    from kexcel.ledger import Booked, LedgerReading
    from kexcel.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Ledger:
    """Each code's actual at a period's close, and what there is to say of the files it is from.

    ``unplaced`` are findings of their own: a merge, which knows more of departments, makes its own.
    """

    amounts: tuple[LedgerAmount, ...] = ()
    findings: tuple[Finding, ...] = ()
    unplaced: tuple[Finding, ...] = ()


def ledger_of(workspace: Workspace, period: Period) -> tuple[LedgerAmount, ...]:
    """Each responsibility code's actual at the period's close, by the newest ledger read in.

    Raises:
        ConfigurationError: the archived file is gone or damaged.
        UnreadableInputError: it cannot be read any more as kexcel.toml now says that it is.
    """
    return whole_ledger(workspace, period).amounts


def whole_ledger(workspace: Workspace, period: Period) -> Ledger:
    """The same, with what there is to say of it."""
    entries = workspace.archive.ledgers(period.key)
    read = [(each, steps.ledger_reading.reading_of(workspace, period, each)) for each in entries]
    return put_together(workspace, period, read)


def put_together(
    workspace: Workspace, period: Period, readings: Iterable[tuple[Entry, LedgerReading]]
) -> Ledger:
    """What several files say, added up by code, with who has each code."""
    read = tuple(readings)
    sums = _sums(workspace, read)
    plan = plan_of(workspace, period)
    everyone = {each.key for each in plan.departments}
    amounts = with_departments(sums, plan, everyone, department_of(plan))
    settings = workspace.settings
    return Ledger(
        amounts,
        findings=tuple(each for _, reading in read for each in reading.findings),
        unplaced=unplaced(amounts, settings.money.unit, settings.codes.responsibility),
    )


def _sums(
    workspace: Workspace, readings: Iterable[tuple[Entry, LedgerReading]]
) -> tuple[LedgerAmount, ...]:
    """What the files say of each code together, with the source of the first."""
    sums: dict[str, LedgerAmount] = {}
    for entry, reading in readings:
        for booked in reading.booked:
            new = _amount(workspace, entry, booked)
            before = sums.get(booked.code)
            sums[booked.code] = _added(before, new) if before else new
    return tuple(sums.values())


def _amount(workspace: Workspace, entry: Entry, booked: Booked) -> LedgerAmount:
    path = workspace.layout.shown(workspace.archive.ledger_path(entry))
    source = Source(entry.file, path, booked.sheet, booked.cell, entry.sha256)
    return LedgerAmount(booked.code, booked.amount, source, name=booked.name, parts=booked.parts)


def _added(before: LedgerAmount, new: LedgerAmount) -> LedgerAmount:
    amount, parts = before.amount + new.amount, before.parts + new.parts
    return replace(before, amount=amount, parts=parts)

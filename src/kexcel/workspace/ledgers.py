"""What the ledger says of a period, read again from the archive whenever it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kexcel.errors import Fault
from kexcel.ledger import Booked, LedgerReading, Terms, cannot_read, read_ledger
from kexcel.ledger.placing import unplaced
from kexcel.model.consolidation import LedgerAmount, Source
from kexcel.model.finding import Finding
from kexcel.model.period import Period
from kexcel.money.booked import with_departments
from kexcel.money.responsibility import department_of
from kexcel.workspace.archive import Entry
from kexcel.workspace.budgeting import plan_of
from kexcel.workspace.isolation import Allowance, Isolation, IsolationError

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

ALLOWANCE = Allowance(seconds=60)
"""A ledger may hold every verification of a year, where a form has some hundred cells."""


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
    return put_together(workspace, period, [(e, _reading(workspace, period, e)) for e in entries])


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


def terms_of(workspace: Workspace, period: Period, entry: Entry) -> Terms:
    """How a file is to be read."""
    settings = workspace.settings
    accounting = settings.accounting
    return Terms(
        file=entry.file,
        closes=period.closes,
        own_unit=settings.money.unit,
        unit=entry.unit,
        sign=entry.sign,
        headings=settings.ledger,
        codes=settings.codes.responsibility,
        dimension=accounting.responsibility_dimension if accounting else 1,
        language=settings.language,
        words=workspace.language,
    )


def read_in_isolation(isolation: Isolation, data: bytes, terms: Terms) -> LedgerReading:
    """Read a file where it can hurt nobody.

    Raises:
        UnreadableInputError: the file cannot be read at all.
        UsageError: what must be told of it has not been.
    """
    try:
        return isolation.call(read_ledger, data, terms)
    except IsolationError as given_up:
        raise cannot_read(terms.file, Fault(given_up.reason)) from given_up


def ledger_reader() -> Isolation:
    """The process that ledgers are read in."""
    return Isolation(allowance=ALLOWANCE, modules=("kexcel.ledger",))


def _reading(workspace: Workspace, period: Period, entry: Entry) -> LedgerReading:
    """The reading of an archived file, kept as long as the workspace is open."""
    known, terms = workspace.ledger_readings, terms_of(workspace, period, entry)
    key = (entry.sha256, terms)
    if key not in known:
        data = workspace.archive.read_ledger(entry)
        with ledger_reader() as isolation:
            known[key] = read_in_isolation(isolation, data, terms)
    return known[key]


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

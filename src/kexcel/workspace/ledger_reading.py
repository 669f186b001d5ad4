"""Read the ledger's exports, each in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.errors import Fault
from kexcel.ledger import LedgerReading, Terms, cannot_read, read_ledger
from kexcel.model.period import Period
from kexcel.workspace.archive import Entry
from kexcel.workspace.isolation import Allowance, Isolation, IsolationError

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

ALLOWANCE = Allowance(seconds=60)
"""A ledger may hold every verification of a year, where a form has some hundred cells."""


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


def reading_of(workspace: Workspace, period: Period, entry: Entry) -> LedgerReading:
    """The reading of an archived file, kept as long as the workspace is open."""
    known, terms = workspace.ledger_readings, terms_of(workspace, period, entry)
    key = (entry.sha256, terms)
    if key not in known:
        data = workspace.archive.read_ledger(entry)
        with ledger_reader() as isolation:
            known[key] = read_in_isolation(isolation, data, terms)
    return known[key]

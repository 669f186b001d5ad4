"""Read in what is booked: into the archive, with how it is to be read noted beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.collect.parcels.names import composed
from kexcel.errors import UsageError
from kexcel.ledger import LEDGER_BYTES, LedgerReading, is_sie
from kexcel.locale import mark
from kexcel.model.period import Period
from kexcel.workspace.archive import LEDGER_EVENT, Entry, digest, mark_together
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.ledger_reading import ledger_reader, read_in_isolation, terms_of
from kexcel.workspace.ledgers import put_together
from kexcel.workspace.names import told_name
from kexcel.workspace.results import ActualsResult, LedgerFile

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_BUDGET = "budget"
"""The sheet that asks for actuals."""


def read_in(
    workspace: Workspace, period: Period, files: tuple[Path, ...], unit: str, sign: str
) -> ActualsResult:
    """Read the files, keep them, and note that they are what is booked in the period.

    Nothing is kept of files of which one cannot be read; those that are known already change
    nothing.

    Raises:
        UnreadableInputError: a file does not exist, or cannot be read at all.
        UsageError: unit or sign must be told, or the file can be read in several ways.
    """
    contents = {digest(data): (path, data) for path in files for data in [_opened(path)]}
    entries = [
        _entry(workspace, period, path, data, unit, sign) for path, data in contents.values()
    ]
    readings = _read(workspace, period, entries, [data for _, data in contents.values()])
    shared = mark_together(entries)
    noted = [replace(each, together=shared) for each in entries]
    is_new = _differ(workspace.archive.ledgers(period.key), noted)
    for entry, (_path, data) in zip(noted, contents.values(), strict=True):
        workspace.archive.keep_ledger(entry, data)
    if is_new:
        workspace.archive.append(noted)
    return _result(workspace, period, list(zip(noted, readings, strict=True)), is_new=is_new)


def period_of(workspace: Workspace, key: str | None) -> Period:
    """The round with the key, or without one the last of the year that has closed.

    Raises:
        UsageError: none has closed, or the round asks for no actuals.
    """
    settings = workspace.settings
    asking = [
        each
        for each in settings.periods
        if _BUDGET in each.sheets and each.closes.year == settings.year
    ]
    known = ", ".join(each.key for each in asking)
    if key is not None:
        period = workspace.period(key)
        if period.key in {each.key for each in asking}:
            return period
        phrase = mark("{period} asks for no actuals. Choose one of: {known}.")
        raise UsageError(phrase, period=period.key, known=known)
    today = workspace.clock().date()
    closed = [each for each in asking if each.closes < today]
    if closed:
        return workspace.period(max(closed, key=lambda each: each.closes).key)
    phrase = mark("No period has closed by {today}. Say which it is: --period, one of {known}.")
    raise UsageError(phrase, today=today, known=known)


def _opened(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LEDGER_BYTES + 1)
    except OSError as fault:
        raise cannot_open(path, fault) from fault


def _entry(
    workspace: Workspace, period: Period, path: Path, data: bytes, unit: str, sign: str
) -> Entry:
    """The line for the journal. A file of the standard has unit and sign of its own."""
    settings, name = workspace.settings.ledger, told_name(composed(path.name))
    has_own = is_sie(data)
    return Entry(
        LEDGER_EVENT,
        workspace.clock().isoformat(),
        period.key,
        digest(data),
        name,
        unit="" if has_own else unit or settings.unit,
        sign="" if has_own else sign or settings.sign,
    )


def _read(
    workspace: Workspace, period: Period, entries: Iterable[Entry], contents: Iterable[bytes]
) -> list[LedgerReading]:
    with ledger_reader() as isolation:
        return [
            read_in_isolation(isolation, data, terms_of(workspace, period, entry))
            for entry, data in zip(entries, contents, strict=True)
        ]


def _differ(known: tuple[Entry, ...], new: list[Entry]) -> bool:
    """Whether the files, or how they are read, are others than those that count already."""
    return {each.together for each in known} != {each.together for each in new}


def _result(
    workspace: Workspace,
    period: Period,
    readings: list[tuple[Entry, LedgerReading]],
    *,
    is_new: bool,
) -> ActualsResult:
    ledger = put_together(workspace, period, readings)
    shown = workspace.layout.shown
    return ActualsResult(
        period=period.key,
        name=period.name,
        closes=period.closes,
        unit=workspace.settings.money.unit,
        files=tuple(
            LedgerFile(
                each.file,
                each.sha256,
                shown(workspace.archive.ledger_path(each)),
                each.unit,
                each.sign,
                reading.posts,
            )
            for each, reading in readings
        ),
        amounts=ledger.amounts,
        findings=(*ledger.findings, *ledger.unplaced),
        is_new=is_new,
    )

"""Take what came back into the archive, and answer it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.errors import UnreadableInputError
from kexcel.locale import mark
from kexcel.merge import handed_in_for
from kexcel.model.period import Period
from kexcel.workspace.addresses import Place, files_at, place
from kexcel.workspace.budgeting import plan_of
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.inbox import A_LINK, NO_FILE, NotOpenedError, look_in
from kexcel.workspace.intake import asked_departments, settled_returns
from kexcel.workspace.isolation import Isolation
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.results import CollectResult, PassedOver
from kexcel.workspace.sources import LocalFile, Source
from kexcel.workspace.taking import Taker

if TYPE_CHECKING:
    from kexcel.workspace.progress import Progress
    from kexcel.workspace.workspace import Workspace


def collect(
    workspace: Workspace, period: Period, told: tuple[Place, ...], progress: Progress
) -> CollectResult:
    """Archive first, then read, then answer with corrections and receipts.

    Raises:
        UnreadableInputError: a path or address that was named does not exist, or the only one that
            was named cannot be opened.
        UsageError: nothing that is installed opens such an address.
    """
    places = tuple(place(each) if isinstance(each, str) else each for each in told)
    for each in places:
        if isinstance(each, Path) and not os.path.lexists(each):
            raise UnreadableInputError(mark("{path} does not exist."), path=each)
    sources, passed_over = _found(workspace, places or (workspace.layout.inbox(period.key),))
    alone = places[0] if len(places) == 1 and _is_file(places[0], sources) else None
    _require_file(alone, passed_over)
    taker = _taken(workspace, period, sources, alone)
    return standing(workspace, period, progress, taker, passed_over)


def _found(
    workspace: Workspace, places: tuple[Place, ...]
) -> tuple[list[Source], list[PassedOver]]:
    """What lies there to take, in the order the places were named, and what is passed over."""
    sources: list[Source] = []
    passed_over: list[PassedOver] = []
    for each in places:
        if isinstance(each, Path):
            found = look_in((each,), workspace.layout.shown)
            sources += map(LocalFile, found.files)
            passed_over += found.passed_over
        else:
            files, others = files_at(each)
            sources += files
            passed_over += others
    return sources, passed_over


def _is_file(named: Place, sources: list[Source]) -> bool:
    """Whether a file was named, and not a folder of files."""
    if isinstance(named, Path):
        return not named.is_dir()
    return len(sources) == 1 and named.endswith(sources[0].name)


def collect_files(
    workspace: Workspace, period: Period, files: Iterable[Path], progress: Progress
) -> CollectResult:
    """The same for these very files, none of which stops the others."""
    taker = _taken(workspace, period, map(LocalFile, files), None)
    return standing(workspace, period, progress, taker)


def standing(
    workspace: Workspace,
    period: Period,
    progress: Progress,
    taker: Taker | None = None,
    passed_over: Iterable[PassedOver] = (),
) -> CollectResult:
    """How the period stands by what the archive holds, with its answers in retur/ renewed."""
    settled = settled_returns(workspace, period, progress)
    asked = [department.key for department in asked_departments(workspace, period)]
    forms, plan = issued_forms(workspace), plan_of(workspace, period)
    handed_in = handed_in_for(settled.returns, forms, plan)
    new = taker.new if taker else set()
    # What writes workbooks is loaded after the returns were read: loading it starts threads, and
    # the process that reads can be a copy of this one only while it has none.
    from kexcel.workspace.answering import answer_returns  # noqa: PLC0415

    return CollectResult(
        period=period.key,
        received=tuple(
            replace(each, is_new=each.returned.sha256 in new)
            for each in answer_returns(workspace, period, settled.returns)
        ),
        missing=tuple(key for key in asked if key not in handed_in),
        passed_over=(*passed_over, *(taker.passed_over if taker else ())),
        conflicts=settled.conflicts,
    )


def _taken(
    workspace: Workspace, period: Period, sources: Iterable[Source], alone: Place | None
) -> Taker:
    with Isolation(modules=("kexcel.collect.parcels",)) as isolation:
        taker = Taker(workspace, period, isolation)
        try:
            taker.take_all(sources, is_alone=alone is not None)
        except NotOpenedError as fault:
            raise _cannot_take(alone, fault) from fault.fault
    return taker


def _require_file(alone: Place | None, passed_over: list[PassedOver]) -> None:
    """The only thing that was asked for must be a file."""
    for each in passed_over if alone else ():
        if each.why in {A_LINK, NO_FILE}:
            raise _cannot_take(alone, NotOpenedError(each.why, needs_mending=True))


def _cannot_take(path: Place | None, fault: NotOpenedError) -> UnreadableInputError:
    if isinstance(path, Path) and fault.fault is not None:
        return cannot_open(path, fault.fault)
    if fault.why == A_LINK:
        return UnreadableInputError(mark("{path} is a link. Name the file itself."), path=path)
    if fault.why == NO_FILE:
        return UnreadableInputError(mark("{path} is no ordinary file."), path=path)
    return UnreadableInputError(mark("{path} cannot be read now. Try again."), path=path)

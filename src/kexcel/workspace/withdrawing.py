"""Withdraw a return that its department asks to have back, or let it count again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING

from kexcel.errors import UsageError
from kexcel.locale import mark
from kexcel.merge import handed_in_for
from kexcel.model.period import Period
from kexcel.model.returned import Return, ReturnState
from kexcel.workspace.answering import answer_returns
from kexcel.workspace.archive import RESTORED_EVENT, WITHDRAWN_EVENT, Entry
from kexcel.workspace.budgeting import plan_of
from kexcel.workspace.intake import asked_departments, received_returns
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.names import told_name
from kexcel.workspace.results import WithdrawResult

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_FEWEST_SIGNS = 8
"""Of a sha256, so that it is not taken for a name."""


def withdraw(
    workspace: Workspace, period: Period, name: str, reason: str, *, undo: bool
) -> WithdrawResult:
    """Note it in the journal, and renew what is answered in retur/.

    Raises:
        UsageError: no return, or more than one, goes by the name.
    """
    gone = workspace.archive.withdrawn(period.key)
    entry = _meant(workspace.archive.received(period.key), gone, name, undo=undo)
    why = told_name(reason).strip()
    changed = _changes(gone.get(entry.sha256), why, undo=undo)
    if changed:
        event = RESTORED_EVENT if undo else WITHDRAWN_EVENT
        time = workspace.clock().isoformat()
        noted = Entry(event, time, period.key, entry.sha256, entry.file, reason=why)
        workspace.archive.append([noted])
    return _standing(workspace, period, entry, changed=changed)


def _standing(
    workspace: Workspace, period: Period, entry: Entry, *, changed: bool
) -> WithdrawResult:
    """How the department stands now, with the corrections and receipts that hold."""
    returns = received_returns(workspace, period)
    answer_returns(workspace, period, returns)
    returned = next(each for each in returns if each.sha256 == entry.sha256)
    forms, plan = issued_forms(workspace), plan_of(workspace, period)
    handed_in = handed_in_for(returns, forms, plan)
    asked = asked_departments(workspace, period)
    return WithdrawResult(
        period=period.key,
        returned=returned,
        changed=changed,
        counting=tuple(
            each
            for each in returns
            if each.department and each.department == returned.department and each.is_usable
        ),
        missing=tuple(d.key for d in asked if d.key not in handed_in),
        stands_in_form=_stands_in_form(workspace, period, returned),
    )


def _stands_in_form(workspace: Workspace, period: Period, returned: Return) -> bool:
    """Whether the newest form was issued with the answers of a return that no longer counts."""
    issued = [e.form for e in workspace.archive.issued(period.key) if _is_to(e, returned)]
    forms = workspace.archive.forms(issued[-1:])
    carried = {each.sha256 for form in forms.values() for each in form.carried}
    return returned.state is ReturnState.WITHDRAWN and returned.sha256 in carried


def _is_to(entry: Entry, returned: Return) -> bool:
    return returned.department is not None and entry.department == returned.department


def _changes(withdrawn: Entry | None, reason: str, *, undo: bool) -> bool:
    """Whether there is anything new to note; another reason is."""
    if undo:
        return withdrawn is not None
    return withdrawn is None or bool(reason and reason != withdrawn.reason)


def _meant(
    received: Iterable[Entry], withdrawn: Mapping[str, Entry], name: str, *, undo: bool
) -> Entry:
    """The one return that goes by the name; of several, the one that it can be done to."""
    entries = tuple(received)
    found = _found(entries, name)
    able = {sha256: each for sha256, each in found.items() if (sha256 in withdrawn) == undo}
    chosen = able or found
    if len(chosen) == 1:
        return next(iter(chosen.values()))
    if chosen:
        several = mark("Several returns go by {name}. Name one by the signs before it:\n{files}")
        raise UsageError(several, name=name, files=_listed(chosen.values()))
    if not entries:
        raise UsageError(mark("No file has been received for the period."))
    none = mark("No return goes by {name}. Name one of these, or the signs before it:\n{files}")
    raise UsageError(none, name=name, files=_listed(entries))


def _found(entries: Iterable[Entry], name: str) -> dict[str, Entry]:
    """The returns by that name or sha256; failing that, those that came in a mail or archive so."""
    told = list(entries)
    for goes_by in (_is_named, _came_in):
        found: dict[str, Entry] = {}
        for each in told:
            if goes_by(each, name):
                found.setdefault(each.sha256, each)
        if found:
            return found
    return {}


def _is_named(entry: Entry, name: str) -> bool:
    is_digest = len(name) >= _FEWEST_SIGNS and entry.sha256.startswith(name.strip().lower())
    return is_digest or _plain(entry.file) in _plain_names(name)


def _came_in(entry: Entry, name: str) -> bool:
    parts = {_plain(part) for part in entry.inside.split(" › ") if part}
    return bool(parts & _plain_names(name))


def _plain_names(name: str) -> set[str]:
    """A name as it was given, and as the end of a path to the file in inkommet/."""
    return {_plain(each) for each in (name, PurePath(name).name, PureWindowsPath(name).name)}


def _plain(name: str) -> str:
    """A name without what systems write differently: capitals, and how ä is put together."""
    return unicodedata.normalize("NFC", told_name(name)).casefold()


def _listed(entries: Iterable[Entry]) -> str:
    return "\n".join(_lines(entries))


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    for each in entries:
        place = f" ({each.inside})" if each.inside else ""
        yield f"{each.sha256[:12]}  {each.time[:16].replace('T', ' ')}  {each.file}{place}"

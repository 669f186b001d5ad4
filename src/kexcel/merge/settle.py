"""Which of a department's files count: duplicates and files that a later one replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kexcel.findings import finding
from kexcel.merge.changes import Change, Meaning, changes, has_cell
from kexcel.model.finding import Place
from kexcel.model.form import Form
from kexcel.model.returned import Return, ReturnState


def settle(returns: Iterable[Return], forms: Mapping[str, Form]) -> tuple[Return, ...]:
    """Mark duplicates and superseded files, in the order the files were received.

    A file is superseded by a later one of the same department and period that was made from its
    correction, or that says all that it says and more. A file that says nothing new is a duplicate.
    """
    settled: list[Return] = []
    for each in returns:
        current = each
        for place, earlier in enumerate(settled):
            if not _compete(earlier, current):
                continue
            if _replaces(current, earlier, forms):
                settled[place] = replace(earlier, state=ReturnState.SUPERSEDED)
            elif _says_nothing_new(current, earlier, forms):
                current = _as_duplicate(current, earlier)
        settled.append(current)
    return tuple(settled)


def _compete(earlier: Return, current: Return) -> bool:
    same = (earlier.department, earlier.period) == (current.department, current.period)
    return same and earlier.is_usable and current.is_usable


def _replaces(current: Return, earlier: Return, forms: Mapping[str, Form]) -> bool:
    now, before = _changes(current, forms), _changes(earlier, forms)
    if current.corrects == earlier.sha256:
        return all(has_cell(current, key) for key in before)
    return now != before and all(_mends(now.get(key), said) for key, said in before.items())


def _mends(now: Meaning | None, before: Meaning) -> bool:
    """Whether a later file says the same, or says readably what the earlier could not."""
    return now == before or (now is not None and now[0] and not before[0])


def _says_nothing_new(current: Return, earlier: Return, forms: Mapping[str, Form]) -> bool:
    before = _changes(earlier, forms)
    return all(before.get(key) == said for key, said in _changes(current, forms).items())


def _changes(returned: Return, forms: Mapping[str, Form]) -> dict[Change, Meaning]:
    form = forms.get(returned.form or "")
    return {key: answer.meaning for key, answer in changes(returned, form)}


def _as_duplicate(current: Return, earlier: Return) -> Return:
    place = Place(file=current.file, department=current.department)
    note = finding("duplicate-file", place, first=earlier.file)
    state = ReturnState.DUPLICATE
    return replace(current, state=state, findings=(note,))
